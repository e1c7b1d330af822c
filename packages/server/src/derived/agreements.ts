import type { Agreement } from '@armistice/core/agreement';
import type { MissionView } from '@armistice/core/mission';
import { Problem } from '../problems.ts';
import { type DrawnVersion, missionVersions, recordedVersions } from './agreements-geometry.ts';
import { readLibrary, type ShippedAgreement } from './agreements-library.ts';
import type { Deriving } from './deriving.ts';

/** Where the agreements lie that are shipped beside the program. */
export interface LibraryPlace {
  readonly folder: string;
}

/** What a list says of an agreement. */
interface AgreementRow {
  readonly id: string;
  readonly title: string;
  readonly exercise: boolean;
  readonly adopted: string;
  readonly version: number;
  readonly revision: number;
  readonly clauses: number;
  readonly certainty: Readonly<Record<Agreement['clauses'][number]['anchor']['certainty'], number>>;
  readonly geometry: { readonly named: number; readonly drawn: number };
  readonly entry?: number;
}

const LIBRARIES = new Map<string, Promise<ReadonlyMap<string, ShippedAgreement>>>();

/** Read when somebody first asks: a start needs none of it. */
function shipped(on: Deriving, { folder }: LibraryPlace): Promise<ReadonlyMap<string, ShippedAgreement>> {
  const known = LIBRARIES.get(folder) ?? readLibrary(folder, (message) => on.fault(message));
  LIBRARIES.set(folder, known);
  return known;
}

/** The mission's own agreements and those of the library, without their texts: JSON. */
export async function agreements(on: Deriving, _audience: string, place: LibraryPlace): Promise<string> {
  return JSON.stringify({ agreements: allOf(on.view, await shipped(on, place)).map(rowOf) });
}

/** One agreement with the geometry of its lines and zones: JSON. Throws where there is none of that name. */
export async function agreement(
  on: Deriving,
  _audience: string,
  { id, ...place }: LibraryPlace & { readonly id: string },
): Promise<string> {
  const found = allOf(on.view, await shipped(on, place)).find((one) => one.agreement.agreement === id);
  if (found === undefined)
    throw new Problem('request/not-found', `no agreement is called "${id}"; GET /api/agreements lists them`);
  return JSON.stringify(found);
}

interface Known extends ShippedAgreement {
  readonly geometry: readonly DrawnVersion[];
  readonly entry?: number;
}

/**
 * The mission's own, what it adopted last first, then the library. What the mission adopted stands as the record has it,
 * drawings included, whatever a file of that name says by now.
 */
function allOf(view: MissionView, library: ReadonlyMap<string, ShippedAgreement>): readonly Known[] {
  const adopted = new Map<string, Known>();
  for (const { index, agreement } of view.agreements.toReversed()) {
    const { agreement: id } = agreement;
    if (adopted.has(id)) continue;
    const { places } = library.get(id) ?? {};
    adopted.set(id, {
      agreement,
      geometry: missionVersions(agreement, view),
      ...(places === undefined ? {} : { places }),
      entry: index,
    });
  }
  const others = [...library.values()]
    .filter(({ agreement }) => !adopted.has(agreement.agreement))
    .map((one) => ({ ...one, geometry: recordedVersions(one.agreement) }));
  // Training texts of the library stand beside the training mission's own.
  const training = others.filter(({ agreement }) => agreement.exercise === true);
  return [...adopted.values(), ...training, ...others.filter((one) => !training.includes(one))];
}

function rowOf({ agreement, geometry, entry }: Known): AgreementRow {
  const certainty = { primary: 0, 'second-hand': 0, unchecked: 0 };
  for (const { anchor } of agreement.clauses) certainty[anchor.certainty] += 1;
  return {
    id: agreement.agreement,
    title: agreement.title,
    exercise: agreement.exercise,
    adopted: agreement.adopted.local,
    version: agreement.version,
    revision: agreement.revision,
    clauses: agreement.clauses.length,
    certainty,
    geometry: { named: namedIn(agreement).length, drawn: drawnOf(agreement, geometry) },
    ...(entry === undefined ? {} : { entry }),
  };
}

/** Lines, and zones that are no belts of lines: what needs a geometry of its own. */
function namedIn({ lines = {}, zones = {} }: Agreement): readonly string[] {
  const polygons = Object.entries(zones).filter(([, { belt }]) => belt === undefined);
  return [...Object.keys(lines).map((name) => `lines ${name}`), ...polygons.map(([name]) => `zones ${name}`)];
}

function drawnOf(agreement: Agreement, geometry: Known['geometry']): number {
  const drawn = new Set(geometry.map(({ section, name }) => `${section} ${name}`));
  return namedIn(agreement).filter((name) => drawn.has(name)).length;
}
