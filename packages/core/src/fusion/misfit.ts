import { exponential, naturalLogarithm } from '../base/index.ts';
import type { Footprint } from '../geo/index.ts';
import { shortWay } from './plane.ts';
import type { Rows } from './rows.ts';

/** What observers state counts as so many independent errors against those that show in one incident: judgement. */
const STATED = 3;
/** −2 ln(1 − 0.9): a normal distribution in the plane has 90 % within so many squared standard deviations. */
const PLANE_90 = 4.605170185988092;

/**
 * The place as it is shown: reports that lie farther apart than they state make its ellipse wider, and none makes it
 * narrower. Nothing is joined or parted by it, and one report alone shows no misfit.
 */
export function widenedByMisfit(place: Footprint, founders: readonly number[], rows: Rows): Footprint {
  const free = 2 * (founders.length - 1);
  if (free === 0) return place;
  let misfit = 0;
  for (const row of founders) misfit += squaredDistance(place, row, rows);
  const known = STATED + free;
  // Few errors tell little of their scale: 90 % of Student's distribution lies farther out than of the normal one.
  const tail = (known * (exponential((2 * naturalLogarithm(10)) / known) - 1)) / PLANE_90;
  const factor = ((STATED + misfit) / known) * tail;
  if (factor <= 1) return place;
  const [xx, xy, yy] = place.covariance;
  return { at: place.at, covariance: [xx * factor, xy * factor, yy * factor] };
}

/** From the place to that of a report, in the report's own standard deviations, squared. */
function squaredDistance({ at }: Footprint, row: number, rows: Rows): number {
  const east = shortWay((rows.longitude[row] as number) - at[0]) * (rows.perEast[row] as number);
  const north = ((rows.latitude[row] as number) - at[1]) * (rows.perNorth[row] as number);
  const [xx, xy, yy] = [rows.xx[row] as number, rows.xy[row] as number, rows.yy[row] as number];
  return (yy * east * east - 2 * xy * east * north + xx * north * north) / (xx * yy - xy * xy);
}
