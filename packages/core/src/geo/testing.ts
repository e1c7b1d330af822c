import geographiclib from 'geographiclib-geodesic';
import { expectAccepted, type Result } from '../base/index.ts';
import type { Feature } from './features.ts';
import type { Footprint } from './footprint.ts';
import { type Line, readLine } from './line.ts';
import { type Nearest, nearestOnLine } from './nearest.ts';
import type { Position } from './place.ts';
import { inZone, readZone, type Zone } from './zone.ts';

// The yardstick of the kernel: C. F. F. Karney's own program, and a search that leaves nothing out.

const wgs84 = geographiclib.Geodesic.WGS84;
const { DISTANCE, AZIMUTH, LATITUDE, LONGITUDE, DISTANCE_IN } = geographiclib.Geodesic;

/** Metres along the geodesic between two positions, by Karney's method. */
export function karneyDistance(from: Position, to: Position): number {
  return wgs84.Inverse(from[1], from[0], to[1], to[0], DISTANCE).s12 as number;
}

/** The position some metres from another along an azimuth, by Karney's method. */
export function karneyAlong(from: Position, azimuth: number, metres: number): Position {
  const { lat2, lon2 } = wgs84.Direct(from[1], from[0], azimuth, metres, LATITUDE | LONGITUDE);
  return [lon2 as number, lat2 as number];
}

/** The azimuth in degrees at which the geodesic from one position to another leaves. */
export function karneyAzimuth(from: Position, to: Position): number {
  return wgs84.Inverse(from[1], from[0], to[1], to[0], AZIMUTH).azi1 as number;
}

/**
 * The least distance from a position to a geodesic edge: from five starts along it, each followed by steps to the foot
 * of the perpendicular. Edges up to some thousand kilometres.
 */
export function karneyDistanceToEdge(position: Position, from: Position, to: Position): number {
  const edge = wgs84.InverseLine(
    from[1],
    from[0],
    to[1],
    to[0],
    DISTANCE_IN | LATITUDE | LONGITUDE | AZIMUTH,
  );
  const length = edge.s13 as number;
  let least = Math.min(karneyDistance(position, from), karneyDistance(position, to));
  for (const share of [0.1, 0.3, 0.5, 0.7, 0.9]) {
    let along = share * length;
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
      // On the sphere the foot lies atan(tan d · cos turn) ahead; the ellipsoid needs a round or two more.
      const step =
        6371e3 * Math.atan2(Math.sin(distance / 6371e3) * Math.cos(turn), Math.cos(distance / 6371e3));
      const next = Math.min(length, Math.max(0, along + step));
      if (Math.abs(next - along) < 1e-5) break;
      along = next;
    }
  }
  return least;
}

/** The least distance to any edge of a chain of positions, every edge searched. */
export function exhaustiveDistance(position: Position, chain: readonly Position[]): number {
  let least = Number.POSITIVE_INFINITY;
  for (let k = 1; k < chain.length; k++)
    least = Math.min(least, karneyDistanceToEdge(position, chain[k - 1] as Position, chain[k] as Position));
  return least;
}

/** A line through positions, one chain. */
export function lineThrough(...coordinates: readonly Position[]): Line {
  return expectAccepted(readLine({ type: 'LineString', coordinates }));
}

/** A line of several parts. */
export function readLineParts(coordinates: readonly (readonly Position[])[]): Result<Line> {
  return readLine({ type: 'MultiLineString', coordinates });
}

/** Numbers in [0, 1) from a seed, the same in every run. */
export function seeded(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  };
}

/** A chain of 2^depth edges that winds as front lines do: each middle is displaced by up to `bend` of its edge. */
export function windingChain(
  ends: readonly [Position, Position],
  depth: number,
  bend: number,
  random: () => number,
): readonly Position[] {
  let chain: readonly Position[] = ends;
  for (let round = 0; round < depth; round++)
    chain = chain.flatMap((to, k): readonly Position[] => {
      const from = chain[k - 1];
      if (from === undefined) return [to];
      const [dx, dy] = [to[0] - from[0], to[1] - from[1]];
      const off = (random() - 0.5) * 2 * bend;
      return [[(from[0] + to[0]) / 2 - dy * off, (from[1] + to[1]) / 2 + dx * off], to];
    });
  return chain;
}

/** What the definition says of every feature: each zone by all edges, each belt by the nearest point of its line. */
export function byDefinition(features: readonly Feature[], position: Position): readonly number[] {
  const nearest = new Map<Line, Nearest>();
  return [...features.keys()].filter((number) => {
    const feature = features[number] as Feature;
    if (feature.kind === 'zone') return inZone(feature.zone, position);
    const near = nearest.get(feature.line) ?? nearestOnLine(feature.line, position);
    nearest.set(feature.line, near);
    const { distance, side, beyond } = near;
    const mm = Math.round(distance * 1000);
    if (mm > feature.to * 1000 || (feature.from > 0 && mm <= feature.from * 1000)) return false;
    if (feature.ends === 'flat' && beyond !== undefined) return false;
    return feature.side === 'both' || side === undefined || side === feature.side;
  });
}

/**
 * Positions spread as a footprint is, laid on the Earth by Karney's method: a sequence of low discrepancy (M. Roberts's
 * R2), which settles far sooner than chance would.
 */
export function* samplesOf({ at, covariance }: Footprint, count: number, shift: number): Generator<Position> {
  const [ee, en, nn] = covariance;
  const [east, tilt] = [Math.sqrt(ee), ee === 0 ? 0 : en / Math.sqrt(ee)];
  const north = Math.sqrt(Math.max(0, nn - tilt * tilt));
  for (let k = 0; k < count; k++) {
    const [u, v] = [(k + 0.5) / count, (0.5 + shift * 0.618 + k * 0.7548776662466927) % 1];
    const radius = Math.sqrt(-2 * Math.log(u));
    const [x, y] = [radius * Math.cos(2 * Math.PI * v), radius * Math.sin(2 * Math.PI * v)];
    const [e, n] = [east * x, tilt * x + north * y];
    yield karneyAlong(at, (Math.atan2(e, n) * 180) / Math.PI, Math.hypot(e, n));
  }
}

/** Which share of many samples of a footprint lies in each feature, by its definition. */
export function shareByDefinition(
  features: readonly Feature[],
  place: Footprint,
  count: number,
  shift: number,
): readonly number[] {
  const shares = features.map(() => 0);
  for (const position of samplesOf(place, count, shift))
    for (const number of byDefinition(features, position))
      shares[number] = (shares[number] as number) + 1 / count;
  return shares;
}

/** A zone of some rings. */
export const zoneOf = (...rings: readonly (readonly Position[])[]): Zone =>
  expectAccepted(readZone({ type: 'Polygon', coordinates: rings }));
/** A zone between two meridians and two parallels. */
export const boxZone = (west: number, south: number, east: number, north: number): Zone =>
  zoneOf([
    [west, south],
    [east, south],
    [east, north],
    [west, north],
    [west, south],
  ]);

/** A footprint with standard deviations along an azimuth in degrees and across it. */
export function footprint(at: Position, along: number, across: number, azimuth = 0): Footprint {
  const angle = (azimuth * Math.PI) / 180;
  const [s, c] = [Math.sin(angle), Math.cos(angle)];
  const [a, b] = [along * along, across * across];
  return { at, covariance: [a * s * s + b * c * c, (a - b) * s * c, a * c * c + b * s * s] };
}

/** A ring around a position, its radius in degrees of latitude wavering. */
export function ringAround(
  [x, y]: Position,
  size: number,
  corners: number,
  random: () => number,
): Position[] {
  const ring = Array.from({ length: corners }, (_, k): Position => {
    const angle = (2 * Math.PI * k) / corners;
    const radius = size * (0.5 + 0.5 * random());
    return [x + 1.5 * radius * Math.cos(angle), y + radius * Math.sin(angle)];
  });
  return [...ring, ring[0] as Position];
}
