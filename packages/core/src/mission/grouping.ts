import type { Column } from '../fusion/index.ts';
import type { Footprint } from '../geo/index.ts';
import type { CountRange, Link } from './incident.ts';
import type { ReportsOf } from './reports-of.ts';
import type { ReportView } from './views.ts';

// The seam to fusion. The fold says which reports stand, what people decided about them, and which groups must not
// change by themselves; a grouping says which incidents there are. It knows no status, no clause and no audience.

/** A report as a grouping reads it. */
export interface GroupedReport {
  /** Hexadecimal SHA-256 of source ‖ id. */
  readonly key: string;
  readonly view: ReportView;
}

/** What a grouping holds one or more reports to describe. Times in UTC, places as footprints, counts as ranges. */
export interface GroupedIncident {
  /** The smallest key of the reports that founded it, until it is decided on. */
  readonly id: string;
  readonly kind: string;
  /** Sorted. */
  readonly reports: readonly string[];
  /** Ids of incidents within the stretch that it tells of: they are in its count, and are not counted again. */
  readonly covers: readonly string[];
  readonly occurred: { readonly from: string; readonly to: string; readonly extent: 'instant' | 'span' };
  readonly place: Footprint;
  readonly firedFrom?: Footprint;
  readonly impactAt?: Footprint;
  readonly count: CountRange;
  readonly phase?: NonNullable<ReportView['phase']>;
  readonly weapon?: NonNullable<ReportView['weapon']>;
  /** Independent origins. */
  readonly origins: number;
  readonly diffuse: boolean;
  readonly links: readonly Link[];
  /** The crowding source whose word alone it rests on: counted under that source's mark only. */
  readonly only?: string;
  /** Keys of reports that crowding sources filed beside others, in order: they are shown, and nothing rests on them. */
  readonly crowding?: readonly string[];
  /** Others told of it, and no source of this mission: it is in no sum of ours. */
  readonly context?: true;
}

/** What a change comes to: incidents as they are now, and ids that no longer stand. */
export interface Regrouped {
  readonly changed: readonly GroupedIncident[];
  readonly gone: readonly string[];
  /** Frozen incidents that the evidence would merge or split: for a person to decide. */
  readonly proposed?: readonly { readonly reports: readonly string[]; readonly because: string }[];
}

/** How far a source's clock was ahead of the true time in a window, as logged. */
export interface ClockOffset {
  readonly source: string;
  /** UTC milliseconds of the source's own clock. */
  readonly from: number;
  readonly to: number;
  /** Milliseconds that its clock was ahead. */
  readonly offset: number;
  /** Standard deviation, milliseconds. */
  readonly sigma: number;
}

/**
 * Reports to incidents, bit by bit. The same reports, decisions and offsets give the same incidents, whatever the order
 * in which reports came; decisions come in the order of the record.
 */
export interface Grouping {
  add(reports: readonly GroupedReport[]): Regrouped;
  /** Takes reports out again, erased or replaced: they are kept nowhere any more but in what is given here. */
  remove(reports: readonly GroupedReport[]): Regrouped;
  /** A person holds these two to be one incident. A later word about a pair replaces the earlier one. */
  join(pairs: readonly Pair[]): Regrouped;
  /** A person holds these two to be two incidents. */
  split(pairs: readonly Pair[]): Regrouped;
  /** Takes a join or split of these pairs back; what others said of them before holds again, in this order. */
  release(pairs: readonly Pair[], earlier: readonly Said[]): Regrouped;
  /** What holds the reports of each of these together was decided on or published: reports may come to it, and nothing else moves. */
  freeze(cores: readonly Core[]): Regrouped;
  clock(offset: ClockOffset): Regrouped;
  /** What evidence would do to those of these incidents that are held together: for a person to decide. */
  proposals?(ids: readonly string[]): NonNullable<Regrouped['proposed']>;
  /** Plain data that {@link GroupingMaker} takes back, without the reports. */
  snapshot(): unknown;
  /** What it made of its reports; undefined where it keeps nothing of them. */
  keep(): KeptGroups | undefined;
}

/** What a grouping made of its reports, as a few large arrays. */
export interface KeptGroups {
  /** Keys that it names, in an order of its own. */
  readonly keys: readonly string[];
  readonly columns: readonly Column[];
  /** Plain data beside them, of a size that does not grow with the reports. */
  readonly words: unknown;
}

export type Pair = readonly [string, string];

/** A person's word about pairs of reports. */
export interface Said {
  readonly type: 'join' | 'split';
  readonly pairs: readonly Pair[];
}

/** The reports of an incident when it was decided on or published, under the id that it keeps. */
export interface Core {
  readonly id: string;
  readonly reports: readonly string[];
}

/** Makes an empty grouping, or one as a snapshot left it. One is made for each audience that files reports. */
export interface GroupingMaker {
  /** Name and version of the method; stated beside every published root. */
  readonly method: string;
  /** Reports that it is given later are in `reports` before they are added; with a snapshot, those that `kept` speaks of are there. */
  make(reports: ReportsOf, snapshot?: unknown, kept?: KeptGroups): Grouping;
}
