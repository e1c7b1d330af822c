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
  const latest = new Map<string, Footprint>();
  for (const row of positions) {
    if (row.at > at) break;
    const value = row.fact.value as
      | { readonly of?: unknown; readonly id?: unknown; readonly place?: unknown }
      | null
      | undefined;
    const read = parseShape(footprintForm, value?.place, 'agreement/place');
    const id = String(value?.id ?? row.fact.by ?? '');
    if (value?.of !== around || !read.ok) continue;
    if (row.at < at - STALE) latest.delete(id);
    else latest.set(id, 'covariance' in read.value ? read.value : footprintOf(read.value as Place));
  }
  if (latest.size === 0)
    return { missing: 'place', says: `place: no position of ${around} within the hour before is on record` };
  const limit = withSign(question.within ?? '0 m', '<');
  let best = { probability: 0, distance: Number.POSITIVE_INFINITY };
  for (const vessel of latest.values()) {
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
