import { inZone, type Position, readLine } from '@armistice/core/geo';
import { extentOf } from '../../../map/extent.ts';
import type { Feature } from '../../../map/geojson.ts';
import { BOTH } from '../../../map/palette.ts';
import { zoneKey } from '../clause-areas.ts';
import type { DrawnZone } from '../drawn-geometry.ts';
import { beltShape } from './belt-shape.ts';

/** Zones in force as fills and outlines: on top of belts, and nobody's side. */
export function zoneFeatures(zones: readonly DrawnZone[]): {
  readonly fills: readonly Feature[];
  readonly edges: readonly Feature[];
} {
  const drawn = zones.map(({ name, map = '', polygons }) => ({
    polygons,
    properties: { key: `${zoneKey(name)} ${map}`, area: zoneKey(name), place: BOTH, map },
  }));
  return {
    fills: drawn.map(({ properties, polygons }) => ({
      type: 'Feature',
      properties,
      geometry: { type: 'MultiPolygon', coordinates: polygons },
    })),
    edges: drawn.map(({ properties, polygons }) => ({
      type: 'Feature',
      properties,
      geometry: { type: 'MultiLineString', coordinates: polygons.flat() },
    })),
  };
}

/** How far the true outline may lie from an approximate one, at 90 %. */
export function zoneToleranceFeatures(zones: readonly DrawnZone[]): readonly Feature[] {
  return zones.flatMap(({ name, tolerance, polygons }) => {
    if (tolerance === 0) return [];
    const rings = polygons.flat().map((ring) => inSteps(fromMidEdge(ring)));
    const outline = readLine({
      type: 'MultiLineString',
      coordinates: rings.map((ring) => ring.map(wrapped)),
    });
    if (!outline.ok) return [];
    return (['left', 'right'] as const).map(
      (side): Feature => ({
        type: 'Feature',
        properties: { key: zoneKey(name) },
        geometry: {
          type: 'MultiPolygon',
          coordinates: beltShape(outline.value, rings, { side, beyond: 0, within: tolerance }).map(
            ({ ring }) => [ring],
          ),
        },
      }),
    );
  });
}

/** Where to write the name of a zone: of a grid of places within it, the one farthest from its outline. */
export function labelPosition({ zone, polygons }: DrawnZone): Position | undefined {
  const rings = polygons.flat();
  const longitudes = rings.flatMap((ring) => ring.map(([x]) => x));
  const latitudes = rings.flatMap((ring) => ring.map(([, y]) => y));
  const [west, east] = extentOf(longitudes);
  const [south, north] = extentOf(latitudes);
  const narrow = Math.cos((((south + north) / 2) * Math.PI) / 180);
  let best: { readonly at: Position; readonly far: number } | undefined;
  for (const i of FROM_THE_MIDDLE)
    for (const k of FROM_THE_MIDDLE) {
      const at: Position = [west + ((east - west) * i) / GRID, south + ((north - south) * k) / GRID];
      if (!inZone(zone, wrapped(at))) continue;
      const far = Math.min(...rings.map((ring) => fromRing(ring, at, narrow)));
      if (best === undefined || far > best.far * 1.001) best = { at, far };
    }
  return best?.at ?? rings[0]?.[0];
}

const GRID = 12;
const FROM_THE_MIDDLE = [6, 5, 7, 4, 8, 3, 9, 2, 10, 1, 11];

/** How far a place is from a ring, in degrees of latitude; for the eye. */
function fromRing(ring: readonly Position[], [x, y]: Position, narrow: number): number {
  let least = Number.POSITIVE_INFINITY;
  for (let i = 1; i < ring.length; i++) {
    const [[ax, ay], [bx, by]] = [ring[i - 1] as Position, ring[i] as Position];
    const [dx, dy, px, py] = [(bx - ax) * narrow, by - ay, (x - ax) * narrow, y - ay];
    const length = dx * dx + dy * dy;
    const part = length === 0 ? 0 : Math.min(1, Math.max(0, (px * dx + py * dy) / length));
    least = Math.min(least, Math.hypot(px - dx * part, py - dy * part));
  }
  return least;
}

/** The same ring, begun where it does not turn: a walk has ends there, and none of them shows. */
function fromMidEdge(ring: readonly Position[]): readonly Position[] {
  const [a, b, ...more] = ring;
  if (a === undefined || b === undefined) return ring;
  const middle: Position = [(a[0] + b[0]) / 2, (a[1] + b[1]) / 2];
  return [middle, b, ...more, middle];
}

const STEP = 0.05;
const MOST_STEPS = 200;

/** Edges of zones are straight in degrees, those of lines along the Earth: short ones are both. */
function inSteps(ring: readonly Position[]): readonly Position[] {
  return ring.flatMap((to, at): readonly Position[] => {
    const from = ring[at - 1];
    if (from === undefined) return [to];
    const far = Math.max(Math.abs(to[0] - from[0]), Math.abs(to[1] - from[1]));
    const steps = Math.min(MOST_STEPS, Math.max(1, Math.ceil(far / STEP)));
    return Array.from({ length: steps }, (_, i): Position => {
      const part = (i + 1) / steps;
      return [from[0] + (to[0] - from[0]) * part, from[1] + (to[1] - from[1]) * part];
    });
  });
}

function wrapped([longitude, latitude]: Position): Position {
  return [((((longitude + 180) % 360) + 360) % 360) - 180, latitude];
}
