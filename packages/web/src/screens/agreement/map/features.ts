import type { Agreement } from '@armistice/core/agreement';
import type { Position } from '@armistice/core/geo';
import { extentOf } from '../../../map/extent.ts';
import type { Feature, Features } from '../../../map/geojson.ts';
import type { Bounds } from '../../../map/graticule.ts';
import { BOTH } from '../../../map/palette.ts';
import type { ClauseArea } from '../clause-areas.ts';
import type { DrawnGeometry, DrawnLine } from '../drawn-geometry.ts';
import { beltShape, circleShape } from './belt-shape.ts';
import { zoneFeatures, zoneToleranceFeatures } from './zone-features.ts';

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

/** The areas of the clauses along the lines in force, widest first, and the zones in force on top. */
export function areaFeatures(
  agreement: Agreement,
  areas: readonly ClauseArea[],
  { lines, zones }: DrawnGeometry,
): DrawnAreas {
  const belts = areas.filter((area) => area.kind === 'belt');
  const parties = agreement.parties.map(({ id }) => id).sort();
  const reach = Math.max(0, ...belts.map(({ within }) => (Number.isFinite(within) ? within : 0)));
  const labels = new Map<string, EdgeLabel>();
  const fills: Feature[] = [];
  const edges: Feature[] = [];
  for (const area of belts)
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
  const drawn = zoneFeatures(zones);
  return {
    features: collection([...fills, ...drawn.fills]),
    edges: collection([...edges, ...drawn.edges]),
    labels: [...labels.values()],
  };
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

/** How far the true line or outline may lie from an approximate one, at 90 %. */
export function toleranceFeatures({ lines, zones }: DrawnGeometry): Features {
  return collection([
    ...lines
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
    ...zoneToleranceFeatures(zones),
  ]);
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

/** What a map must show: the lines with their widest area around them, and the zones. */
export function boundsOf({ lines, zones }: DrawnGeometry, areas: readonly ClauseArea[]): Bounds | undefined {
  const widest = Math.max(
    4000,
    ...areas.flatMap((area) =>
      area.kind === 'zone' ? [] : [Number.isFinite(area.within) ? area.within : OPEN_REACH],
    ),
  );
  const along = boxOf(
    lines.flatMap(({ parts }) => parts.flat()),
    () => widest,
  );
  const outlined = boxOf(
    zones.flatMap(({ polygons }) => polygons.flat(2)),
    (size) => Math.max(1000, size * 0.3),
  );
  if (along === undefined || outlined === undefined) return along ?? outlined;
  return [
    Math.min(along[0], outlined[0]),
    Math.min(along[1], outlined[1]),
    Math.max(along[2], outlined[2]),
    Math.max(along[3], outlined[3]),
  ];
}

/** The box of positions with so many metres around it. */
function boxOf(positions: readonly Position[], around: (size: number) => number): Bounds | undefined {
  if (positions.length === 0) return undefined;
  const [west, east] = extentOf(positions.map(([longitude]) => longitude));
  const [south, north] = extentOf(positions.map(([, latitude]) => latitude));
  const up = around((north - south) * METRES) / METRES;
  const aside = up / Math.max(0.1, Math.cos((((south + north) / 2) * Math.PI) / 180));
  return [west - aside * 0.4, south - up * 0.95, east + aside * 0.4, north + up * 0.95];
}

/** A degree of latitude. */
const METRES = 111_000;
