import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Crossing, locateRays, type Ray } from '../packages/core/src/fusion/locate.ts';
import { courseBetween, type Position } from '../packages/core/src/geo/index.ts';

// One real explosion, heard by arrays hundreds of kilometres away, placed against where it truly was. The assumptions on
// bearings and on how fast infrasound comes are round ones of ours, and were not fitted.

const FOLDER = 'infrasound-localisation';
const SET = 'example2.dets.json / detection_set2.dat';
/** Standard deviation of a back azimuth over such ways, degrees. */
const DEVIATION = 4;
const TRAVEL = { speed: 300, deviation: 20, seconds: 30 };
/** χ² of two dimensions at 90 %. */
const WITHIN_90 = 4.605;
const KM = 1000;

/** Prints error and ellipse for the sets of detections, and for every choice of two arrays or more of the larger one. */
export function benchInfrasound(data: string): void {
  if (!existsSync(join(data, FOLDER))) {
    console.log(`infrasound: no ${FOLDER}; ARMISTICE_DATA names the folder of others' data`);
    return;
  }
  const read = (name: string) => readFileSync(join(data, FOLDER, name), 'utf8');
  const { truth, naiveGridSearchErrorKm_here: naive } = JSON.parse(read('expected.json'))[SET];
  const at: Position = [truth.lon, truth.lat];
  // Blocks are parted by empty lines; the first one is this explosion.
  const [, block = ''] = /^((?:[\d.-]+\s.*\n)+)/m.exec(read('detection_set1.dat')) ?? [];
  const four = block.trim().split('\n').map(rayOf);
  const three = (JSON.parse(read('example2.dets.json')) as readonly Detection[]).map((one) =>
    ray(one.Latitude, one.Longitude, `${one['Peak F-Stat Time (UTC)']}`, one['Back Azimuth']),
  );
  console.log(`infrasound of June 2004 (a plain grid search over three arrays: ${naive} km off)`);
  for (const [name, rays] of [
    ['three arrays', three],
    ['four arrays', four],
  ] as const) {
    tell(`${name}, bearings alone`, locateRays(rays), at);
    tell(`${name}, bearings and times`, locateRays(rays, TRAVEL), at);
  }
  const choices = subsets(four).filter((rays) => rays.length > 1);
  const found = choices.flatMap((rays) => locateRays(rays, TRAVEL) ?? []);
  const inside = found.filter((one) => squaredIn(one, at) <= WITHIN_90).length;
  const errors = found.map((one) => errorOf(one, at)).sort((a, b) => a - b);
  console.log(
    `  every choice of two or more of the four: ${found.length} of ${choices.length} placed, median ${Math.round(errors[errors.length >> 1] ?? 0)} km off, ${inside} with the truth in the ellipse of 90 %`,
  );
}

interface Detection {
  readonly 'Peak F-Stat Time (UTC)': string;
  readonly 'Back Azimuth': number;
  readonly Latitude: number;
  readonly Longitude: number;
}

function rayOf(line: string): Ray {
  const [latitude = '', longitude = '', time = '', bearing = ''] = line.split(/\s+/);
  return ray(Number(latitude), Number(longitude), time, Number(bearing));
}

function ray(latitude: number, longitude: number, time: string, bearing: number): Ray {
  const arrival = Date.parse(`${time}Z`) / 1000;
  return { origin: [longitude, latitude], bearing, deviation: DEVIATION, arrival };
}

function subsets<T>([first, ...others]: readonly T[]): readonly (readonly T[])[] {
  if (first === undefined) return [[]];
  return subsets(others).flatMap((some) => [some, [first, ...some]]);
}

function errorOf({ at }: Crossing, truth: Position): number {
  return (courseBetween(at, truth)?.distance ?? Number.NaN) / KM;
}

/** Squared distance of the truth in standard deviations of the ellipse. */
function squaredIn({ at, covariance: [xx, xy, yy] }: Crossing, truth: Position): number {
  const { distance, azimuth } = courseBetween(at, truth) ?? { distance: Number.NaN, azimuth: 0 };
  const turn = (azimuth * Math.PI) / 180;
  const [east, north] = [distance * Math.sin(turn), distance * Math.cos(turn)];
  return (yy * east * east - 2 * xy * east * north + xx * north * north) / (xx * yy - xy * xy);
}

function tell(name: string, found: Crossing | undefined, truth: Position): void {
  if (found === undefined) {
    console.log(`  ${name.padEnd(34)} no crossing`);
    return;
  }
  const [xx, xy, yy] = found.covariance;
  const middle = (xx + yy) / 2;
  const half = Math.sqrt(((xx - yy) / 2) ** 2 + xy * xy);
  const axes = [middle + half, middle - half].map((v) => Math.round(Math.sqrt(v * WITHIN_90) / KM));
  const where = squaredIn(found, truth) <= WITHIN_90 ? 'in it' : 'OUTSIDE of it';
  console.log(
    `  ${name.padEnd(34)} ${errorOf(found, truth).toFixed(1).padStart(5)} km off; ellipse of 90 % ${axes.join(' × ')} km, the truth ${where}`,
  );
}
