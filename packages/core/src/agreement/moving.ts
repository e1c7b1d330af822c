import { normalShare, parseShape, quantiseProbability } from '../base/index.ts';
import { courseBetween, type Footprint, footprintOf, type Place } from '../geo/index.ts';
import type { AreaAnswer, AreaQuestion } from './area.ts';
import { withSign } from './case-areas.ts';
import { momentMs, type TimedFact } from './count-from.ts';
import type { EvaluatedIncident } from './event.ts';
import { footprintAt, varianceToward } from './footprint-at.ts';
import { footprintForm } from './footprint-form.ts';

// A position older than this says nothing of where a vessel is.
const STALE = 3_600_000;

/**
 * How near an event is to the nearest of what moves, by the last position of each before it, no older than an hour.
 * KNOWN: the deviation of both footprints is taken along the line between them; movement since is not.
 */
export function nearMoving(
  moving: Moving,
  around: string,
  question: AreaQuestion,
  event: EvaluatedIncident,
): AreaAnswer {
  const where = footprintAt(question, event);
  if (typeof where === 'string') return { missing: where, says: `place: ${where} is not stated` };
  const at = momentMs(event.occurred.from);
  const latest: Footprint[] = [];
  for (const { times, places, count } of moving.get(around) ?? []) {
    const last = lastUntil(times, count, at);
    if (last >= 0 && (times[last] as number) >= at - STALE) latest.push(places[last] as Footprint);
  }
  if (latest.length === 0)
    return { missing: 'place', says: `place: no position of ${around} within the hour before is on record` };
  const limit = withSign(question.within ?? '0 m', '<');
  let best = { probability: 0, distance: Number.POSITIVE_INFINITY };
  for (const vessel of latest) {
    const distance = courseBetween(where.at, vessel.at)?.distance ?? Number.POSITIVE_INFINITY;
    const deviation = Math.sqrt(
      varianceToward(where, vessel.at, distance) + varianceToward(vessel, where.at, distance),
    );
    const probability =
      deviation === 0
        ? Number(limit.comparison === '<=' ? distance <= limit.value : distance < limit.value)
        : quantiseProbability(normalShare((limit.value - distance) / deviation));
    if (probability > best.probability || distance < best.distance)
      best = {
        probability: Math.max(probability, best.probability),
        distance: Math.min(distance, best.distance),
      };
  }
  return {
    probability: best.probability,
    says: `place: ${Math.round(best.distance) / 1000} km from the nearest ${around}; asked is within ${question.within}`,
  };
}

/** The positions of one that moves, in time: the first `count` of two lists that may grow behind them. */
interface Track {
  readonly id: string;
  readonly times: number[];
  readonly places: Footprint[];
  readonly count: number;
}

/** What moves, by the name that an agreement has for it. Never changed: a position more is another one. */
export type Moving = ReadonlyMap<string, readonly Track[]>;

// Facts keep their identity while none is added, so each position is read once and not for every event.
const MOVING = new WeakMap<readonly TimedFact[], Moving>();

/** What moves by facts `position` ({ of, id, place }) in the order of time; what cannot be read is left out. */
export function movingBy(positions: readonly TimedFact[]): Moving {
  const known = MOVING.get(positions);
  if (known !== undefined) return known;
  const moving = positions.reduce(withPosition, new Map() as Moving);
  MOVING.set(positions, moving);
  return moving;
}

/** The same with one position more. One that is the latest of its track costs as much as there are tracks. */
export function withPosition(moving: Moving, { at, fact }: TimedFact): Moving {
  const value = fact.value as
    | { readonly of?: unknown; readonly id?: unknown; readonly place?: unknown }
    | null
    | undefined;
  if (typeof value?.of !== 'string') return moving;
  const read = parseShape(footprintForm, value.place, 'agreement/place');
  if (!read.ok) return moving;
  const place = 'covariance' in read.value ? read.value : footprintOf(read.value as Place);
  const id = String(value.id ?? fact.by ?? '');
  const tracks = moving.get(value.of) ?? [];
  const known = tracks.find((one) => one.id === id) ?? { id, times: [], places: [], count: 0 };
  const others = tracks.filter((one) => one.id !== id);
  return new Map(moving).set(value.of, [...others, withPlace(known, at, place)]);
}

function withPlace({ id, times, places, count }: Track, at: number, place: Footprint): Track {
  const after = lastUntil(times, count, at) + 1;
  // Behind what this track shows another may have gone on.
  const own = after < count || times.length > count;
  const [moments, where] = own ? [times.slice(0, count), places.slice(0, count)] : [times, places];
  moments.splice(after, 0, at);
  where.splice(after, 0, place);
  return { id, times: moments, places: where, count: count + 1 };
}

/** Where the last of the first `count` of some ascending times stands that is not after a moment; -1 where there is none. */
function lastUntil(times: readonly number[], count: number, at: number): number {
  let [low, high] = [0, count];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((times[middle] as number) <= at) low = middle + 1;
    else high = middle;
  }
  return low - 1;
}
