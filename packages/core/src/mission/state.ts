import type { Agreement, Fact, Indication } from '../agreement/index.ts';
import { KeyColumn } from '../fusion/index.ts';
import { type KeyRegister, NO_KEYS } from '../record/index.ts';
import type { Axes } from './axes.ts';
import type { Refused } from './changes.ts';
import type { TallyEntry } from './context.ts';
import type { CountingRule } from './counting-rule.ts';
import type { ClockOffset, Grouping, GroupingMaker, Pair } from './grouping.ts';
import type { Incident } from './incident.ts';
import { IndicationsOf } from './judging.ts';
import { KeyMap } from './key-map.ts';
import type { ConfirmationEntry, LineEntry, ZoneEntry } from './law-forms.ts';
import type { MemberEntry } from './member-form.ts';
import type { Milestone } from './milestones.ts';
import type { AccessEntry, CoverageEntry, PostEntry, SourceEntry } from './observation-forms.ts';
import { ONE_BY_ONE } from './one-by-one.ts';
import { PackedMap } from './packed-map.ts';
import { Packing } from './packing.ts';
import type { FusionParameters } from './publication-forms.ts';
import type { Published } from './published-bulletin.ts';
import type { Revised } from './revised.ts';
import { DEFAULT_RULES, type MissionRules } from './rules.ts';
import type { Second } from './second.ts';
import type { ReportView } from './views.ts';
import type { WorkView } from './work.ts';

/** A Report that the fold knows: where it stands, and what everyone may read of it. */
export interface KnownReport {
  readonly key: string;
  readonly index: number;
  /** UTC milliseconds at which the record took it. */
  readonly at: number;
  readonly basis: string;
  readonly view: ReportView;
  /** Whose key signed it, where a person's, a party's or a body's did. */
  readonly by?: string;
}

/** An agreement with the entry that adopted it. */
export interface Adopted {
  readonly index: number;
  readonly agreement: Agreement;
}

/** Anything that an entry put on record for an audience. */
export interface Noted<T> {
  readonly index: number;
  /** UTC milliseconds at which the record took it. */
  readonly at: number;
  readonly audience: string;
  readonly body: T;
}

/**
 * An incident that people decided about or that was published. Its reports at that moment are its core: they stay
 * together until a person splits them. Its axes are under its basis.
 */
export interface Case {
  /** Names the case: the id that the incident had, or `join:` and the entry that joined two cases. */
  readonly core: string;
  readonly basis: string;
  readonly reports: readonly string[];
  readonly lanes: { readonly [audience: string]: Axes };
  readonly number?: string;
  /** Of a joined case: the cases that it was joined from, and the entry that did. They stand again when it is undone. */
  readonly parts?: readonly string[];
  readonly joinedAt?: number;
  /** The joined case that this one is part of. */
  readonly within?: string;
}

/** A join or split in force. */
export interface Linking {
  readonly index: number;
  readonly type: 'join' | 'split';
  readonly pairs: readonly Pair[];
  readonly basis: string;
  /** Cores before a split, so that its undoing gives them back. */
  readonly before: readonly Case[];
}

/** What a party said beside an incident. */
export interface StatedPosition {
  readonly party: string;
  readonly on: 'facts' | 'attribution' | 'finding' | 'resolution';
  readonly stance?: 'accepts' | 'contests' | 'notes';
  readonly agreement?: string;
  readonly clause?: string;
  readonly text?: string;
  readonly lang?: string;
}

/** A party's report with a right to an answer. */
export interface Complaint {
  readonly index: number;
  readonly audience: string;
  readonly party: string;
  readonly report: string;
  readonly against?: string;
  /** UTC milliseconds. */
  readonly filed: number;
  readonly due: number;
  readonly answers: readonly { readonly index: number; readonly by: string; readonly at: number }[];
}

export type { Published } from './published-bulletin.ts';

/** A moment at which the ladder moves a dispute by itself. */
export interface Due {
  readonly at: number;
  readonly core: string;
  readonly audience: string;
  /** What stood when the clock was set; if it stands no more, nothing moves. */
  readonly since: string;
}

/** What the fold has made of the entries so far. */
export interface MissionView extends WorkView {
  /** Entries taken. */
  readonly size: number;
  /** UTC milliseconds of the last entry: the only clock that the fold has. */
  readonly at: number;
  readonly mission: string;
  readonly origin: string;
  readonly rules: MissionRules;
  readonly register: KeyRegister;
  /** The last word on each member, by handle; those that ended too. */
  readonly members: ReadonlyMap<string, Noted<MemberEntry>>;
  /** By source: who ever made a device that files for it, or agreed to that. */
  readonly makers: ReadonlyMap<string, readonly string[]>;
  readonly agreements: readonly Adopted[];
  readonly facts: readonly Noted<Fact>[];
  /** By line, and by `line@map` where there are several maps of record; in the order of `from`. */
  readonly lines: ReadonlyMap<string, readonly Noted<LineEntry>[]>;
  readonly zones: ReadonlyMap<string, readonly Noted<ZoneEntry>[]>;
  readonly confirmations: readonly Noted<ConfirmationEntry>[];
  readonly reports: ReadonlyMap<string, KnownReport>;
  /** Entries that filed reports, in order, and beside them the keys: a report is found by its entry. */
  readonly filedAt: readonly number[];
  readonly filedKeys: KeyColumn;
  /** Reports under a key that another stands for, in the order of the record: one of them counts once it is erased. */
  readonly again: ReadonlyMap<string, readonly KnownReport[]>;
  /** The last entry that erased everything of some others; -1 where none did. What was kept from before may hold it. */
  readonly erasedAt: number;
  readonly incidents: ReadonlyMap<string, Incident>;
  /** The incident of a report that is not alone in its own. */
  readonly incidentOf: ReadonlyMap<string, string>;
  /** By incident, in the order of agreements and clauses; worked out when asked for. */
  readonly indications: ReadonlyMap<string, readonly Indication[]>;
  readonly revised: readonly Revised[];
  readonly cases: ReadonlyMap<string, Case>;
  /** The incident that had each number when it was given. */
  readonly numbers: ReadonlyMap<string, string>;
  /** The case of each report that is in a core. */
  readonly caseOf: ReadonlyMap<string, string>;
  /** Axes that were decided for some alone, by the report that was named and the audience; they freeze and join nothing. */
  readonly asides: ReadonlyMap<string, { readonly [audience: string]: Axes }>;
  /** Steps that were taken on incidents, in the order of the record; in no root. */
  readonly milestones: readonly Milestone[];
  readonly linkings: ReadonlyMap<number, Linking>;
  readonly dues: readonly Due[];
  /** Decisions that changed nothing, with the reason; they stand in the record, and in no root. */
  readonly refused: readonly Noted<Refused>[];
  /** Keys of reports that are context. */
  readonly contexts: ReadonlyMap<string, true>;
  readonly grades: ReadonlyMap<string, readonly Noted<string>[]>;
  readonly positions: ReadonlyMap<string, readonly Noted<StatedPosition>[]>;
  readonly complaints: ReadonlyMap<number, Complaint>;
  /** What persons said of an act that needs two, by the key and nonce of the entry that does it; in no root. */
  readonly seconds: ReadonlyMap<string, readonly Noted<Second>[]>;
  readonly sources: ReadonlyMap<string, SourceEntry>;
  readonly posts: ReadonlyMap<string, PostEntry>;
  /** Offsets of clocks in the order of the record, for groupings that are made later. */
  readonly clocks: readonly ClockOffset[];
  readonly coverage: ReadonlyMap<string, Noted<CoverageEntry>>;
  readonly access: ReadonlyMap<string, Noted<AccessEntry>>;
  /** What others counted, by its id; never part of a count. */
  readonly tallies: ReadonlyMap<string, Noted<TallyEntry>>;
  readonly countingRules: ReadonlyMap<string, CountingRule>;
  /** Whose key put each of them on record. */
  readonly rulesBy: ReadonlyMap<string, string>;
  readonly bulletins: ReadonlyMap<string, Published>;
  readonly corrections: readonly Noted<{ readonly entry: number }>[];
  /** The entry of what an author signed, by key and nonce: the same again changes nothing. */
  readonly signed: ReadonlyMap<string, number>;
  /** The sensor models that reports are grouped by; with their content where they are not of this program. */
  readonly fusion: FusionParameters | undefined;
  readonly engine: { readonly version: number; readonly hash: string } | undefined;
  readonly method: string;
}

type Owned<T> =
  T extends ReadonlyMap<infer K, infer V> ? Map<K, V> : T extends readonly (infer I)[] ? I[] : T;

/** What there is most of: in few bytes each. */
type Kept = 'reports' | 'incidents' | 'incidentOf';

/** The same, owned by the one who folds into it. */
export type MissionState = {
  -readonly [Name in Exclude<keyof MissionView, Kept | 'indications'>]: Owned<MissionView[Name]>;
} & Pick<MissionView, 'indications'> & {
    /** How reports and incidents are laid down as bytes. */
    readonly packing: Packing;
    readonly reports: PackedMap<KnownReport>;
    readonly incidents: PackedMap<Incident>;
    readonly incidentOf: KeyMap;
    /** How reports are grouped: a grouping for each audience that files. An entry may name another. */
    maker: GroupingMaker;
    readonly groupings: Map<string, Grouping>;
  };

/** The state before the first entry. */
export function newMissionState(
  maker: GroupingMaker = ONE_BY_ONE,
  packing: Packing = new Packing(),
): MissionState {
  const state: Omit<MissionState, 'indications'> = {
    packing,
    size: 0,
    at: 0,
    mission: '',
    origin: '',
    rules: DEFAULT_RULES,
    register: NO_KEYS,
    ...{ members: new Map(), makers: new Map(), claims: new Map(), inquiries: new Map() },
    ...{ agreements: [], facts: [] },
    ...{ lines: new Map(), zones: new Map() },
    confirmations: [],
    reports: new PackedMap(packing),
    filedAt: [],
    filedKeys: new KeyColumn(),
    again: new Map(),
    erasedAt: -1,
    incidents: new PackedMap(packing),
    incidentOf: new KeyMap(),
    revised: [],
    cases: new Map(),
    numbers: new Map(),
    caseOf: new Map(),
    asides: new Map(),
    milestones: [],
    linkings: new Map(),
    dues: [],
    refused: [],
    contexts: new Map(),
    grades: new Map(),
    positions: new Map(),
    complaints: new Map(),
    seconds: new Map(),
    sources: new Map(),
    posts: new Map(),
    clocks: [],
    coverage: new Map(),
    access: new Map(),
    tallies: new Map(),
    countingRules: new Map(),
    rulesBy: new Map(),
    bulletins: new Map(),
    corrections: [],
    signed: new Map(),
    fusion: undefined,
    engine: undefined,
    method: maker.method,
    maker,
    groupings: new Map(),
  };
  return withIndications(state);
}

/** Indications are asked of the state that they are of. */
export function withIndications(state: Omit<MissionState, 'indications'>): MissionState {
  const whole = state as Omit<MissionState, 'indications'> & { indications?: MissionState['indications'] };
  whole.indications = new IndicationsOf(whole as MissionState);
  return whole as MissionState;
}

/** Every incident in the order of ids: what an entry does to many never depends on how these came to be. */
export function inOrderOfIds({ incidents }: MissionView): readonly Incident[] {
  return [...incidents.values()].sort((a, b) => (a.id < b.id ? -1 : 1));
}

/** The incident that a report is in now, by the report's key; undefined where there is none. */
export function incidentWith(state: MissionView, report: string): Incident | undefined {
  return state.incidents.get(state.incidentOf.get(report) ?? report);
}
