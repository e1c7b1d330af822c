import { exponential, formatMoment, naturalLogarithm } from '../base/index.ts';
import { type Shown, type Stretch, shownUnder } from '../mission/index.ts';
import type { Trend, TrendRow } from './model.ts';
import { type Asked, daysOf, stretchBefore } from './periods.ts';

// How often, for each hundred position-hours, with intervals: a day on which more posts watched is not a worse day.

const PER_HOURS = 100;
const NORMAL_95 = 1.959964;

/** Days of a stretch, and how its rate compares with the stretch before. */
export function trendOf(asked: Asked, stretch: Stretch): Trend {
  const shown = (one: Stretch) =>
    shownUnder(asked.state, { rule: asked.rule, audience: asked.audience, ...one });
  const days = daysOf(stretch.from, stretch.to).map((day): TrendRow => {
    const shows = shown(day);
    const rate = rateOf(shows);
    return {
      ...{ from: formatMoment(day.from), to: formatMoment(day.to), shows },
      ...(rate === undefined ? {} : { rate }),
    };
  });
  const ratio = ratioOf(shown(stretch), shown(stretchBefore(stretch)));
  return { days, ...(ratio === undefined ? {} : { ratio }) };
}

function eventsIn(shows: Shown): { readonly count: number; readonly hours: number } | undefined {
  if (shows.is === 'figure') return { count: shows.count.best, hours: shows.hours };
  return shows.is === 'nothing-seen' ? { count: 0, hours: shows.hours } : undefined;
}

function rateOf(shows: Shown): TrendRow['rate'] {
  const events = eventsIn(shows);
  if (events === undefined || events.hours <= 0) return undefined;
  const a = PER_HOURS / events.hours;
  const { low, high } = poisson(events.count);
  return { best: rounded(events.count * a), low: rounded(low * a), high: rounded(high * a) };
}

/** The 95 % interval of a count by Byar's formula: the events are taken as independent of each other. */
function poisson(count: number): { readonly low: number; readonly high: number } {
  const end = (n: number, sign: number) => {
    if (n === 0) return 0;
    const root = 1 - 1 / (9 * n) + (sign * NORMAL_95) / (3 * Math.sqrt(n));
    return n * root * root * root;
  };
  return { low: Math.max(0, end(count, -1)), high: end(count + 1, 1) };
}

/** One rate over another with its 95 % interval; undefined where nothing was seen in either, or nobody could observe. */
function ratioOf(now: Shown, before: Shown): Trend['ratio'] {
  const [a, b] = [eventsIn(now), eventsIn(before)];
  if (a === undefined || b === undefined || a.count === 0 || b.count === 0 || a.hours <= 0 || b.hours <= 0)
    return undefined;
  const best = a.count / a.hours / (b.count / b.hours);
  const spread = NORMAL_95 * Math.sqrt(1 / a.count + 1 / b.count);
  const middle = naturalLogarithm(best);
  return {
    best: rounded(best),
    low: rounded(exponential(middle - spread)),
    high: rounded(exponential(middle + spread)),
  };
}

function rounded(value: number): number {
  return Math.round(value * 100) / 100;
}
