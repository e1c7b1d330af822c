import { booleanPointInPolygon, lineString, point, pointToLineDistance, polygon } from '@turf/turf';
import type { Position } from '../packages/core/src/geo/index.ts';

const asPair = ([x, y]: Position): [number, number] => [x, y];

function rate(points: Float64Array, ask: (at: [number, number]) => unknown): number {
  const before = process.cpuUsage();
  for (let n = 0; n < points.length; n += 2) ask([points[n] as number, points[n + 1] as number]);
  const { user, system } = process.cpuUsage(before);
  return points.length / 2 / ((user + system) / 1e6);
}

/** Points a second that Turf measures against a line. */
export function turfDistances(chain: readonly Position[], points: Float64Array): number {
  const front = lineString(chain.map(asPair));
  return rate(points, (at) => pointToLineDistance(point(at), front, { units: 'meters' }));
}

/** Points a second that Turf places in zones and in belts of a line, without their sides. */
export function turfClasses(
  chain: readonly Position[],
  rings: readonly (readonly Position[])[],
  belts: readonly number[],
  points: Float64Array,
): number {
  const front = lineString(chain.map(asPair));
  const zones = rings.map((ring) => polygon([ring.map(asPair)]));
  return rate(points, (at) => {
    const inside = zones.filter((zone) => booleanPointInPolygon(at, zone)).length;
    const distance = pointToLineDistance(point(at), front, { units: 'meters' });
    return inside + belts.filter((metres) => distance <= metres).length;
  });
}
