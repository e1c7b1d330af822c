import { type MemberEntry, type Noted, readBy } from '@armistice/core/mission';
import type { KnownDump } from '../mission-known.ts';
import type { Registered } from '../mission-registry.ts';

/** How far the fold is, and the little of it that those who file and measure must know at once. */
export interface Standing {
  /** Entries that are folded. */
  readonly size: number;
  readonly reports: number;
  readonly incidents: number;
  /** Whether this is a training mission, by its rules. */
  readonly exercise: boolean;
}

/** Incidents that changed; of very many only how many more. */
export interface Changed {
  readonly incidents: readonly string[];
  readonly more: number;
}

/** Incidents that changed, by the audience that reads them. */
export type ChangedBy = { readonly [basis: string]: Changed };

// Whoever hears of more than this asks for the list.
const MAX_NAMED = 100;

/** As many by name as are told at once. */
export function named(ids: readonly string[]): Changed {
  return { incidents: ids.slice(0, MAX_NAMED), more: Math.max(0, ids.length - MAX_NAMED) };
}

/** What one audience hears of it. */
export function changedFor(changed: ChangedBy, audience: string): Changed {
  const heard = readBy(audience).flatMap((basis) => changed[basis] ?? []);
  const { incidents, more } = named(heard.flatMap((one) => one.incidents));
  return { incidents, more: heard.reduce((sum, one) => sum + one.more, more) };
}

/** What happened to what derives from the record, in this order. */
export type Told =
  /** It went on from what a former process kept, which knew these reports. */
  | { readonly type: 'restored'; readonly standing: Standing; readonly known: KnownDump }
  /** Reports that were read back from the disk, packed by `packKnown`. */
  | { readonly type: 'known'; readonly rows: Uint8Array<ArrayBuffer> }
  /** Who is a member, whole: told again whenever one changed. */
  | { readonly type: 'members'; readonly members: readonly Noted<MemberEntry>[] }
  /** Whose sources are, whole: told again whenever one changed, before it is told that this was folded. */
  | { readonly type: 'registered'; readonly registered: Registered }
  | {
      readonly type: 'folded';
      readonly standing: Standing;
      readonly changed: ChangedBy;
    }
  /** The whole record, as it was published at the start, is folded. */
  | { readonly type: 'caught-up' }
  /** The store has kept the changes of so many entries. */
  | { readonly type: 'stored'; readonly size: number }
  /** Nothing came for a while: a snapshot of so many entries is worth keeping. */
  | { readonly type: 'at-rest'; readonly size: number }
  | { readonly type: 'fault'; readonly message: string }
  /** It failed for good: nothing is folded or answered any more. */
  | { readonly type: 'stopped'; readonly message: string };

/** The record is being read back after a start: what needs the whole of it must wait. */
export class CatchingUp extends Error {
  readonly done: number;
  readonly of: number;

  constructor(done: number, of: number) {
    super(`the record is being read back after a start: ${done} of ${of} entries; ask again in a moment`);
    this.name = 'CatchingUp';
    this.done = done;
    this.of = of;
  }
}

/** What derives from the record has failed for good; the record itself takes and keeps reports. */
export class DerivedStopped extends Error {
  readonly why: string;

  constructor(why: string) {
    super(`what is worked out from the record stopped (${why}); the record takes reports as before`);
    this.name = 'DerivedStopped';
    this.why = why;
  }
}
