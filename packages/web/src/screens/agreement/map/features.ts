import type { Agreement } from '@armistice/core/agreement';
import type { Position } from '@armistice/core/geo';
import type { ClauseArea } from '../clause-areas.ts';
import type { DrawnLine } from '../drawn-lines.ts';
import { beltShape, circleShape } from './belt-shape.ts';
import { type Bounds, graticule } from './graticule.ts';
import { BOTH } from './palette.ts';

/** GeoJSON as the map takes it. */
export interface Features {
  readonly type: 'FeatureCollection';
  readonly features: Feature[];
}

interface Feature {
  readonly type: 'Feature';
  readonly properties: { readonly [name: string]: string | number };
  readonly geometry: { readonly type: string; readonly coordinates: unknown };
}

/** Where a text sets no outer edge, the drawing ends somewhere. */
const OPEN_REACH = 40_000;

/** Where to write how far an area reaches. */
export interface EdgeLabel {
  readonly key: string;
  readonly at: Position;
  /** Metres. */
  readonly distance: number;
}

export interface DrawnAreas {
  readonly features: Features;
  /** Where a stated distance ends; the way along the line itself is none. */
  readonly edges: Features;
  readonly labels: readonly EdgeLabel[];
}

/** The areas of the clauses along the lines in force, widest first. */
export function areaFeatures(
  agreement: Agreement,
  areas: readonly ClauseArea[],
  lines: readonly DrawnLine[],
): DrawnAreas {
  const parties = agreement.parties.map(({ id }) => id).sort();
  const reach = Math.max(0, ...areas.map(({ within }) => (Number.isFinite(within) ? within : 0)));
  const labels = new Map<string, EdgeLabel>();
  const fills: Feature[] = [];
  const edges: Feature[] = [];
  for (const area of areas)
    for (const { name, line, parts, map = '' } of lines) {
      if (name !== area.line) continue;
      const hand = area.side === undefined ? undefined : agreement.lines?.[area.line]?.sides?.[area.side];
      if (area.side !== undefined && hand === undefined) continue;
      const within = Number.isFinite(area.within) ? area.within : Math.max(reach * 1.15, OPEN_REACH);
      const place = area.side === undefined ? BOTH : Math.max(0, parties.indexOf(area.side)) % BOTH;
      for (const side of hand === undefined ? (['left', 'right'] as const) : [hand]) {
        const shapes = beltShape(line, parts, { side, beyond: area.beyond, within });
        const properties = { key: `${area.key} ${side} ${map}`, area: area.key, place, map };
        const polygons = shapes.map(({ ring }) => [ring]);
        fills.push({
          type: 'Feature',
          properties,
          geometry: { type: 'MultiPolygon', coordinates: polygons },
        });
        // Where the text sets no outer edge, none is drawn: the shade ends, and says nothing.
        const drawn = shapes.flatMap((one) =>
          Number.isFinite(area.within) ? one.edges : one.edges.slice(1),
        );
        edges.push({
          type: 'Feature',
          properties,
          geometry: { type: 'MultiLineString', coordinates: drawn },
        });
        const label = `${area.line} ${side} ${within}`;
        const outer = shapes[0]?.edges[0] ?? [];
        // Each farther along than the one before, so that they do not stand on each other.
        const at = outer[Math.floor(outer.length * (0.25 + 0.055 * labels.size))];
        if (Number.isFinite(area.within) && at !== undefined && !labels.has(label))
          labels.set(label, { key: label, at, distance: area.within });
      }
    }
  return { features: collection(fills), edges: collection(edges), labels: [...labels.values()] };
}

function collection(features: Feature[]): Features {
  return { type: 'FeatureCollection', features };
}

/** The lines in force. */
export function lineFeatures(lines: readonly DrawnLine[]): Features {
  return {
    type: 'FeatureCollection',
    features: lines.map(({ name, map = '', parts, tolerance }) => ({
      type: 'Feature',
      properties: { key: name, map, approximate: tolerance > 0 ? 1 : 0 },
      geometry: { type: 'MultiLineString', coordinates: parts },
    })),
  };
}

/** How far the true line may lie from an approximate one, at 90 %. */
export function toleranceFeatures(lines: readonly DrawnLine[]): Features {
  return {
    type: 'FeatureCollection',
    features: lines
      .filter(({ tolerance }) => tolerance > 0)
      .flatMap(({ line, parts, tolerance, name }) =>
        (['left', 'right'] as const).map((side) => ({
          type: 'Feature' as const,
          properties: { key: name },
          geometry: {
            type: 'MultiPolygon',
            coordinates: beltShape(line, parts, { side, beyond: 0, within: tolerance }).map(({ ring }) => [
              ring,
            ]),
          },
        })),
      ),
  };
}

/** The circle that holds an event with a probability of 90 %. */
export function circleFeatures(at: Position | undefined, radius: number): Features {
  if (at === undefined || radius === 0) return { type: 'FeatureCollection', features: [] };
  return {
    type: 'FeatureCollection',
    features: [
      {
        type: 'Feature',
        properties: {},
        geometry: { type: 'Polygon', coordinates: [circleShape(at, radius)] },
      },
    ],
  };
}

export function graticuleFeatures(bounds: Bounds): Features {
  const [west, south, east, north] = bounds;
  return {
    type: 'FeatureCollection',
    features: graticule(bounds).map(({ runs, at }) => ({
      type: 'Feature',
      properties: {},
      geometry: {
        type: 'LineString',
        coordinates:
          runs === 'north'
            ? [
                [at, south],
                [at, north],
              ]
            : [
                [west, at],
                [east, at],
              ],
      },
    })),
  };
}

/** What a map of these lines must show: the lines with their widest area around them. */
export function boundsOf(lines: readonly DrawnLine[], areas: readonly ClauseArea[]): Bounds | undefined {
  const positions = lines.flatMap(({ parts }) => parts.flat());
  if (positions.length === 0) return undefined;
  const widest = Math.max(
    4000,
    ...areas.map(({ within }) => (Number.isFinite(within) ? within : OPEN_REACH)),
  );
  const longitudes = positions.map(([longitude]) => longitude);
  const latitudes = positions.map(([, latitude]) => latitude);
  const [south, north] = [Math.min(...latitudes), Math.max(...latitudes)];
  const up = widest / 111_000;
  const aside = up / Math.max(0.1, Math.cos((((south + north) / 2) * Math.PI) / 180));
  return [
    Math.min(...longitudes) - aside * 0.4,
    south - up * 0.95,
    Math.max(...longitudes) + aside * 0.4,
    north + up * 0.95,
  ];
}
