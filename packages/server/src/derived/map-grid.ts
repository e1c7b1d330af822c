import type { BoundingBox } from '../store/query.ts';

/** A tile of the web map: zoom 0 shows the world as one, each level four for one. */
export interface TileAddress {
  readonly z: number;
  readonly x: number;
  readonly y: number;
}

/** Levels of the grid: 26 bits an axis, about 0.6 m at the equator, and both together exact in a double. */
export const LEVELS = 26;
const CELLS = 2 ** LEVELS;
/** Beyond this latitude the square of the web map ends. */
const MAX_LATITUDE = 85.051128779806604;

/** A position on the square of the web map, both axes from 0 to 1, y southwards. */
export function squareOf([longitude, latitude]: readonly [number, number]): readonly [number, number] {
  const bounded = Math.max(-MAX_LATITUDE, Math.min(MAX_LATITUDE, latitude));
  const sine = Math.sin((bounded * Math.PI) / 180);
  return [(longitude + 180) / 360, 0.5 - Math.log((1 + sine) / (1 - sine)) / (4 * Math.PI)];
}

/** Latitude of a y on the square, in degrees. */
export function latitudeAt(y: number): number {
  return (Math.atan(Math.sinh(Math.PI * (1 - 2 * y))) * 180) / Math.PI;
}

/** The cell of the finest grid that holds a position. */
export function gridCellOf(position: readonly [number, number]): readonly [x: number, y: number] {
  const [x, y] = squareOf(position);
  const cell = (value: number) => Math.max(0, Math.min(CELLS - 1, Math.floor(value * CELLS)));
  return [cell(x), cell(y)];
}

/** Place of a position on the Z-curve of the finest grid. */
export function mortonOf(position: readonly [number, number]): number {
  return interleave(...gridCellOf(position));
}

/** Where on the Z-curve a tile begins, and where the next one does. */
export function mortonRange({ z, x, y }: TileAddress): readonly [low: number, high: number] {
  const span = 4 ** (LEVELS - z);
  const low = interleave(x, y) * span;
  return [low, low + span];
}

/** The cell of a place on the Z-curve, of the finest grid. */
export function cellOf(morton: number): readonly [x: number, y: number] {
  return [columnOf(morton), rowOf(morton)];
}

function columnOf(morton: number): number {
  const high = Math.floor(morton / 2 ** 26);
  return compact(high) * 2 ** 13 + compact(morton - high * 2 ** 26);
}

function rowOf(morton: number): number {
  const high = Math.floor(morton / 2 ** 26);
  return compact(high >>> 1) * 2 ** 13 + compact((morton - high * 2 ** 26) >>> 1);
}

/** A stretch of the Z-curve, without its end. `inside` where all of it lies in what is looked for. */
export interface Stretch {
  readonly low: number;
  readonly high: number;
  readonly inside: boolean;
}

/** All places that there are. */
export const WHOLE_CURVE: readonly Stretch[] = [{ low: 0, high: 4 ** LEVELS, inside: true }];

// More would be found sooner row by row.
const MOST_STRETCHES = 128;

/** Columns and rows of the finest grid, both ends in. */
export interface CellBox {
  readonly left: number;
  readonly right: number;
  readonly top: number;
  readonly bottom: number;
}

/** A box in cells; one that crosses the antimeridian as two. */
function cellBoxesOf([west, south, east, north]: BoundingBox): readonly CellBox[] {
  const [left, bottom] = gridCellOf([west, south]);
  const [right, top] = gridCellOf([east, north]);
  if (west <= east) return [{ left, right, top, bottom }];
  return [
    { left: 0, right, top, bottom },
    { left, right: CELLS - 1, top, bottom },
  ];
}

/** Whether a place on the Z-curve lies in a box, to a cell of the finest grid. */
export function withinBox(bbox: BoundingBox): (morton: number) => boolean {
  const boxes = cellBoxesOf(bbox);
  return (morton) => {
    const [x, y] = [columnOf(morton), rowOf(morton)];
    for (const { left, right, top, bottom } of boxes)
      if (x >= left && x <= right && y >= top && y <= bottom) return true;
    return false;
  };
}

/** Where on the curve a box lies: few stretches that hold all of it, in the order of the curve. */
export function stretchesOf(bbox: BoundingBox): readonly Stretch[] {
  return stretchesIn(cellBoxesOf(bbox));
}

/** The same of boxes of cells. */
export function stretchesIn(boxes: readonly CellBox[]): readonly Stretch[] {
  let open: TileAddress[] = [{ z: 0, x: 0, y: 0 }];
  const whole: TileAddress[] = [];
  // Level by level: what lies inside is done, what lies across is cut in four.
  while (open.length > 0 && 3 * open.length + whole.length <= MOST_STRETCHES) {
    const across: TileAddress[] = [];
    for (const { z, x, y } of open)
      for (const part of [0, 1, 2, 3]) {
        const tile = { z: z + 1, x: 2 * x + (part & 1), y: 2 * y + (part >> 1) };
        const how = liesIn(tile, boxes);
        if (how === 'inside') whole.push(tile);
        else if (how === 'across') across.push(tile);
      }
    open = across;
    if (open[0]?.z === LEVELS) break;
  }
  const stretches = [
    ...whole.map((tile) => stretchOf(tile)),
    ...open.map((tile) => stretchOf(tile, false)),
  ].sort((a, b) => a.low - b.low);
  return joined(stretches);
}

/** What of stretches lies on others, both in the order of the curve; what was said of the first is said of their parts. */
export function cutTo(stretches: readonly Stretch[], others: readonly Stretch[]): readonly Stretch[] {
  return stretches.flatMap(({ low, high, inside }) =>
    others
      .filter((other) => other.low < high && other.high > low)
      .map((other) => ({ low: Math.max(low, other.low), high: Math.min(high, other.high), inside })),
  );
}

/** A tile as the one stretch that it is. */
export function stretchOf(tile: TileAddress, inside = true): Stretch {
  const [low, high] = mortonRange(tile);
  return { low, high, inside };
}

function joined(stretches: readonly Stretch[]): readonly Stretch[] {
  const all: Stretch[] = [];
  for (const next of stretches) {
    const last = all.at(-1);
    if (last?.high === next.low && last.inside === next.inside)
      all.splice(-1, 1, { ...last, high: next.high });
    else all.push(next);
  }
  return all;
}

function liesIn({ z, x, y }: TileAddress, boxes: readonly CellBox[]): 'inside' | 'across' | 'outside' {
  const span = 2 ** (LEVELS - z);
  const [west, east, north, south] = [x * span, (x + 1) * span - 1, y * span, (y + 1) * span - 1];
  let touches = false;
  for (const { left, right, top, bottom } of boxes) {
    if (west >= left && east <= right && north >= top && south <= bottom) return 'inside';
    touches ||= west <= right && east >= left && north <= bottom && south >= top;
  }
  return touches ? 'across' : 'outside';
}

/** Bits of x and y in turn, those of y above; each up to 26 bits, in two halves that fit integers. */
function interleave(x: number, y: number): number {
  const half = (a: number, b: number) => (spread(a) | (spread(b) << 1)) >>> 0;
  const [upperX, upperY] = [Math.floor(x / 2 ** 13), Math.floor(y / 2 ** 13)];
  return half(upperX, upperY) * 2 ** 26 + half(x % 2 ** 13, y % 2 ** 13);
}

/** Puts a zero before each of the lower 16 bits. */
function spread(value: number): number {
  let bits = value & 0xffff;
  bits = (bits | (bits << 8)) & 0x00ff_00ff;
  bits = (bits | (bits << 4)) & 0x0f0f_0f0f;
  bits = (bits | (bits << 2)) & 0x3333_3333;
  return (bits | (bits << 1)) & 0x5555_5555;
}

/** Takes every other bit away again. */
function compact(value: number): number {
  let bits = value & 0x5555_5555;
  bits = (bits | (bits >>> 1)) & 0x3333_3333;
  bits = (bits | (bits >>> 2)) & 0x0f0f_0f0f;
  bits = (bits | (bits >>> 4)) & 0x00ff_00ff;
  return (bits | (bits >>> 8)) & 0x0000_ffff;
}
