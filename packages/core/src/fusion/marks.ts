import type { SensorModels } from './models.ts';

// What two reports say besides place, time and kind: evidence in nats, 0 where one of them says nothing.

/** Counts: how far apart their logarithms are, and the variance of each; 0 where none was given. */
export function likeCounts(
  apart: number,
  [first, second]: readonly [number, number],
  { equal, floor }: SensorModels['count'],
): number {
  if (first === 0 || second === 0) return 0;
  return Math.max(floor, equal - (apart * apart) / (first + second) / 2);
}

/** A weapon: classes by number, below 0 for none; calibres in millimetres, 0 for none. */
export function likeWeapons(
  [first, second]: readonly [number, number],
  [wide, narrow]: readonly [number, number],
  { same, other, calibreSame, calibreOther, calibreWithin }: SensorModels['weapon'],
): number {
  const weapon = first < 0 || second < 0 ? 0 : first === second ? same : other;
  if (wide === 0 || narrow === 0) return weapon;
  const near = Math.abs(wide - narrow) <= calibreWithin * Math.max(wide, narrow);
  return weapon + (near ? calibreSame : calibreOther);
}
