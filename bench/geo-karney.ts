import geographiclib from 'geographiclib-geodesic';
import type { Position } from '../packages/core/src/geo/index.ts';
import {
  exhaustiveDistance,
  karneyAlong,
  karneyAzimuth,
  karneyDistance,
} from '../packages/core/src/geo/testing.ts';

const wgs84 = geographiclib.Geodesic.WGS84;
const { DISTANCE, AZIMUTH, LATITUDE, LONGITUDE, DISTANCE_IN } = geographiclib.Geodesic;
const E2 = 0.0066943799901413165;
const A = 6378137;

type Point = readonly [number, number, number];

export interface Yardstick {
  /** The least distance in metres to any edge, measured by Karney's method along every edge that could be nearest. */
  distance(position: Position): number;
  /** A position made to be hard: the n decides in which way. */
  adversarial(n: number, random: () => number): Position;
  /** The largest difference on some of the points to a search of every edge from five starts each. */
  unprunedCheck(points: Float64Array, count: number): number;
}

/**
 * The truth about distances to a chain. A chord is never longer than its geodesic: an edge whose chord lies farther
 * from the position than a distance already found cannot be nearest. It shares no code with the kernel.
 */
export function karneyYardstick(chain: readonly Position[]): Yardstick {
  const vectors = chain.map(cartesian);
  const edges = chain.slice(1).map((to, k) => {
    const from = chain[k] as Position;
    return wgs84.InverseLine(from[1], from[0], to[1], to[0], DISTANCE_IN | LATITUDE | LONGITUDE | AZIMUTH);
  });
  const chords = new Float64Array(edges.length);
  const shares = new Float64Array(edges.length);
  // No edge here is longer than some kilometres: its chord lies below it by less than this.
  const longest = Math.max(...edges.map(({ s13 }) => s13 as number));
  const sag = (longest * longest) / (8 * 6.3e6) + 0.001;

  const distance = (position: Position): number => {
    const p = cartesian(position);
    let nearest = 0;
    for (let k = 0; k < edges.length; k++) {
      [chords[k], shares[k]] = toSegment(p, vectors[k] as Point, vectors[k + 1] as Point);
      if ((chords[k] as number) < (chords[nearest] as number)) nearest = k;
    }
    let least = alongEdge(edges[nearest] as Edge, position, shares[nearest] as number);
    for (let k = 0; k < edges.length; k++)
      if (k !== nearest && (chords[k] as number) - sag <= least)
        least = Math.min(least, alongEdge(edges[k] as Edge, position, shares[k] as number));
    return least;
  };

  const adversarial = (n: number, random: () => number): Position => {
    const k = Math.floor(random() * edges.length);
    const [from, to] = [chain[k] as Position, chain[k + 1] as Position];
    const onEdge = karneyAlong(from, karneyAzimuth(from, to), random() * karneyDistance(from, to));
    const aside = karneyAzimuth(onEdge, to) + (random() < 0.5 ? 90 : -90);
    switch (n % 7) {
      case 0:
        return from;
      case 1:
        return karneyAlong(from, 360 * random(), 0.01);
      case 2:
        return karneyAlong(onEdge, aside, 15_000 + 0.02 * (random() - 0.5));
      case 3:
        return karneyAlong(onEdge, aside, 300_000 * random());
      case 4: {
        // As far from one vertex as from another, some way off: neither edge is nearest by much.
        const other = chain[Math.floor(random() * chain.length)] as Position;
        return [(from[0] + other[0]) / 2, (from[1] + other[1]) / 2];
      }
      case 5:
        return karneyAlong(
          chain[random() < 0.5 ? 0 : chain.length - 1] as Position,
          360 * random(),
          500_000 * random(),
        );
      default:
        return karneyAlong(onEdge, aside, 1e-3 * 10 ** (7 * random()));
    }
  };

  const unprunedCheck = (points: Float64Array, count: number): number => {
    let worst = 0;
    for (let n = 0; n < count; n++) {
      const at = 2 * Math.floor((n * points.length) / (2 * count));
      const position: Position = [points[at] as number, points[at + 1] as number];
      worst = Math.max(worst, Math.abs(distance(position) - exhaustiveDistance(position, chain)));
    }
    return worst;
  };
  return { distance, adversarial, unprunedCheck };
}

type Edge = ReturnType<typeof wgs84.InverseLine>;

function cartesian([longitude, latitude]: Position): Point {
  const [x, y] = [(longitude * Math.PI) / 180, (latitude * Math.PI) / 180];
  const n = A / Math.sqrt(1 - E2 * Math.sin(y) ** 2);
  return [n * Math.cos(y) * Math.cos(x), n * Math.cos(y) * Math.sin(x), n * (1 - E2) * Math.sin(y)];
}

/** Straight metres from a point to a segment, and the share of it at the foot. */
function toSegment(p: Point, a: Point, b: Point): readonly [number, number] {
  const [vx, vy, vz] = [b[0] - a[0], b[1] - a[1], b[2] - a[2]];
  const [dx, dy, dz] = [p[0] - a[0], p[1] - a[1], p[2] - a[2]];
  const t = Math.max(0, Math.min(1, (dx * vx + dy * vy + dz * vz) / (vx * vx + vy * vy + vz * vz)));
  return [Math.hypot(dx - t * vx, dy - t * vy, dz - t * vz), t];
}

/** The least distance to one short edge, followed from a first guess to the foot of the perpendicular. */
function alongEdge(edge: Edge, position: Position, share: number): number {
  const length = edge.s13 as number;
  let [along, least] = [share * length, Number.POSITIVE_INFINITY];
  for (let round = 0; round < 25; round++) {
    const foot = edge.Position(along, LATITUDE | LONGITUDE | AZIMUTH);
    const way = wgs84.Inverse(
      foot.lat2 as number,
      foot.lon2 as number,
      position[1],
      position[0],
      DISTANCE | AZIMUTH,
    );
    const distance = way.s12 as number;
    least = Math.min(least, distance);
    const turn = (((way.azi1 as number) - (foot.azi2 as number)) * Math.PI) / 180;
    const step =
      6371e3 * Math.atan2(Math.sin(distance / 6371e3) * Math.cos(turn), Math.cos(distance / 6371e3));
    const next = Math.min(length, Math.max(0, along + step));
    if (Math.abs(next - along) < 1e-4) break;
    along = next;
  }
  return least;
}
