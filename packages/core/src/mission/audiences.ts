import { PUBLIC } from '../record/index.ts';
import { MISSION } from './views.ts';

// Whose entries stand in an answer for an audience. One rule for lists, counts, tiles, roots and events: what is not read
// by it moves nothing in the answer, neither a number nor an order.

/** What relief partners read beside what is public. */
export const PARTNERS = 'partners';

/**
 * Audiences whose entries an answer for one audience is computed from: what is public, and its own. The mission's staff
 * also reads what partners do; nobody reads what is sealed to a party, a body or the mediator but that audience itself.
 */
export function readBy(audience: string): readonly string[] {
  if (audience === PUBLIC) return [PUBLIC];
  return audience === MISSION ? [PUBLIC, MISSION, PARTNERS] : [PUBLIC, audience];
}

/** Whether what is for `basis` stands in an answer for `audience`. */
export function reads(audience: string, basis: string): boolean {
  return basis === PUBLIC || basis === audience || (audience === MISSION && basis === PARTNERS);
}
