import type { KeyRegister } from '../record/index.ts';
import type { Axes } from './axes.ts';
import type { Incident } from './incident.ts';
import type { MemberEntry } from './member-form.ts';
import type { MissionRules } from './rules.ts';
import type { Adopted, KnownReport, Noted } from './state.ts';

/** Why an entry changed nothing. */
export type Ignored =
  | 'sealed'
  | 'withheld'
  | 'malformed'
  | 'not-entitled'
  | 'duplicate'
  | 'other-kind'
  /** It speaks of something that is not there. */
  | 'unknown'
  /** No row of the table of transitions allows the step, or something it needs is missing. */
  | 'illegal';

/** A decision that changed nothing. */
export interface Refused {
  readonly kind: string;
  /** The incident as the decision named it, where it could be read. */
  readonly incident?: string;
  /** In a sentence. */
  readonly why: string;
}

/** What one entry changes. A store persists these and decides nothing. */
export type Change =
  | { readonly type: 'opened'; readonly mission: string; readonly origin: string }
  | { readonly type: 'register'; readonly register: KeyRegister }
  | { readonly type: 'rules'; readonly rules: MissionRules }
  | { readonly type: 'agreement'; readonly adopted: Adopted }
  | { readonly type: 'report'; readonly report: KnownReport }
  /** Filed under a key that has a report already: it counts once that one is erased. */
  | { readonly type: 'again'; readonly report: KnownReport }
  /** The bodies of these entries are gone; `reports` are the keys of those that stood. */
  | {
      readonly type: 'erased';
      readonly index: number;
      readonly indexes: ReadonlySet<number>;
      readonly reports: readonly string[];
      /** Entries of those. */
      readonly stood: readonly number[];
    }
  | { readonly type: 'incident'; readonly incident: Incident }
  /** No incident has this id any more. */
  | { readonly type: 'gone'; readonly incident: string }
  /** What the clauses say of it is another now; they are asked when somebody wants to know. */
  | { readonly type: 'indications'; readonly incident: string }
  /** The axes of an incident as one audience knows them besides. */
  | { readonly type: 'axes'; readonly incident: string; readonly audience: string; readonly axes: Axes }
  /** A decision that a second person must agree to, or that the evidence proposes. */
  | { readonly type: 'waits'; readonly incident: string; readonly message: string }
  /** An erratum to this bulletin is due. */
  | { readonly type: 'touched'; readonly bulletin: string; readonly because: number }
  /** Who somebody is in the mission; `audience` says who may know it. */
  | { readonly type: 'member'; readonly member: Noted<MemberEntry> }
  /** Something that stands beside incidents and counts: a position, a complaint, coverage, a rule. */
  | { readonly type: 'noted'; readonly kind: string; readonly index: number }
  | { readonly type: 'ignored'; readonly index: number; readonly why: Ignored; readonly message: string };
