import { VectorTile } from '@mapbox/vector-tile';
import { PbfReader } from 'pbf';
import { type Pixel, type Position, pixelIn, squareOf, type Tile, type View, worldOf } from '../camera.ts';
import type { Features } from '../geojson.ts';

/** Something to be drawn, in pixels: the lines of an area are rings, those of points hold one position each. */
export interface Shape {
  readonly geometry: 'Point' | 'LineString' | 'Polygon';
  readonly properties: { readonly [name: string]: unknown };
  /** Polygons, each of its rings; lines and points stand in one. */
  readonly parts: readonly (readonly (readonly Pixel[])[])[];
}

/** Shapes, and the part of the window outside of which they are not drawn. */
export interface Sheet {
  readonly shapes: readonly Shape[];
  readonly within?: readonly [x: number, y: number, width: number, height: number];
}

/** Features as they lie in a window, with the copies of the world that it shows. */
export function sheetOf({ features }: Features, view: View): Sheet {
  const pixel = pixelIn(view);
  const world = worldOf(view);
  const shapes = features.flatMap(({ geometry, properties }): Shape[] => {
    const { type, parts } = partsOf(geometry);
    const drawn = parts.map((part) => part.map((line) => line.map(pixel)));
    const xs = drawn.flat(2).map(([x]) => x);
    const [least, most] = xs.reduce(([a, b], x) => [Math.min(a, x), Math.max(b, x)], [Infinity, -Infinity]);
    // Drawn on the far side of the world, it may be seen on this one.
    const first = Math.ceil((-MARGIN - most) / world);
    const last = Math.floor((view.width + MARGIN - least) / world);
    return Array.from({ length: Math.max(0, last - first + 1) }, (_, i) => {
      const aside = (first + i) * world;
      const turned = (line: readonly Pixel[]) =>
        aside === 0 ? line : line.map(([x, y]): Pixel => [x + aside, y]);
      return { geometry: type, properties, parts: drawn.map((part) => part.map(turned)) };
    });
  });
  return { shapes };
}

/** What reaches into the window from so many pixels beyond it is drawn too. */
const MARGIN = 32;

type Parts = readonly (readonly (readonly Position[])[])[];

function partsOf({ type, coordinates: of }: Features['features'][number]['geometry']): {
  readonly type: Shape['geometry'];
  readonly parts: Parts;
} {
  switch (type) {
    case 'Point':
      return { type: 'Point', parts: [[[of as Position]]] };
    case 'LineString':
      return { type: 'LineString', parts: [[of as Position[]]] };
    case 'MultiLineString':
      return { type: 'LineString', parts: [of as Position[][]] };
    case 'Polygon':
      return { type: 'Polygon', parts: [of as Position[][]] };
    case 'MultiPolygon':
      return { type: 'Polygon', parts: of as Position[][][] };
    default:
      throw new Error(`no geometry ${type}`);
  }
}

/** What a tile holds, by layers: its lines and points in parts of its extent. */
export interface MapTile {
  readonly [layer: string]: {
    readonly extent: number;
    readonly features: readonly (Pick<Shape, 'geometry' | 'properties'> & {
      readonly lines: readonly (readonly Pixel[])[];
    })[];
  };
}

/** Reads a tile as the server sends it, all of it: one that is damaged anywhere is an error here, and not when it is drawn. */
export function tileFrom(bytes: Uint8Array): MapTile {
  const { layers } = new VectorTile(new PbfReader(bytes));
  return Object.fromEntries(
    Object.entries(layers).map(([name, layer]) => {
      const features = Array.from({ length: layer.length }, (_, at) => {
        const feature = layer.feature(at);
        const geometry = GEOMETRIES[feature.type];
        if (geometry === undefined) return [];
        const lines = feature.loadGeometry().map((line) => line.map(({ x, y }): Pixel => [x, y]));
        return [{ geometry, properties: feature.properties, lines }];
      });
      return [name, { extent: layer.extent, features: features.flat() }];
    }),
  );
}

const GEOMETRIES = [undefined, 'Point', 'LineString', 'Polygon'] as const;

/** One layer of a tile as it lies in a window; nothing where the tile has none of that name. */
export function layerOf(tile: MapTile, { z, x, y, turn }: Tile, name: string, view: View): Sheet {
  const layer = tile[name];
  if (layer === undefined) return { shapes: [] };
  const world = worldOf(view);
  const size = world / 2 ** z;
  const [middleX, middleY] = squareOf([view.longitude, view.latitude]);
  const left = (x + turn * 2 ** z) * size - middleX * world + view.width / 2;
  const top = y * size - middleY * world + view.height / 2;
  const scale = size / layer.extent;
  const shapes = layer.features.map(({ geometry, properties, lines }): Shape => {
    const placed = lines.map((line) => line.map(([x, y]): Pixel => [left + x * scale, top + y * scale]));
    return { geometry, properties, parts: [placed] };
  });
  return { shapes, within: [left, top, size, size] };
}
