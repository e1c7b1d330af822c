import { footprintOf, type Position } from '@armistice/core/geo';
import {
  type Axes,
  authorsOf,
  type Incident,
  incidentWith,
  MISSION,
  type MissionView,
  reportsBehind,
} from '@armistice/core/mission';
import type { Deriving } from './deriving.ts';

// What the desk must know before it lets somebody write, and what became of an entry afterwards.

/** What an act is about, by the names that its body gives. */
export interface AskedFacts {
  /** Audiences that whoever acts may read: what rests on others does not exist for them. */
  readonly audiences: readonly string[];
  /** Keys of reports; of each the whole incident is meant. */
  readonly incidents: readonly string[];
  readonly reports: readonly string[];
  /** Index of a complaint, and of a join or split. */
  readonly complaint?: number;
  readonly linking?: number;
  /** Handle of a source. */
  readonly source?: string;
  /** Key of a report that is to be filed. */
  readonly filing?: string;
  /** Whether it must be known who filed the reports: that takes reading what is known of each. */
  readonly authors: boolean;
}

/** What is so of that. */
export interface Facts {
  /** What is not there for whoever acts, in a sentence; nothing else is said then. */
  readonly missing?: string;
  /** Where the reports and incidents lie. */
  readonly places: readonly Position[];
  /** Sources of the reports, handles of those who signed them, and of a device whoever made it. */
  readonly authors: readonly string[];
  /** The entry of the report that is to be filed, where one stands. */
  readonly filed?: number;
  /** Of a registered source: whose it is, and of a party's the party. */
  readonly source?: { readonly of: string; readonly party?: string };
}

/** What is so of what an act names, as far as whoever acts may know it. */
export function facts(on: Deriving, audience: string, asked: AskedFacts): Facts {
  on.mustBeReady();
  const { view } = on;
  const reads = (basis: string) => asked.audiences.includes(basis);
  const nothing = (missing: string): Facts => ({ missing, places: [], authors: [] });
  const places: Position[] = [];
  const keys = new Set<string>();
  for (const key of asked.incidents) {
    const incident = incidentWith(view, key);
    if (incident === undefined || !reads(incident.basis)) return nothing(`no incident has the report ${key}`);
    places.push(incident.place.at);
    for (const one of reportsBehind(incident)) keys.add(one);
  }
  const named = [...asked.reports, ...linkedBy(view, asked, reads)];
  for (const key of named) {
    const report = view.reports.get(key);
    if (report === undefined || !reads(report.basis)) return nothing(`no report has the key ${key}`);
    places.push(footprintOf(report.view.place).at);
    keys.add(key);
  }
  if (asked.complaint !== undefined) {
    const complaint = view.complaints.get(asked.complaint);
    if (complaint === undefined || !reads(complaint.audience))
      return nothing(`entry ${asked.complaint} is no complaint`);
  }
  const source = asked.source === undefined ? undefined : view.sources.get(asked.source);
  const report = asked.filing === undefined ? undefined : view.reports.get(asked.filing);
  const filed = report !== undefined && reads(report.basis) ? report.index : undefined;
  return {
    places,
    ...(filed === undefined ? {} : { filed }),
    authors: asked.authors ? reporters(view, keys, audience) : [],
    ...(source === undefined
      ? {}
      : { source: { of: source.of, ...(source.party === undefined ? {} : { party: source.party }) } }),
  };
}

/** Reports of a join or split in force; of one that is not there nothing, and the fold says so. */
function linkedBy(
  { linkings }: MissionView,
  { linking }: AskedFacts,
  reads: (basis: string) => boolean,
): readonly string[] {
  const found = linking === undefined ? undefined : linkings.get(linking);
  return found === undefined || !reads(found.basis) ? [] : [...new Set(found.pairs.flat())];
}

/** Who reported something: as whoever acts may know it, and as the mission does, which knows who made a device. */
export function reporters(view: MissionView, keys: Iterable<string>, audience: string): readonly string[] {
  const all = [...keys];
  return [...new Set([...authorsOf(view, all, audience), ...authorsOf(view, all, MISSION)])].sort();
}

/** The entry in which what an author signed stands; undefined where the record has none. */
export function signed(
  { view }: Deriving,
  _audience: string,
  { by, nonce }: { readonly by: string; readonly nonce: string },
): number | undefined {
  return view.signed.get(`${by} ${nonce}`);
}

/** What became of an entry: why it changed nothing, if so, and how the incident that it names stands now. */
export interface Fate {
  readonly ignored?: string;
  readonly incident?: Pick<
    Incident,
    'id' | 'status' | 'attribution' | 'finding' | 'resolution' | 'tier' | 'verifying' | 'number'
  >;
}

/**
 * What became of an entry, with the incident that it names as those who read the entry know it. Of entries long past it
 * is told only where the state still holds it.
 */
export function fate(
  { view, folding }: Deriving,
  audience: string,
  { index, incident: named }: { readonly index: number; readonly incident?: string },
): Fate {
  const ignored = folding.ignored(index) ?? view.refused.find((one) => one.index === index)?.body.why;
  const incident = named === undefined ? undefined : incidentWith(view, named);
  return {
    ...(ignored === undefined ? {} : { ignored }),
    ...(incident === undefined ? {} : { incident: standingOf(view, incident, audience) }),
  };
}

function standingOf(view: MissionView, incident: Incident, audience: string): NonNullable<Fate['incident']> {
  const { id, number, basis } = incident;
  // What was decided for some alone stands beside; the axes of the incident itself are those of its basis.
  const aside =
    basis === audience ? [] : incident.reports.flatMap((key) => view.asides.get(key)?.[audience] ?? []);
  const { status, attribution, finding, resolution, tier, verifying }: Axes = aside.at(-1) ?? incident;
  return {
    ...{ id, status, attribution, finding, resolution },
    ...(tier === undefined ? {} : { tier }),
    ...(verifying === undefined ? {} : { verifying }),
    ...(number === undefined ? {} : { number }),
  };
}
