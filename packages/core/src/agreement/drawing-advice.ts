import { courseBetween, type Position } from '../geo/index.ts';
import type { Advice } from './advice.ts';
import type { Agreement } from './agreement.ts';
import { geometryFiles } from './geometry.ts';

// GeoJSON writes longitude first, most other forms latitude. A drawing that was copied the wrong way round lies in
// another country, and every clause about it answers "not applicable".

/** Nearer than this no exchange of the two numbers is suspected, metres. */
const NEAR = 50_000;
/** How many times nearer a drawing must come by the exchange. */
const MUCH = 10;
/** Metres. No edge of a drawing is meant to be so long among short ones. */
const FAR = 500_000;
const MOST_FILES = 500;

/** Drawings that lie far from the others, and near them once the two numbers of each position change places. */
export function drawingAdvice(agreement: Agreement): readonly Advice[] {
  const drawn = geometryFiles(agreement)
    .slice(0, MOST_FILES)
    .flatMap(({ file, path }) => {
      const middle = middleOf(agreement.geometry?.[file]);
      return middle === undefined ? [] : [{ file, path, middle }];
    });
  const suspects = drawn.map((one) => ({ ...one, would: drawn.filter((other) => swapped(one, other)) }));
  const astray = suspects.filter(({ would }) => would.length * 2 > drawn.length - 1);
  const lost = cornerAdvice(agreement);
  const whole = astray.flatMap((one) => {
    const { file, path, would } = one;
    const [other] = would;
    // Of two that contradict each other either may be wrong: that is told once, of the later.
    const toldLater = drawn.length === 2 && file === drawn[0]?.file;
    if (other === undefined || toldLater) return [];
    const far = Math.round(metres(one.middle, other.middle) / 1000);
    return [
      {
        code: 'agreement/longitude-first',
        path,
        message:
          `${path}: ${file} lies ${far} km from ${other.file}, and near it if longitude and latitude change places; ` +
          'each position is [longitude, latitude]: look which of the two files has them the wrong way round',
      },
    ];
  });
  return [...whole, ...lost];
}

/** A corner or two far from all others: each drawing with one edge that no line between sides has. */
function cornerAdvice(agreement: Agreement): readonly Advice[] {
  return geometryFiles(agreement)
    .slice(0, MOST_FILES)
    .flatMap(({ file, path }) => {
      const edges = edgesOf(coordinatesIn(agreement.geometry?.[file])).sort((a, b) => a.length - b.length);
      const longest = edges.at(-1);
      const usual = edges[Math.floor((edges.length - 1) / 4)];
      if (longest === undefined || usual === undefined) return [];
      if (longest.length < FAR || longest.length < usual.length * MUCH) return [];
      const km = (length: number) => Math.max(1, Math.round(length / 1000));
      const message =
        `${path}: ${file} runs ${km(longest.length)} km straight from [${longest.from.join(', ')}] to [${longest.to.join(', ')}], and most of its ` +
        `edges are no longer than some ${km(usual.length)} km; each position is [longitude, latitude]: look whether one of the two has them the wrong way round`;
      return [{ code: 'agreement/far-corner', path, message }];
    });
}

interface DrawnEdge {
  readonly from: Position;
  readonly to: Position;
  readonly length: number;
}

function edgesOf(value: unknown): DrawnEdge[] {
  if (!Array.isArray(value)) return [];
  if (!value.every(isPosition)) return value.flatMap(edgesOf);
  return value.slice(1).map((to, at) => {
    const from = value[at] ?? to;
    return { from, to, length: metres(from, to) };
  });
}

function isPosition(value: unknown): value is Position {
  return Array.isArray(value) && typeof value[0] === 'number' && typeof value[1] === 'number';
}

interface Placed {
  readonly middle: Position;
}

function swapped(one: Placed, other: Placed): boolean {
  const [longitude, latitude] = one.middle;
  const far = metres(one.middle, other.middle);
  return Math.abs(longitude) <= 90 && far > NEAR && metres([latitude, longitude], other.middle) * MUCH < far;
}

function metres(a: Position, b: Position): number {
  return courseBetween(a, b)?.distance ?? Number.POSITIVE_INFINITY;
}

/** The middle of the box around every position of a GeoJSON that was read before. */
function middleOf(geojson: unknown): Position | undefined {
  const box = [
    Number.POSITIVE_INFINITY,
    Number.POSITIVE_INFINITY,
    Number.NEGATIVE_INFINITY,
    Number.NEGATIVE_INFINITY,
  ];
  const [west = 0, south = 0, east = 0, north = 0] = widened(box, coordinatesIn(geojson));
  return west <= east ? [(west + east) / 2, (south + north) / 2] : undefined;
}

function coordinatesIn(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(coordinatesIn);
  if (typeof value !== 'object' || value === null) return undefined;
  const { coordinates, geometry, geometries, features } = value as { readonly [name: string]: unknown };
  return coordinates ?? coordinatesIn(geometry ?? geometries ?? features);
}

function widened(box: number[], value: unknown): number[] {
  if (!Array.isArray(value)) return box;
  const [x, y] = value;
  if (typeof x === 'number' && typeof y === 'number') {
    box[0] = Math.min(box[0] ?? x, x);
    box[1] = Math.min(box[1] ?? y, y);
    box[2] = Math.max(box[2] ?? x, x);
    box[3] = Math.max(box[3] ?? y, y);
  } else for (const one of value) widened(box, one);
  return box;
}
