import {
  classify,
  compileGeometry,
  distancesToLine,
  type Feature,
  type Footprint,
  type Geometry,
  type Line,
  type Position,
  probabilities,
  readLine,
  readZone,
} from '../packages/core/src/geo/index.ts';
import { seeded, windingChain } from '../packages/core/src/geo/testing.ts';
import { karneyYardstick } from './geo-karney.ts';
import { postgis } from './geo-postgis.ts';
import { turfClasses, turfDistances } from './geo-turf.ts';

// One line of 2,000 edges, fifty zones of 10,000 corners in all, and the same points for everybody, in one run. The
// yardstick of accuracy is C. F. F. Karney's GeographicLib; the peers for speed are Turf in this process and PostGIS.

const SEED = 20_261_122;
const POINTS = 1_000_000;
const CHECKED = 100_000;
const ROUNDS = 7;
/** What the peers are given of the same points: they take longer. */
const TURF_DISTANCES = 200;
const TURF_CLASSES = 60;
const POSTGIS_POINTS = 20_000;
const BELTS = [15_000, 25_000] as const;

const figure = (value: number) =>
  value >= 100 ? Math.round(value).toLocaleString('en') : value.toPrecision(3);

function line(what: string, rate: number, peer?: { readonly name: string; readonly rate: number }): void {
  const ratio = peer === undefined ? '' : `   ${figure(rate / peer.rate)} × ${peer.name}`;
  console.log(`  ${what.padEnd(58)} ${figure(rate).padStart(12)}/s${ratio}`);
}

/** The geodesic kernel: accuracy against Karney's method, and each rate beside its peers. */
export async function benchGeo(): Promise<void> {
  const random = seeded(SEED);
  const chain = windingChain(
    [
      [36.2, 47],
      [39.8, 48.9],
    ],
    11,
    0.3,
    random,
  );
  const rings = Array.from({ length: 50 }, () => ring(random));
  const front = readFront(chain);
  const features = featuresOf(front, rings);
  const points = pointsAround(random);
  console.log(
    `geo: a line of ${chain.length.toLocaleString('en')} vertices, ${rings.length} zones of 10,000 corners, seed ${SEED}, by processor time of one core, medians of ${ROUNDS}`,
  );
  accuracy(front, chain, points, random);
  const rates = { distances: distanceRate(front, points), ...classRates(features, points) };
  console.log('## speed, points a second');
  line('exact distance to the line', rates.distances);
  line('zones and belts, sides told', rates.settled);
  line(`  the same, the first ${figure(POINTS)} points of a new geometry`, rates.fresh);
  console.log('## peers on the same points');
  const turf = {
    distances: turfDistances(chain, points.subarray(0, 2 * TURF_DISTANCES)),
    classes: turfClasses(chain, rings, BELTS, points.subarray(0, 2 * TURF_CLASSES)),
  };
  line(`Turf 7.4, distance (${TURF_DISTANCES} points)`, turf.distances);
  line('  ours beside it', rates.distances, { name: 'Turf', rate: turf.distances });
  line(`Turf 7.4, zones and belts, no sides (${TURF_CLASSES} points)`, turf.classes);
  line('  ours beside it', rates.settled, { name: 'Turf', rate: turf.classes });
  comparePostgis(front, chain, rings, features, points.subarray(0, 2 * POSTGIS_POINTS), rates);
  newVersion(chain, rings, points);
  footprints(features, random);
}

/** A ring of 200 corners with a wavering radius, closed. */
function ring(random: () => number): readonly Position[] {
  const [x, y, size] = [36 + 4 * random(), 46.6 + 2.8 * random(), 0.05 + 0.2 * random()];
  const corners = Array.from({ length: 200 }, (_, k): Position => {
    const radius = size * (0.8 + 0.2 * random());
    return [x + 1.5 * radius * Math.cos((Math.PI * k) / 100), y + radius * Math.sin((Math.PI * k) / 100)];
  });
  return [...corners, corners[0] as Position];
}

function readFront(coordinates: readonly Position[]): Line {
  const read = readLine({ type: 'LineString', coordinates });
  if (!read.ok) throw new Error(read.refusal.message);
  return read.value;
}

function featuresOf(front: Line, rings: readonly (readonly Position[])[]): readonly Feature[] {
  const zones = rings.map((corners): Feature => {
    const read = readZone({ type: 'Polygon', coordinates: [corners] });
    if (!read.ok) throw new Error(read.refusal.message);
    return { kind: 'zone', zone: read.value };
  });
  const belts = BELTS.flatMap((to, k) =>
    (['left', 'right'] as const).map(
      (side): Feature => ({ kind: 'belt', line: front, side, from: BELTS[k - 1] ?? 0, to }),
    ),
  );
  return [...zones, ...belts];
}

/** Anywhere within about 100 km of the line. */
function pointsAround(random: () => number): Float64Array {
  return Float64Array.from({ length: 2 * POINTS }, (_, k) =>
    k % 2 ? 46.4 + 3.2 * random() : 35.6 + 4.8 * random(),
  );
}

function accuracy(front: Line, chain: readonly Position[], points: Float64Array, random: () => number): void {
  const yardstick = karneyYardstick(chain);
  const half = CHECKED / 2;
  const checked = new Float64Array(2 * CHECKED);
  checked.set(points.subarray(0, 2 * half));
  for (let n = half; n < CHECKED; n++) checked.set(yardstick.adversarial(n, random), 2 * n);
  const ours = new Float64Array(CHECKED);
  distancesToLine(front, checked, ours);
  const errors = [0, 0];
  for (let n = 0; n < CHECKED; n++) {
    const truth = yardstick.distance([checked[2 * n] as number, checked[2 * n + 1] as number]);
    const at = n < half ? 0 : 1;
    errors[at] = Math.max(errors[at] as number, Math.abs((ours[n] as number) - truth));
  }
  const unpruned = yardstick.unprunedCheck(checked, 40);
  console.log('## accuracy against GeographicLib (Karney)');
  console.log(`  worst of ${figure(half)} random points        ${micrometres(errors[0] as number)}`);
  console.log(`  worst of ${figure(half)} adversarial points   ${micrometres(errors[1] as number)}`);
  console.log(
    `  (the yardstick leaves out edges that are too far by their chords; on 40 points with no edge left out it differs by ${micrometres(unpruned)})`,
  );
  if (Math.max(...errors) >= 0.01 || unpruned >= 0.001) process.exitCode = 1;
}

function micrometres(metres: number): string {
  return `${(metres * 1000).toPrecision(2)} mm`;
}

function median(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] as number;
}

/** Seconds of one processor, so that others on the machine count for less. */
function timed(run: () => void): number {
  const before = process.cpuUsage();
  run();
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1e6;
}

function distanceRate(front: Line, points: Float64Array): number {
  const into = new Float64Array(POINTS);
  const run = () => distancesToLine(front, points, into);
  return POINTS / median(Array.from({ length: ROUNDS }, () => timed(run)));
}

function classRates(
  features: readonly Feature[],
  points: Float64Array,
): { readonly settled: number; readonly fresh: number } {
  const masks = new Uint32Array(POINTS * Math.ceil(features.length / 32));
  const first = Array.from({ length: 3 }, () => {
    const geometry = compileGeometry(features);
    return timed(() => classify(geometry, points, masks));
  });
  const geometry = compileGeometry(features);
  const run = () => classify(geometry, points, masks);
  // Cells settle where points keep falling: by then a mission has seen as many.
  for (let round = 0; round < 3; round++) run();
  return {
    settled: POINTS / median(Array.from({ length: ROUNDS }, () => timed(run))),
    fresh: POINTS / median(first),
  };
}

function comparePostgis(
  front: Line,
  chain: readonly Position[],
  rings: readonly (readonly Position[])[],
  features: readonly Feature[],
  points: Float64Array,
  rates: { readonly distances: number; readonly settled: number },
): void {
  const peer = postgis(chain, rings, BELTS, points);
  if (typeof peer === 'string') {
    console.log(`  PostGIS: not measured (${peer})`);
    return;
  }
  line(`${peer.name}, distance by geography (${figure(POSTGIS_POINTS)} points)`, peer.distanceRate);
  line('  ours beside it', rates.distances, { name: 'PostGIS', rate: peer.distanceRate });
  line(`${peer.name}, zones and belts, no sides (${figure(POSTGIS_POINTS)} points)`, peer.classRate);
  line('  ours beside it', rates.settled, { name: 'PostGIS', rate: peer.classRate });
  const ours = new Float64Array(POSTGIS_POINTS);
  distancesToLine(front, points, ours);
  const differences = ours.map((distance, n) => Math.abs(distance - (peer.distances[n] as number)));
  const far = differences.filter((metres) => metres > 1).length;
  console.log(
    `  distances that differ by more than 1 m: ${far} of ${figure(POSTGIS_POINTS)}, at most ${figure(Math.max(...differences))} m (PostGIS takes the nearest pair on a sphere)`,
  );
  const zones = zonesHit(compileGeometry(features), points, rings.length);
  console.log(`  points in zones: ours ${figure(zones)}, PostGIS ${figure(peer.zonesHit)}`);
  if (zones !== peer.zonesHit) process.exitCode = 1;
}

/** Pairs of a point and a zone that holds it. */
function zonesHit(geometry: Geometry, points: Float64Array, zones: number): number {
  const masks = new Uint32Array((points.length / 2) * geometry.words);
  classify(geometry, points, masks);
  let hits = 0;
  for (let n = 0; n < points.length / 2; n++)
    for (let zone = 0; zone < zones; zone++)
      hits += ((masks[n * geometry.words + (zone >>> 5)] as number) >>> (zone & 31)) & 1;
  return hits;
}

/** From a file's value to the first thousand answers. */
function newVersion(
  chain: readonly Position[],
  rings: readonly (readonly Position[])[],
  points: Float64Array,
): void {
  const some = points.subarray(0, 2000);
  const times = Array.from({ length: ROUNDS }, () =>
    timed(() => {
      const geometry = compileGeometry(featuresOf(readFront(chain), rings));
      classify(geometry, some, new Uint32Array(1000 * geometry.words));
    }),
  );
  console.log('## a new version of the line');
  console.log(
    `  read, compiled with the zones, 1,000 points answered         ${figure(1000 * median(times))} ms`,
  );
}

function footprints(features: readonly Feature[], random: () => number): void {
  const geometry = compileGeometry(features);
  console.log('## footprints, all zones and belts at once, none of the peers does this');
  for (const radius of [100, 500, 2000]) {
    const variance = (radius / 2.145966026289347) ** 2;
    const places = Array.from(
      { length: 4000 },
      (): Footprint => ({
        at: [35.6 + 4.8 * random(), 46.4 + 3.2 * random()],
        covariance: [variance, 0, variance],
      }),
    );
    for (const place of places.slice(2000)) probabilities(geometry, place);
    let divided = 0;
    const seconds = timed(() => {
      for (const place of places.slice(0, 2000))
        if (probabilities(geometry, place).some((share) => share > 0 && share < 1)) divided += 1;
    });
    line(`places good to ${radius} m; a border runs through ${Math.round(divided / 20)} %`, 2000 / seconds);
  }
}
