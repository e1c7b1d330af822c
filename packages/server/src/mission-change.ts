import type { Touched } from './derived/touched.ts';
import type { LogChange } from './record/log-change.ts';

/** What happened, for those who watch: the record's own changes, and the fold having followed. */
export type MissionChange =
  | LogChange
  /** The fold went on from a snapshot: what changed before is not told. */
  | { readonly type: 'restored'; readonly size: number }
  | { readonly type: 'folded'; readonly size: number; readonly touched: Touched };

/** The record is being read back after a start: what needs the whole of it must wait. */
export class CatchingUp extends Error {
  constructor(done: number, of: number) {
    super(`the record is being read back after a start: ${done} of ${of} entries; ask again in a moment`);
    this.name = 'CatchingUp';
  }
}
