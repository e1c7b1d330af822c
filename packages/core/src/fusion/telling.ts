import type { Rows } from './rows.ts';

/** Of a chain of members (places in `component`), those with the smallest uncertainty of place, and of time. */
export function mostTelling(
  rows: Rows,
  component: readonly number[],
  head: number,
  next: Int32Array,
): readonly [nearest: number, promptest: number] {
  let nearest = -1;
  let promptest = -1;
  let area = Number.POSITIVE_INFINITY;
  let variance = Number.POSITIVE_INFINITY;
  for (let i = head; i >= 0; i = next[i] as number) {
    const row = component[i] as number;
    const xy = rows.xy[row] as number;
    const det = (rows.xx[row] as number) * (rows.yy[row] as number) - xy * xy;
    if (det < area) {
      area = det;
      nearest = i;
    }
    const v = rows.timeVariance[row] as number;
    if (v < variance) {
      variance = v;
      promptest = i;
    }
  }
  return [nearest, promptest];
}
