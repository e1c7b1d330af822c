import type { Apart } from './estimate-scales.ts';
import type { Rows } from './rows.ts';

/** How far two rows lie apart, measured in what both state. */
export function apartness(rows: Rows, a: number, b: number): Apart {
  const [va, vb] = [rows.timeVariance[a] as number, rows.timeVariance[b] as number];
  const late = (rows.time[a] as number) - (rows.time[b] as number);
  const east = rows.east(a, b);
  const north = rows.north(a, b);
  const xx = (rows.xx[a] as number) + (rows.xx[b] as number);
  const xy = (rows.xy[a] as number) + (rows.xy[b] as number);
  const yy = (rows.yy[a] as number) + (rows.yy[b] as number);
  const [first, second] = [rows.reports.of(a), rows.reports.of(b)];
  return {
    a: first.source,
    b: second.source,
    meansA: first.means ?? 'unknown',
    meansB: second.means ?? 'unknown',
    place: (yy * east * east - 2 * xy * east * north + xx * north * north) / (xx * yy - xy * xy),
    placeShare: ((rows.xx[a] as number) + (rows.yy[a] as number)) / (xx + yy),
    time: (late * late) / (va + vb),
    timeShare: va / (va + vb),
  };
}
