import type { Position } from '@armistice/core/geo';
import { MISSION } from '@armistice/core/mission';
import { type Actor, may } from '@armistice/core/rights';

/** What the fold reads of a report; with words, names and media; and with where the observer stood. */
export type Shown = 'view' | 'detail' | 'whole';

/** How much of a report somebody reads: where observers stand is for fewer than what they wrote. */
export function shownTo(
  actor: Actor,
  audience: string,
  { at, basis }: { readonly at: Position; readonly basis: string },
  now: number,
): Shown {
  // What is sealed to a party or a body is its own, whole.
  const target = { audience, at, party: basis, body: basis };
  if (!may(actor, 'read-detail', target, now).allowed) return 'view';
  if (audience !== MISSION) return 'whole';
  return may(actor, 'read-positions', target, now).allowed ? 'whole' : 'detail';
}
