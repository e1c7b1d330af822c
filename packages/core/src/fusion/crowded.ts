import { exponential, naturalLogarithm } from '../base/index.ts';
import type { Rows } from './rows.ts';

// Diffuse reports: incidents crowd in towns and on days, so that a stretch a thousand times as small has not a thousand
// times fewer of them. And a source that told of several things thereabouts shows how many there are.

/**
 * Evidence of nearness in nats: how much denser it is over a spread (`norm ÷ spread`) than incidents are, less by the tail
 * that it lies in. Where incidents crowd (`cluster`), they are the denser the smaller the spread.
 */
export function nearness(norm: number, spread: number, tail: number, cluster: number | undefined): number {
  if (cluster === undefined) return naturalLogarithm(norm / (spread * tail));
  return cluster * naturalLogarithm(norm / spread) - naturalLogarithm(tail);
}

/** Stretch of place and time, m² s, over which a row and another that is as vague are spread. */
export function stretchOf({ xx, xy, yy, timeVariance }: Rows, row: number): number {
  const [a, b, c] = [xx[row] as number, xy[row] as number, yy[row] as number];
  return Math.sqrt(8 * (a * c - b * b) * (timeVariance[row] as number));
}

/**
 * Nats by which a pair is less likely for the incidents of which its sources themselves told nearby: `near` for each m² s,
 * over its `stretch` in m² s. `norm` is what makes of one over the stretch a density against that of incidents.
 */
export function amongOthers(stretch: number, near: number, norm: number, cluster: number): number {
  const strewn = exponential(-cluster * naturalLogarithm(norm / stretch));
  return -naturalLogarithm(1 + (near * stretch) / strewn);
}
