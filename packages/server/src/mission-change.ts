import type { Told } from './derived/told.ts';
import type { LogChange } from './record/log-change.ts';

/** What happened, for those who watch: the record's own changes, and the fold having followed. */
export type MissionChange =
  | LogChange
  /** Somebody's membership changed: rights that were asked for before are asked for again. */
  | { readonly type: 'members' }
  /** The fold went on from a snapshot: what changed before is not told. */
  | { readonly type: 'restored'; readonly size: number }
  | ({ readonly size: number } & Pick<Extract<Told, { readonly type: 'folded' }>, 'type' | 'changed'>);
