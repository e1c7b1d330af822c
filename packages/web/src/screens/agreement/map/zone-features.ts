import { inZone, type Position, readLine } from '@armistice/core/geo';
import { zoneKey } from '../clause-areas.ts';
import type { DrawnZone } from '../drawn-geometry.ts';
import { beltShape } from './belt-shape.ts';
import type { Feature } from './features.ts';
import { BOTH } from './palette.ts';

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
    const rings = polygons.flat().map(inSteps);
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

/** Where to write the name of a zone: in its middle if that lies within, else at its northernmost corner. */
export function labelPosition({ zone, polygons }: DrawnZone): Position | undefined {
  const outer = polygons.map(([ring]) => ring ?? []).sort((a, b) => b.length - a.length)[0] ?? [];
  const [first] = outer;
  if (first === undefined) return undefined;
  const [longitudes, latitudes] = [outer.map(([x]) => x), outer.map(([, y]) => y)];
  const middle: Position = [
    (Math.min(...longitudes) + Math.max(...longitudes)) / 2,
    (Math.min(...latitudes) + Math.max(...latitudes)) / 2,
  ];
  if (inZone(zone, wrapped(middle))) return middle;
  return outer.reduce((best, one) => (one[1] > best[1] ? one : best), first);
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
