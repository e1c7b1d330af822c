import { reads } from './audiences.ts';
import { localOffset } from './counting.ts';
import { isShown } from './coverage.ts';
import type { CoverageQuery } from './coverage-table.ts';
import type { Stretch } from './observation.ts';
import { periodsOf } from './periods.ts';
import type { MissionView } from './state.ts';
import { MISSION } from './views.ts';
import { millisecondsOf } from './words.ts';

const DAY = 86_400_000;
const UTC = 'UTC';

/** The clock that the days of a table end by. */
export interface DayClock {
  /** An IANA name. */
  readonly zone: string;
  /** The agreement's, where that is another. */
  readonly agreed?: string;
  /** Milliseconds by which it is ahead of UTC. */
  offset(at: number): number;
}

type Asked = Pick<CoverageQuery, 'audience' | 'by'>;

/**
 * The agreement's clock, or UTC where the sums that an audience is shown are those of UTC days: cut at any other midnight,
 * each would spill hours into a day of which it says nothing. Whoever reads the sources can cut their hours anywhere.
 */
export function dayClock(state: MissionView, { audience, by }: Asked): DayClock {
  const seconds = localOffset(state);
  const offset = (at: number) => seconds(at) * 1000;
  const zone = state.agreements.at(-1)?.agreement.clock ?? UTC;
  const shown = isShown(state, audience);
  const told = [...state.coverage.values()]
    .filter((one) => reads(audience, one.audience) && shown(one.body))
    .map(({ body }) => body);
  const own = { zone, offset };
  if (by === 'hour' || (audience === MISSION && told.some((one) => one.state !== 'summed'))) return own;
  const sums = told
    .filter((one) => one.state === 'summed')
    .map(({ from, to }) => ({ from: millisecondsOf(from), to: millisecondsOf(to) }));
  const ofUtc = sums.every((one) => isOneDay(one, () => 0)) && !sums.every((one) => isOneDay(one, offset));
  return ofUtc ? { zone: UTC, agreed: zone, offset: () => 0 } : own;
}

/** Whether a stretch lies within one day of a clock. */
function isOneDay({ from, to }: Stretch, offset: DayClock['offset']): boolean {
  return dayOf(from, offset) === dayOf(to - 1, offset);
}

function dayOf(at: number, offset: DayClock['offset']): number {
  return Math.floor((at + offset(at)) / DAY);
}

/** The midnight from which on a day runs that a moment lies in. */
export function dayStart(state: MissionView, asked: Asked, at: number): number {
  const { offset } = dayClock(state, asked);
  return dayOf(at, offset) * DAY - offset(at);
}

/** The periods of a question: at most one more than `most`, so that too many are seen to be. */
export function coveragePeriods(
  state: MissionView,
  { audience, by, ...stretch }: CoverageQuery,
  most: number,
): readonly Stretch[] {
  const { offset } = dayClock(state, { audience, by });
  return periodsOf(stretch, by, (at) => dayOf(at, offset), most);
}
