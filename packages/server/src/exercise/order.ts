import { DAY_MS, type Filing, type SimulatedDay, type Simulation } from './rows.ts';

/** By when a Report reaches the mission, or by its id, in which files are sorted. They differ for what is sent again. */
export type Order = 'filed' | 'id';

/** A day of the simulation, and all filings that come before the first of the next day, in order. */
export interface OrderedDay {
  readonly day: number;
  readonly made: SimulatedDay;
  readonly filings: readonly Filing[];
}

/** No day holds a filing from more than this before its own midnight (a launch heard just before it). */
const MARGIN_MS = 3_600_000;

/** The first characters of every UUID of version 7 from a moment on. */
function idFloor(moment: number): string {
  const time = moment.toString(16).padStart(12, '0');
  return `${time.slice(0, 8)}-${time.slice(8)}`;
}

function byId(a: Filing, b: Filing): number {
  const [x, y] = [a.report.id, b.report.id];
  if (x !== y) return x < y ? -1 : 1;
  return a.at - b.at;
}

function byFiling(a: Filing, b: Filing): number {
  return a.at - b.at || byId(a, b);
}

/**
 * Days one after the other; what is filed later waits for its turn, so that memory holds some days, never all. The last
 * day brings everything that is left. `days` may be infinite.
 */
export function* inOrder(
  simulation: Simulation,
  first: number,
  days: number,
  order: Order,
): Generator<OrderedDay> {
  let waiting: Filing[] = [];
  for (let day = first; day < first + days; day++) {
    const made = simulation.day(day);
    waiting = waiting.concat(made.filings).sort(order === 'id' ? byId : byFiling);
    const until = (day + 1) * DAY_MS - MARGIN_MS;
    const floor = idFloor(until);
    const ready =
      day === first + days - 1
        ? -1
        : waiting.findIndex((one) => (order === 'id' ? one.report.id >= floor : one.at >= until));
    const filings = ready < 0 ? waiting : waiting.slice(0, ready);
    waiting = ready < 0 ? [] : waiting.slice(ready);
    yield { day, made, filings };
  }
}
