// Coasts and borders of the world at 1:110,000,000 (Natural Earth, public domain), as TopoJSON: lines that areas share stand once.
import worldUrl from 'world-atlas/countries-110m.json?url';
import type { Feature, Features } from './geojson.ts';

type Position = readonly [longitude: number, latitude: number];
/** Numbers of lines; one below zero is the line `~n` the other way. */
type Ring = readonly number[];

interface Shape {
  readonly type: string;
  readonly arcs?: readonly Ring[] | readonly (readonly Ring[])[];
}

interface Collection {
  readonly geometries: readonly Shape[];
}

/** A TopoJSON of the world, as far as it is drawn. */
export interface Topology {
  readonly transform: { readonly scale: Position; readonly translate: Position };
  readonly arcs: readonly (readonly Position[])[];
  readonly objects: { readonly countries: Collection; readonly land: Collection };
}

export interface Land {
  readonly coast: Features;
  readonly borders: Features;
}

let known: Promise<Land> | undefined;

/** The land, fetched once; it comes from where the page comes from. */
export function readLand(): Promise<Land> {
  known ??= fetchLand().catch((error: unknown) => {
    // Whoever asks next tries again.
    known = undefined;
    throw error;
  });
  return known;
}

async function fetchLand(): Promise<Land> {
  const response = await fetch(worldUrl);
  return landOf((await response.json()) as Topology);
}

/** Land as areas, and the borders between two countries as lines. */
export function landOf({ transform, arcs, objects }: Topology): Land {
  const lines = arcs.map((arc) => decoded(arc, transform));
  const ringOf = (ring: Ring): readonly Position[] =>
    ring.flatMap((number, i) => {
      const line = number < 0 ? (lines[~number] ?? []).toReversed() : (lines[number] ?? []);
      // The end of one line is the beginning of the next.
      return i === 0 ? line : line.slice(1);
    });
  const coast = objects.land.geometries.map((shape): Feature => {
    const coordinates = polygonsOf(shape).map((polygon) => polygon.map((ring) => inOnePiece(ringOf(ring))));
    return { type: 'Feature', properties: {}, geometry: { type: 'MultiPolygon', coordinates } };
  });
  const used = new Map<number, number>();
  for (const shape of objects.countries.geometries)
    for (const number of polygonsOf(shape).flat(2)) {
      const line = number < 0 ? ~number : number;
      used.set(line, (used.get(line) ?? 0) + 1);
    }
  const shared = [...used].flatMap(([line, times]) => (times > 1 ? [lines[line] ?? []] : []));
  const borders: Feature = {
    type: 'Feature',
    properties: {},
    geometry: { type: 'MultiLineString', coordinates: shared },
  };
  return { coast: collection(coast), borders: collection([borders]) };
}

/**
 * A coast across the 180th meridian goes on beyond it: from the one edge of the world to the other it would be drawn through
 * every country between. The coast round a pole comes back only so, and stays as it is.
 */
function inOnePiece(ring: readonly Position[]): readonly Position[] {
  let turned = 0;
  const pieces = ring.map(([x, y], i): Position => {
    const step = x - (ring[i - 1]?.[0] ?? x);
    if (Math.abs(step) > 180) turned -= 360 * Math.sign(step);
    return [x + turned, y];
  });
  return turned === 0 ? pieces : ring;
}

function polygonsOf({ type, arcs = [] }: Shape): readonly (readonly Ring[])[] {
  return (type === 'Polygon' ? [arcs] : arcs) as readonly (readonly Ring[])[];
}

/** Each position is told by its steps from the one before. */
function decoded(arc: readonly Position[], { scale, translate }: Topology['transform']): readonly Position[] {
  let [x, y] = [0, 0];
  return arc.map(([east, north]) => {
    [x, y] = [x + east, y + north];
    return [x * scale[0] + translate[0], y * scale[1] + translate[1]];
  });
}

function collection(features: Feature[]): Features {
  return { type: 'FeatureCollection', features };
}
