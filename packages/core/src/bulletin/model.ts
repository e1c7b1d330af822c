import type { Outcome } from '../agreement/index.ts';
import type {
  AdoptedFinding,
  Axes,
  BulletinEntry,
  CountAnswer,
  CountRange,
  Coverage,
  Shown,
  StatedPosition,
} from '../mission/index.ts';

// A bulletin as data, without a word of any language: every file of it is made from this, and this from the state
// after its first `size` entries and from its draft, by nothing else.

/** Made by another edition, the same bulletin has other bytes: it prints the version of the fold, too. */
export const EDITION = 5;

/** Kinds of event that somebody or something came to harm in. */
export const HARM: ReadonlySet<string> = new Set(['casualty', 'damage', 'detention']);

/** What a person chose: the body of the entry, with what the figures and files come to left open. */
export type Draft = Omit<BulletinEntry, 'figures' | 'files' | 'file' | 'edition' | 'statement'>;

/** A figure of the period before, as it stands after errata. */
export interface Before {
  readonly from: string;
  readonly to: string;
  readonly shows: Shown;
  /** The bulletin that reported on it; without one it was counted anew. */
  readonly bulletin?: string;
  /** What it said first, where an erratum has put it right since. */
  readonly first?: CountRange;
  /** Something came to light since, for which no erratum stands yet; then what it comes to now. */
  readonly due?: CountRange;
}

/** One night or day, or the whole stretch, beside the one before. */
export interface Period {
  readonly from: string;
  readonly to: string;
  readonly shows: Shown;
  readonly classes: CountAnswer['classes'];
  readonly apart: CountAnswer['apart'];
  readonly undetermined?: CountAnswer['undetermined'];
  readonly below?: CountAnswer['below'];
  readonly notAdded?: CountAnswer['notAdded'];
  readonly before?: Before;
}

/** One area or zone, over the periods in their order. */
export interface AreaRow {
  readonly area: string;
  readonly periods: readonly {
    readonly shows: Shown;
    readonly apart: CountAnswer['apart'];
    /** Reports of an area in which nothing is counted: others told of the same, and count elsewhere. */
    readonly elsewhere?: number;
    readonly before?: Shown;
  }[];
}

/** An incident as the bulletin tells of it. */
export interface Told {
  readonly id: string;
  readonly number?: string;
  readonly kind: string;
  readonly from: string;
  readonly to: string;
  readonly at: readonly [number, number];
  /** Metres; holds 90 %. */
  readonly radius: number;
  readonly zone?: string;
  readonly count: CountRange;
  readonly weapon?: { readonly class?: string; readonly calibre?: number; readonly name?: string };
  readonly sources: number;
  readonly status: Axes['status'];
  readonly unable?: NonNullable<Axes['unable']>;
  readonly class?: string;
  readonly attribution: Axes['attribution'];
  readonly attributed?: NonNullable<Axes['attributed']>;
  readonly finding: Axes['finding'];
  readonly findings: readonly AdoptedFinding[];
  readonly resolution: Axes['resolution'];
  readonly indications: readonly {
    readonly agreement: string;
    readonly clause: string;
    readonly outcome: Outcome;
    readonly probability: number | null;
    readonly missing?: string;
    readonly exception?: string;
    readonly because: readonly string[];
  }[];
  readonly positions: readonly StatedPosition[];
}

/** Incidents of one kind, by status: alleged, verified, unable and pending together. Few persons are suppressed. */
export interface KindRow {
  readonly kind: string;
  readonly incidents: number | 'suppressed';
  readonly statuses: { readonly [status: string]: number };
}

/** Where monitors were refused, delayed or admitted on terms. */
export interface AccessRow {
  readonly area: string;
  readonly answer: 'denied' | 'delayed' | 'conditional';
  readonly from: string;
  readonly to: string;
  readonly minutes?: number;
  readonly party?: string;
  readonly reason?: string;
  readonly condition?: string;
}

/** One observation, as it was filed. */
export interface ObservationRow {
  readonly source: string;
  readonly area: string;
  readonly zone?: string;
  readonly kind: string;
  readonly means?: string;
  readonly count: readonly [number, number];
  readonly phase?: string;
  readonly weapon?: string;
  readonly from: string;
  readonly to: string;
  readonly at: readonly [number, number];
  readonly radius: number;
  readonly place?: string;
  readonly incident: string;
  readonly number?: string;
  readonly status: Axes['status'];
  /** `counted`, or the class that it is shown in. */
  readonly class: string;
  /** Whose figure it is: `mission`, or a mark under which it stands apart. */
  readonly mark: string;
}

/** Something that the record has as a fact: a notice, a consent, a local ceasefire. */
export interface FactRow {
  readonly fact: string;
  readonly at: string;
  readonly by?: string;
}

/** A figure that an erratum puts right, or words of a person, as its entry states it. */
export interface Change {
  readonly figure: string;
  readonly was: unknown;
  readonly is: unknown;
}

/** An erratum to an earlier bulletin, with both figures. */
export interface CorrectionRow {
  readonly bulletin: string;
  readonly index: number;
  readonly at: string;
  readonly reason: string;
  readonly changes: readonly Change[];
}

/** An erratum to the bulletin itself: told of where it is read as it stands after its errata, never in what was published. */
export interface OwnErratum {
  readonly index: number;
  readonly at: string;
  readonly reason: string;
  readonly changes: readonly Change[];
}

/** A rate a day, with its 95 % interval: events for each hundred position-hours. */
export interface TrendRow {
  readonly from: string;
  readonly to: string;
  readonly shows: Shown;
  readonly rate?: { readonly best: number; readonly low: number; readonly high: number };
}

export interface Trend {
  readonly days: readonly TrendRow[];
  /** The rate of this stretch over that of the one before, with its interval. */
  readonly ratio?: { readonly best: number; readonly low: number; readonly high: number };
}

/** A line or an area on the map: rings or ways of positions. */
export interface Drawn {
  readonly name: string;
  readonly closed: boolean;
  readonly ways: readonly (readonly (readonly [number, number])[])[];
}

export interface Bulletin {
  readonly edition: number;
  readonly number: string;
  readonly type: BulletinEntry['type'];
  readonly title?: string;
  readonly mission: string;
  readonly exercise: boolean;
  readonly audience: string;
  readonly issued?: string;
  readonly from: string;
  readonly to: string;
  /** Time of the last entry of its input. */
  readonly cutoff: string;
  /** By how many seconds local time is ahead of UTC, from each moment on (UTC seconds); the first before all else. */
  readonly clock: { readonly zone: string; readonly offsets: readonly (readonly [number, number])[] };
  readonly agreements: readonly {
    readonly agreement: string;
    readonly version: number;
    readonly title: string;
  }[];
  readonly parties: readonly string[];
  /** Names of parties, bodies and zones; by language where the agreement gives them. */
  readonly names: { readonly [id: string]: { readonly [language: string]: string } };
  readonly rule: {
    readonly rule: string;
    readonly version: number;
    readonly says: string;
    readonly unit: string;
  };
  readonly statusesCounted: readonly string[];
  readonly input: { readonly size: number; readonly tree?: string };
  readonly subject?: { readonly says: string; readonly kinds: readonly string[] };
  readonly periods: readonly Period[];
  readonly areas: readonly AreaRow[];
  readonly zones: readonly AreaRow[];
  /** Observations of the mission of a status that is counted: those inside a zone of the record, and all. */
  readonly inside: { readonly inside: number; readonly of: number };
  /** Of the kinds whose number is shown: one that is suppressed is in no sum. */
  readonly incidents: number;
  readonly statuses: { readonly [status: string]: number };
  readonly kinds: readonly KindRow[];
  readonly fireOnMonitors: readonly Told[];
  /** Presence and movement of weapons for which a clause that speaks of a zone or a line is indicated. */
  readonly weapons: readonly Told[];
  readonly harm: readonly Told[];
  readonly facts: readonly FactRow[];
  readonly access: readonly AccessRow[];
  readonly findings: readonly Told[];
  /** What people took up: numbered, assessed or attributed. */
  readonly taken: readonly Told[];
  readonly spot?: Told;
  readonly trend?: Trend;
  readonly coverage: {
    readonly all: Coverage;
    readonly areas: readonly { readonly area: string; readonly coverage: Coverage }[];
  };
  readonly corrections: readonly CorrectionRow[];
  /** Bulletins for which an erratum is due. */
  readonly due: readonly { readonly bulletin: string; readonly entries: number }[];
  readonly observations: readonly ObservationRow[];
  readonly map: readonly Drawn[];
  readonly statement: {
    readonly root: string;
    readonly fold: number;
    readonly compiler: number;
    readonly method: string;
  };
  readonly remarks: readonly { readonly section: string; readonly text: string; readonly lang: string }[];
  /** Its own errata: left out in what is published, and so of no edition. */
  readonly errata?: readonly OwnErratum[];
}
