import { type Agreement, type Obligation, obligations, proseOf } from '@armistice/core/agreement';
import { formatMoment } from '@armistice/core/base';
import { type Bulletin, type Change, namesOf } from '@armistice/core/bulletin';
import { incidentWith, type Published, type StatedPosition } from '@armistice/core/mission';
import { PUBLIC } from '@armistice/core/record';
import { missionVersions } from './agreements-geometry.ts';
import type { Deriving } from './deriving.ts';
import { readOne } from './reading.ts';

// What the public pages show besides what the API answers: as plain data, of what is public alone.

/** A bulletin with the errata that put it right. */
export interface IssuedBulletin {
  readonly index: number;
  readonly issued: string;
  readonly body: Published['body'];
  /** What came to light since is not put right yet. */
  readonly due: boolean;
  readonly errata: readonly IssuedErratum[];
}

export interface IssuedErratum {
  readonly index: number;
  readonly reason: string;
  readonly changes: readonly Change[];
}

/** An agreement that the record adopted, read aloud, with where its obligations stand. */
export interface AdoptedText {
  readonly agreement: Pick<Agreement, 'agreement' | 'title' | 'version' | 'parties'>;
  readonly adopted: string;
  readonly clauses: readonly ReturnType<typeof proseOf>[number][];
  readonly standing: readonly Obligation[];
  /** GeoJSON of the lines and zones in force. */
  readonly drawings: readonly unknown[];
}

/** What every public page says of the mission. */
export interface PortalMission {
  readonly exercise: boolean;
  readonly title: string;
  /** When the last entry was taken. */
  readonly at: string;
  readonly size: number;
  readonly parties: readonly { readonly id: string; readonly name: string }[];
  /** Of parties, bodies and sources by id, in each language that the record gives. */
  readonly names: Bulletin['names'];
}

/** What every public page says of the mission, as plain data. */
export function portalMission({ view, size }: Deriving): PortalMission {
  const parties = new Map(
    view.agreements.flatMap(({ agreement }) => agreement.parties.map(({ id, name }) => [id, name] as const)),
  );
  return {
    exercise: view.rules.exercise,
    title: view.rules.title,
    at: formatMoment(view.at),
    size,
    parties: [...parties].map(([id, name]) => ({ id, name })),
    names: namesOf(view),
  };
}

/** Bulletins for everyone, the newest first. */
export async function issued(
  on: Deriving,
  _audience: string,
  { limit }: { readonly limit: number },
): Promise<readonly IssuedBulletin[]> {
  on.mustBeReady();
  const all = [...on.view.bulletins.values()].filter(({ audience }) => audience === PUBLIC);
  const newest = all.toSorted((a, b) => b.index - a.index).slice(0, limit);
  return Promise.all(
    newest.map(async ({ index, at, body, touched, errata }) => ({
      ...{ index, issued: formatMoment(at), body, due: touched.length > 0 },
      errata: (await Promise.all(errata.map((one) => erratumAt(on, one)))).filter((one) => one !== undefined),
    })),
  );
}

async function erratumAt(on: Deriving, index: number): Promise<IssuedErratum | undefined> {
  const entry = await readOne(on.disk, on.size, index, [PUBLIC]);
  if (entry?.header?.kind !== 'erratum' || entry.header.audience !== PUBLIC) return undefined;
  const { reason, changes } = entry.body as unknown as Omit<IssuedErratum, 'index'>;
  return { index, reason, changes };
}

/** What parties say of an incident where everyone may read it. */
export function openPositions(
  { view }: Deriving,
  _audience: string,
  { id }: { readonly id: string },
): readonly StatedPosition[] {
  return (incidentWith(view, id)?.reports ?? [])
    .flatMap((key) => view.positions.get(key) ?? [])
    .filter(({ audience }) => audience === PUBLIC)
    .toSorted((a, b) => a.index - b.index)
    .map(({ body }) => body);
}

/** The agreements that the record adopted, each in its last version, read aloud. */
export function adoptedTexts(on: Deriving): readonly AdoptedText[] {
  on.mustBeReady();
  const { view } = on;
  const last = new Map(view.agreements.map(({ agreement }) => [agreement.agreement, agreement]));
  const facts = view.facts.filter(({ audience }) => audience === PUBLIC).map(({ body }) => body);
  return [...last.values()].map((agreement) => {
    const { agreement: id, title, version, parties, geometry = {} } = agreement;
    const versions = missionVersions(agreement, view);
    const drawings = versions.map(({ file, geojson }) => geojson ?? geometry[file ?? '']);
    return {
      agreement: { agreement: id, title, version, parties },
      adopted: agreement.adopted.utc,
      clauses: proseOf(agreement),
      standing: obligations(agreement, facts, view.at),
      drawings: drawings.filter((one) => one !== undefined),
    };
  });
}
