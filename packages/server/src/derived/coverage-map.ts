import { coverageMap } from '@armistice/core/mission';
import { type Actor, may } from '@armistice/core/rights';
import { Problem } from '../problems.ts';
import type { Deriving } from './deriving.ts';

const HOUR = 3_600_000;
const DAY = 24 * HOUR;

/** What is asked for: the day before the last entry where nothing is said; and who asks, UTC milliseconds. */
export interface AskedCoverageMap {
  readonly from?: number;
  readonly to?: number;
  readonly actor: Actor;
  readonly now: number;
}

/** Who could see what over one stretch, for a map; sources where the asker may see where observers stand: JSON. */
export function coverageOnMap(on: Deriving, audience: string, asked: AskedCoverageMap): string {
  on.mustBeReady();
  const { actor, now } = asked;
  const to = asked.to ?? Math.floor(on.view.at / HOUR) * HOUR + HOUR;
  const from = asked.from ?? to - DAY;
  if (from >= to) throw new Problem('request/malformed', '"to" must lie after "from"');
  const { sites, unplaced, ...map } = coverageMap(on.view, { audience, from, to });
  const seen = sites.filter(({ at }) => may(actor, 'read-positions', { audience, at }, now).allowed);
  // Whoever sees none is not told how many there are.
  return JSON.stringify({ ...map, sites: seen, unplaced: seen.length === 0 ? 0 : unplaced });
}
