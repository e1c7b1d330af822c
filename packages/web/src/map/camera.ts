import type { Bounds } from './graticule.ts';

// Where a map stands and what is seen from there, as the map engine works it out: a map that is drawn without the engine shows
// the same places at the same pixels.

export type Position = readonly [longitude: number, latitude: number];
/** Pixels from the left and from the top of the map. */
export type Pixel = readonly [x: number, y: number];

/** The middle of a map and its scale: at zoom 0 the world is 512 pixels wide, each level doubles it. */
export interface Camera {
  readonly longitude: number;
  readonly latitude: number;
  readonly zoom: number;
}

/** Pixels of the page. */
export interface Size {
  readonly width: number;
  readonly height: number;
}

/** A camera, and the window that it is seen through. */
export interface View extends Camera, Size {}

/** A tile of the world; `turn` is how often the world was gone round to the copy that is seen. */
export interface Tile {
  readonly z: number;
  readonly x: number;
  readonly y: number;
  readonly turn: number;
}

export const LEAST_ZOOM = 1;
export const MOST_ZOOM = 16;
/** Pixels that stay free around what a map is fitted to. */
export const PADDING = 12;
const TILE = 512;
const MAX_LATITUDE = 85.051129;

/** A place on the square of the world, both axes from 0 to 1. */
export function squareOf([longitude, latitude]: Position): Pixel {
  const held = Math.min(MAX_LATITUDE, Math.max(-MAX_LATITUDE, latitude));
  const y = (180 - (180 / Math.PI) * Math.log(Math.tan(Math.PI / 4 + (held * Math.PI) / 360))) / 360;
  return [(longitude + 180) / 360, y];
}

function positionOn([x, y]: Pixel): Position {
  return [x * 360 - 180, (360 / Math.PI) * Math.atan(Math.exp(((180 - y * 360) * Math.PI) / 180)) - 90];
}

/** Pixels from one edge of the world to the other. */
export function worldOf({ zoom }: Pick<Camera, 'zoom'>): number {
  return TILE * 2 ** zoom;
}

/** Where a map stands that shows all of an area. */
export function fitting([west, south, right, north]: Bounds, { width, height }: Size): Camera {
  const east = west > right ? right + 360 : right;
  const [left, top] = squareOf([west, north]);
  const [far, bottom] = squareOf([east, south]);
  const scale = Math.min((width - 2 * PADDING) / (far - left), (height - 2 * PADDING) / (bottom - top));
  const [longitude, latitude] = positionOn([(left + far) / 2, (top + bottom) / 2]);
  return { longitude, latitude, zoom: scale > 0 ? Math.min(MOST_ZOOM, Math.log2(scale / TILE)) : LEAST_ZOOM };
}

/** What is seen through a window: never farther than the least zoom, nor beyond the upper and lower edge of the world. */
export function viewFrom({ longitude, latitude, zoom }: Camera, { width, height }: Size): View {
  const held = Math.min(MOST_ZOOM, Math.max(LEAST_ZOOM, zoom));
  const world = worldOf({ zoom: held });
  if (world < height) {
    const [, middle] = positionOn([0, 0.5]);
    return { longitude, latitude: middle, zoom: held + Math.log2(height / world), width, height };
  }
  const half = height / 2 / world;
  const [x, y] = squareOf([longitude, latitude]);
  const kept = Math.min(1 - half, Math.max(half, y));
  const [, within] = kept === y ? [0, latitude] : positionOn([x, kept]);
  return { longitude, latitude: within, zoom: held, width, height };
}

/** The pixel of a place; beyond the edge of the window where it is not seen. */
export function pixelIn(view: View): (position: Position) => Pixel {
  const world = worldOf(view);
  const [x, y] = squareOf([view.longitude, view.latitude]);
  const [left, top] = [x * world - view.width / 2, y * world - view.height / 2];
  return (position) => {
    const [east, south] = squareOf(position);
    return [east * world - left, south * world - top];
  };
}

/** The place under a pixel. */
export function positionIn(view: View, [x, y]: Pixel): Position {
  const world = worldOf(view);
  const [middleX, middleY] = squareOf([view.longitude, view.latitude]);
  return positionOn([middleX + (x - view.width / 2) / world, middleY + (y - view.height / 2) / world]);
}

/** All that a window shows. */
export function boundsIn(view: View): Bounds {
  const [west, north] = positionIn(view, [0, 0]);
  const [east, south] = positionIn(view, [view.width, view.height]);
  return [west, south, east, north];
}

/** The tiles that a window shows, those in its middle first. */
export function tilesIn(view: View, deepest: number): readonly Tile[] {
  const z = Math.min(deepest, Math.max(0, Math.floor(view.zoom)));
  const tiles = 2 ** z;
  const size = worldOf(view) / tiles;
  const [x, y] = squareOf([view.longitude, view.latitude]).map((one) => one * tiles) as [number, number];
  const [aside, up] = [view.width / 2 / size, view.height / 2 / size];
  const found: (Tile & { readonly far: number })[] = [];
  for (let column = Math.floor(x - aside); column < x + aside; column++)
    for (let row = Math.max(0, Math.floor(y - up)); row < Math.min(tiles, y + up); row++) {
      const turn = Math.floor(column / tiles);
      const far = Math.hypot(column + 0.5 - x, row + 0.5 - y);
      found.push({ z, x: column - turn * tiles, y: row, turn, far });
    }
  return found.sort((a, b) => a.far - b.far).map(({ far: _, ...tile }) => tile);
}

/** Where a map stands, as an address says it: `longitude,latitude,zoom`. */
export function cameraIn(at: string | undefined): Camera | undefined {
  const [longitude, latitude, zoom] = (at ?? '').split(',').map(Number);
  if (longitude === undefined || latitude === undefined || zoom === undefined) return undefined;
  const stands = Number.isFinite(longitude) && Math.abs(latitude) <= MAX_LATITUDE && zoom >= 0;
  return stands && Number.isFinite(zoom) ? { longitude: withinTurn(longitude), latitude, zoom } : undefined;
}

/** The same meridian, gone round to it less often: far enough out, columns of tiles can no longer be told apart by their number. */
function withinTurn(longitude: number): number {
  return Math.abs(longitude) <= 180 ? longitude : (((longitude % 360) + 540) % 360) - 180;
}

/** The same, as an address says it. */
export function saidOf({ longitude, latitude, zoom }: Camera): string {
  return [longitude.toFixed(4), latitude.toFixed(4), zoom.toFixed(2)].join();
}
