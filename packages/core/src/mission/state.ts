import type { Agreement, Indication } from '../agreement/index.ts';
import { type KeyRegister, NO_KEYS } from '../record/index.ts';
import type { Incident } from './incident.ts';
import { DEFAULT_RULES, type MissionRules } from './rules.ts';
import type { ReportView } from './views.ts';

/** A Report that the fold knows: where it stands, and what everyone may read of it. */
export interface KnownReport {
  readonly key: string;
  readonly index: number;
  /** UTC milliseconds at which the record took it. */
  readonly at: number;
  readonly basis: string;
  readonly view: ReportView;
}

/** An agreement with the entry that adopted it. */
export interface Adopted {
  readonly index: number;
  readonly agreement: Agreement;
}

/** What the fold has made of the entries so far. */
export interface MissionView {
  /** Entries taken. */
  readonly size: number;
  readonly mission: string;
  readonly origin: string;
  readonly rules: MissionRules;
  readonly register: KeyRegister;
  readonly agreements: readonly Adopted[];
  readonly reports: ReadonlyMap<string, KnownReport>;
  /** Reports under a key that another stands for, in the order of the record: one of them counts once it is erased. */
  readonly again: ReadonlyMap<string, readonly KnownReport[]>;
  /** The last entry that erased everything of some others; -1 where none did. What was kept from before may hold it. */
  readonly erasedAt: number;
  readonly incidents: ReadonlyMap<string, Incident>;
  /** By incident, in the order of agreements and clauses. */
  readonly indications: ReadonlyMap<string, readonly Indication[]>;
}

/** The same, owned by the one who applies changes to it. */
export interface MissionState extends MissionView {
  size: number;
  mission: string;
  origin: string;
  rules: MissionRules;
  register: KeyRegister;
  readonly agreements: Adopted[];
  readonly reports: Map<string, KnownReport>;
  readonly again: Map<string, readonly KnownReport[]>;
  erasedAt: number;
  readonly incidents: Map<string, Incident>;
  readonly indications: Map<string, readonly Indication[]>;
}

/** The state before the first entry. */
export function newMissionState(): MissionState {
  return {
    size: 0,
    mission: '',
    origin: '',
    rules: DEFAULT_RULES,
    register: NO_KEYS,
    agreements: [],
    reports: new Map(),
    again: new Map(),
    erasedAt: -1,
    incidents: new Map(),
    indications: new Map(),
  };
}
