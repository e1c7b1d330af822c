import { naturalLogarithm } from '../base/index.ts';
import type { SensorModels } from './models.ts';

/** Degrees of freedom of Student's distribution: who noticed a part only is far off. */
const TAIL = 5;
/** Seconds by which even short things differ. */
const SHORT = 10;

/** How much likelier two lengths are of one thing than of two that lasted about as long, nats; `v` is their variance. */
export function likeLengths(
  first: number,
  second: number,
  v: number,
  { width, floor }: SensorModels['span'],
): number {
  const square = (first - second) * (first - second);
  const spread = width * (SHORT + (first + second) / 2);
  const wide = v + spread * spread;
  const r = (1 + square / wide / TAIL) / (1 + square / v / TAIL);
  return Math.max(floor, naturalLogarithm(Math.sqrt(wide / v) * (r * r * r)));
}
