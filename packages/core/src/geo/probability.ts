import { quantiseProbability } from '../base/index.ts';
import { type Belt, foundInBelt } from './belt.ts';
import { boxAround } from './box.ts';
import { narrowBelts } from './cell-belts.ts';
import { narrowPolygon, type OpenPolygon, wholePolygon } from './cell-polygon.ts';
import { openWithin } from './cells.ts';
import { vectorOf } from './ellipsoid.ts';
import type { BeltGroup, FeaturePolygon } from './features.ts';
import type { Footprint } from './footprint.ts';
import { featuresAt, type Geometry } from './geometry.ts';
import { knownShare } from './known-shares.ts';
import type { Line } from './line.ts';
import { beltShares } from './scan-belts.ts';
import { zoneShare } from './scan-zone.ts';
import { seek } from './seek.ts';
import type { Side } from './sides.ts';
import { type Spread, spreadOf } from './spread.ts';
import { inZone, type Zone } from './zone.ts';

/** A belt of a line as a clause asks for it, in metres; and how good the line is. */
export interface BeltQuestion {
  /** Left out: on either side. */
  readonly side?: Side;
  /** Left out: 0, and then the line itself belongs to it. */
  readonly from?: number;
  /** Left out: without end, so that only the side and `from` decide. */
  readonly to?: number;
  /** Whether exactly `from` belongs to it (no by default), and exactly `to` (yes by default). */
  readonly fromIncluded?: boolean;
  readonly toIncluded?: boolean;
  /** Past the ends of an open line, rounded off (the default), or cut off square. */
  readonly ends?: 'round' | 'flat';
  /** Metres that hold 90 % of the error of the line across itself; 0 by default. */
  readonly tolerance?: number;
}

/**
 * How likely a footprint lies in a belt of a line, or on a side of it, in thousandths. Measured along the true line by
 * the same distances as a sharp place; exactly 0 or 1 where neither footprint nor tolerance leave a doubt, and where
 * the border is farther off than 4.8 standard deviations. Otherwise within 0.0005 of the truth before it is rounded.
 */
export function probabilityInBelt(line: Line, footprint: Footprint, question: BeltQuestion = {}): number {
  const { side, from = 0, to = Number.POSITIVE_INFINITY, tolerance = 0, ...edges } = question;
  const belt: Belt = { kind: 'belt', line, side: side ?? 'both', from, to, ...edges };
  const spread = spreadOf(footprint, tolerance);
  if (spread === undefined) return Number(sharplyInBelt(belt, footprint));
  const group: BeltGroup = { line, belts: [belt], features: [0] };
  let inside = false;
  const open = narrowBelts(group, { group: 0, belts: [0] }, spread.at, radiusOf(spread), () => {
    inside = true;
  });
  if (open.belts.length === 0) return Number(inside);
  // Whether exactly `from` and `to` belong to it is no matter to a share.
  const asked = `${belt.side} ${from} ${to} ${belt.ends} ${tolerance}`;
  return knownShare(line, footprint, asked, () => published(beltShares(line, [belt], spread)[0] as number));
}

function sharplyInBelt(belt: Belt, { at }: Footprint): boolean {
  const [x, y, z] = vectorOf(at);
  seek(belt.line, x, y, z);
  return foundInBelt(belt, x, y, z);
}

/**
 * How likely a footprint lies in a zone, in thousandths. `tolerance`: metres that hold 90 % of the error of its border
 * across itself. Exact where there is no doubt, and as near to the truth as {@link probabilityInBelt} where there is.
 */
export function probabilityInZone(zone: Zone, footprint: Footprint, tolerance = 0): number {
  const spread = spreadOf(footprint, tolerance);
  if (spread === undefined) return Number(inZone(zone, footprint.at));
  const polygons = zone.polygons.map(
    (polygon): FeaturePolygon => ({ ...polygon, feature: 0, boundaryInside: zone.boundary === 'inside' }),
  );
  const box = boxAround(spread.at, radiusOf(spread));
  const open: OpenPolygon[] = [];
  for (const number of polygons.keys()) {
    const narrowed = narrowPolygon(wholePolygon(polygons, number), box);
    if (narrowed === 'inside') return 1;
    if (narrowed !== 'outside') open.push(narrowed);
  }
  if (open.length === 0) return 0;
  return knownShare(zone, footprint, `${tolerance}`, () => published(zoneShare(open, box, spread)));
}

/**
 * How likely a footprint lies in each zone and belt of an agreement, in thousandths, in their order: the same as one by
 * one. What is clearly in or out is told by the cells of the geometry, without measuring.
 */
export function probabilities(geometry: Geometry, footprint: Footprint): readonly number[] {
  const { features, cells } = geometry;
  const result: number[] = features.map(() => 0);
  const tolerances = new Set(features.map(({ tolerance = 0 }) => tolerance));
  for (const tolerance of tolerances) {
    const asked = (number: number) => (features[number]?.tolerance ?? 0) === tolerance;
    const spread = spreadOf(footprint, tolerance);
    if (spread === undefined) {
      for (const number of featuresAt(geometry, footprint.at)) if (asked(number)) result[number] = 1;
      continue;
    }
    const radius = radiusOf(spread);
    const box = boxAround(spread.at, radius);
    const { mask, polygons, belts } = openWithin(cells, box, spread.at, radius);
    for (const [number, shares] of zonesOf(polygons.filter(({ of }) => asked(of.feature))))
      result[number] = published(zoneShare(shares, box, spread));
    for (const open of belts) {
      const { line, belts: all, features: numbers } = geometry.groups[open.group] as BeltGroup;
      const some = open.belts.filter((belt) => asked(numbers[belt] as number));
      if (some.length === 0) continue;
      const shares = beltShares(
        line,
        some.map((belt) => all[belt] as Belt),
        spread,
      );
      for (const [k, belt] of some.entries())
        result[numbers[belt] as number] = published(shares[k] as number);
    }
    for (const number of features.keys())
      if (asked(number) && (((mask[number >>> 5] as number) >>> (number & 31)) & 1) === 1) result[number] = 1;
  }
  return result;
}

/** Open polygons by the feature that they belong to. */
function zonesOf(polygons: readonly OpenPolygon[]): ReadonlyMap<number, readonly OpenPolygon[]> {
  return Map.groupBy(polygons, ({ of }) => of.feature);
}

/** Metres around the mean that nothing of a spread leaves, on the Earth as well as on its plane. */
function radiusOf({ reach }: Spread): number {
  return 1.001 * reach + 0.01;
}

function published(share: number): number {
  return quantiseProbability(Math.max(0, Math.min(1, share)));
}
