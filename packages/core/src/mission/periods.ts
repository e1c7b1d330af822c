import type { Stretch } from './observation.ts';

const HOUR = 3_600_000;
const DAY = 86_400_000;

/**
 * A stretch cut at every hour, or at every midnight. `dayOf` numbers the days, so that one of 23 or 25 hours ends where its
 * clock says. At most one more than `most` are made.
 */
export function periodsOf(
  { from, to }: Stretch,
  step: 'day' | 'hour',
  dayOf: (at: number) => number,
  most: number,
): readonly Stretch[] {
  const periods: Stretch[] = [];
  let at = from;
  while (at < to && periods.length <= most) {
    let next = at - (((at % HOUR) + HOUR) % HOUR) + HOUR;
    if (step === 'day') {
      const day = dayOf(at);
      while (dayOf(next) === day && next - at < 2 * DAY) next += HOUR;
    }
    periods.push({ from: at, to: Math.min(next, to) });
    at = next;
  }
  return periods;
}
