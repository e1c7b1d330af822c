import { parseShape, sineCosine } from '../base/index.ts';
import { courseBetween, type Footprint, footprintOf, type Place, type Position } from '../geo/index.ts';
import type { AreaQuestion } from './area.ts';
import type { EvaluatedIncident } from './event.ts';
import { footprintForm } from './footprint-form.ts';

/** The footprint that a question means: of the place, or of one end of fire. */
export function footprintAt({ end }: AreaQuestion, event: EvaluatedIncident): Footprint | string {
  const given = end === 'fired-from' ? event.firedFrom : end === 'impact' ? event.impactAt : undefined;
  const sameEnd =
    end === undefined || (end === 'fired-from' ? event.phase === 'outgoing' : event.phase === 'impact');
  const place = given ?? (sameEnd ? event.place : undefined);
  if (place === undefined) return end === undefined ? 'place' : `place ${end}`;
  return footprintOfEnd(place) ?? 'place';
}

/** The footprint of one end of a movement, or undefined where it is not stated or does not read. */
export function footprintOfEnd(place: unknown): Footprint | undefined {
  if (place === undefined) return undefined;
  const read = parseShape(footprintForm, place, 'agreement/place');
  if (!read.ok) return undefined;
  return 'covariance' in read.value ? read.value : footprintOf(read.value as Place);
}

/** The variance of a footprint in the direction of a point, in square metres. */
export function varianceToward({ at, covariance }: Footprint, to: Position, distance: number): number {
  const [ee, en, nn] = covariance;
  const course = distance > 0 ? courseBetween(at, to) : undefined;
  const [s, c] = sineCosine(course?.azimuth ?? 0);
  const along = course === undefined ? (ee + nn) / 2 : ee * s * s + 2 * en * s * c + nn * c * c;
  return Math.max(0, along);
}
