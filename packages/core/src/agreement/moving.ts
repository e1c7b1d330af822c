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
  positions: readonly TimedFact[],
  around: string,
  question: AreaQuestion,
  event: EvaluatedIncident,
): AreaAnswer {
  const where = footprintAt(question, event);
  if (typeof where === 'string') return { missing: where, says: `place: ${where} is not stated` };
  const at = momentMs(event.occurred.from);
  const latest: Footprint[] = [];
  for (const { times, places } of tracksOf(positions, around)) {
    const last = lastUntil(times, at);
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

/** The positions of one that moves, in time. */
interface Track {
  readonly times: readonly number[];
  readonly places: readonly Footprint[];
}

// Facts keep their identity while none is added, so each position is read once and not for every event.
const TRACKS = new WeakMap<readonly TimedFact[], Map<string, readonly Track[]>>();

function tracksOf(positions: readonly TimedFact[], around: string): readonly Track[] {
  let known = TRACKS.get(positions);
  if (known === undefined) {
    known = new Map();
    TRACKS.set(positions, known);
  }
  const found = known.get(around) ?? readTracks(positions, around);
  known.set(around, found);
  return found;
}

function readTracks(positions: readonly TimedFact[], around: string): readonly Track[] {
  const tracks = new Map<string, { readonly times: number[]; readonly places: Footprint[] }>();
  for (const { at, fact } of positions) {
    const value = fact.value as
      | { readonly of?: unknown; readonly id?: unknown; readonly place?: unknown }
      | null
      | undefined;
    if (value?.of !== around) continue;
    const read = parseShape(footprintForm, value.place, 'agreement/place');
    if (!read.ok) continue;
    const id = String(value.id ?? fact.by ?? '');
    const track = tracks.get(id) ?? { times: [], places: [] };
    track.times.push(at);
    track.places.push('covariance' in read.value ? read.value : footprintOf(read.value as Place));
    tracks.set(id, track);
  }
  return [...tracks.values()];
}

/** Where the last of some ascending times stands that is not after a moment; -1 where there is none. */
function lastUntil(times: readonly number[], at: number): number {
  let [low, high] = [0, times.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((times[middle] as number) <= at) low = middle + 1;
    else high = middle;
  }
  return low - 1;
}
