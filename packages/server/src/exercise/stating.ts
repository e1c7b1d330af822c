import { exponential, formatMoment } from '@armistice/core/base';
import type { Course, PointPlace, Position, SectorPlace } from '@armistice/core/geo';
import type { Report } from '@armistice/core/mission';
import type { Habit } from './habits.ts';
import { shifted } from './place.ts';
import type { Chance } from './random.ts';

// What a source states of what it perceived: its own error, rounded in its own way, with the range that it believes to
// hold nine times in ten. A range is right for a source of confidence 1, too narrow below, too wide above.

/** Of a normal distribution, 90 % lies within this many standard deviations; in two dimensions, within the other. */
const NINETY = 1.6449;
const NINETY_IN_PLANE = 2.146;

/** Standard deviation of an error, its steady part and what rounding to a step adds. */
function total(error: number, steady: number, step: number): number {
  return Math.sqrt(error * error + steady * steady + (step * step) / 12);
}

function tolerance(habit: Habit): number {
  const seconds = NINETY * habit.confidence * total(habit.timeError, 0, habit.timeStep);
  return habit.timeStep < 1 ? Math.ceil(seconds * 10) / 10 : Math.max(1, Math.round(seconds));
}

/** A moment as written down: UTC milliseconds on the source's step. */
function noted(habit: Habit, chance: Chance, perceived: number): number {
  const step = habit.timeStep * 1000;
  return Math.round((perceived + habit.timeError * 1000 * chance.normal()) / step) * step;
}

/** One thing at one moment, in UTC milliseconds by the source's clock: somewhere between two times. */
export function statedMoment(habit: Habit, chance: Chance, perceived: number): Report['occurred'] {
  const middle = noted(habit, chance, perceived);
  const half = tolerance(habit) * 1000;
  return { from: formatMoment(middle - half), to: formatMoment(middle + half) };
}

/** Something that lasted: both ends, each give or take a tolerance. `plain` leaves out what the kind says by itself. */
export function statedSpan(
  habit: Habit,
  chance: Chance,
  from: number,
  to: number,
  plain: boolean,
): Report['occurred'] {
  const [first, last] = [noted(habit, chance, from), noted(habit, chance, to)];
  return {
    from: formatMoment(Math.min(first, last)),
    to: formatMoment(Math.max(first, last)),
    ...(plain ? {} : { extent: 'span' }),
    tolerance: tolerance(habit),
  };
}

/** Steps to which people round a distance, in metres, by how far it is. */
function distanceStep(metres: number): number {
  if (metres < 1000) return 100;
  return metres < 3000 ? 250 : 500;
}

function roundedTo(step: number, metres: number): number {
  return Math.round(metres / step) * step;
}

/** How sharply a bearing and a distance are perceived: 1 for what is heard, less for what is seen. */
export interface Sharpness {
  readonly bearing: number;
  readonly distance: number;
}

/** Nobody claims to have perceived anything from beyond this, in metres. */
const FARTHEST = 40_000;

/** Bearing and distance from where the observer stands. */
export function statedSector(
  habit: Habit,
  chance: Chance,
  origin: Position,
  course: Course,
  sharpness: Sharpness,
): SectorPlace {
  const bearingError = habit.bearingError * sharpness.bearing;
  const bearingBias = habit.bearingBias * sharpness.bearing;
  const step = habit.winds === 0 ? 1 : 360 / habit.winds;
  const perceived = course.azimuth + bearingBias + bearingError * chance.normal();
  const bearing = (((Math.round(perceived / step) * step) % 360) + 360) % 360;
  const wide = NINETY * habit.confidence * total(bearingError, 0.5 * bearingError, step);
  const distanceError = habit.distanceError * sharpness.distance;
  const distanceBias = habit.distanceBias * sharpness.distance;
  const middle = course.distance * exponential(distanceBias + distanceError * chance.normal());
  const reach = NINETY * habit.confidence * total(distanceError, 0.5 * distanceError, 0);
  const [near, far] = [middle * exponential(-reach), middle * exponential(reach)];
  const fine = habit.timeStep < 1 ? 10 : distanceStep(middle);
  const nearest = Math.min(FARTHEST - fine, Math.max(0, roundedTo(fine, near)));
  return {
    type: 'sector',
    origin,
    bearing,
    bearingTolerance: Math.max(0.5, Math.round(wide * 2) / 2),
    distance: [nearest, Math.min(FARTHEST, Math.max(nearest + fine, roundedTo(fine, far)))],
  };
}

/** A position on a map; `error` in metres in each of two directions. */
export function statedPoint(habit: Habit, chance: Chance, at: Position, error: number): PointPlace {
  const radius = NINETY_IN_PLANE * habit.confidence * error;
  return {
    type: 'point',
    at: shifted(at, error * chance.normal(), error * chance.normal()),
    radius: Math.max(10, roundedTo(radius < 200 ? 10 : 50, radius)),
  };
}

/** How many were noticed, and the range that is held possible. */
export function statedCount(habit: Habit, chance: Chance, count: number): readonly [number, number] {
  const noticed = chance.thinned(count, habit.notices) + (chance.happens(0.04 * Math.min(count, 8)) ? 1 : 0);
  const best = Math.max(1, noticed);
  if (count === 1 && best === 1) return [1, 1];
  const missed = best * (1 - habit.notices);
  const reach = Math.round(NINETY * habit.confidence * Math.sqrt(missed + 0.1));
  return [Math.max(1, best - reach), best + reach];
}
