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

/** Place of a position on the Z-curve of the finest grid. */
export function mortonOf(position: readonly [number, number]): number {
  const [x, y] = squareOf(position);
  const cell = (value: number) => Math.max(0, Math.min(CELLS - 1, Math.floor(value * CELLS)));
  return interleave(cell(x), cell(y));
}

/** Where on the Z-curve a tile begins, and where the next one does. */
export function mortonRange({ z, x, y }: TileAddress): readonly [low: number, high: number] {
  const span = 4 ** (LEVELS - z);
  const low = interleave(x, y) * span;
  return [low, low + span];
}

/** The cell of a place on the Z-curve, of the finest grid. */
export function cellOf(morton: number): readonly [x: number, y: number] {
  const high = Math.floor(morton / 2 ** 26);
  const low = morton % 2 ** 26;
  return [compact(high) * 2 ** 13 + compact(low), compact(high >>> 1) * 2 ** 13 + compact(low >>> 1)];
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
