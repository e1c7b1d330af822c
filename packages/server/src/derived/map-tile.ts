import type { MapFilter, MissionMap } from './map.ts';
import { EXTENT, encodeTile, type TileFeature } from './map-encoding.ts';
import { cellOf, LEVELS, latitudeAt, type TileAddress } from './map-grid.ts';

/** The deepest tile that is drawn; beyond it a client enlarges. */
export const MAX_ZOOM = 18;
/** No tile is larger than this, so that it comes through a bad line. */
export const MAX_TILE_BYTES = 200_000;

// More incidents than this in one tile are told as a density.
const MAX_FEATURES = 1000;
// A density has 64 cells from one edge of the tile to the other.
const DENSITY_LEVELS = 6;
const CORNERS = 16;
/** A circle of this many standard deviations holds 90 % in two dimensions: √(2 ln 10). */
const NINETY = 2.145966;
const EARTH_METRES = 40_075_016.686;
// A footprint is drawn once its radius is seen: 6 pixels of a tile of 512.
const LEAST_UNITS = 48;

/**
 * Draws one tile. Where few incidents lie: layers `incidents` (points) and `footprints` (the outline that holds 90 % of
 * each place). Where many do: layer `density` (how many in each cell, at the middle of the cell).
 */
export function drawTile(map: MissionMap, tile: TileAddress, filter: MapFilter): Uint8Array {
  const rows: number[] = [];
  const cells = new Map<number, number>();
  const cellSpan = 4 ** (LEVELS - tile.z - DENSITY_LEVELS);
  let [cell, count] = [-1, 0];
  const close = () => {
    if (count > 0) cells.set(cell, (cells.get(cell) ?? 0) + count);
    count = 0;
  };
  map.eachIn(tile, filter, (row) => {
    // One beyond is enough to know that they are too many.
    if (rows.length <= MAX_FEATURES) rows.push(row);
    const own = Math.floor(map.mortonAt(row) / cellSpan);
    // Rows come in the order of cells, so a cell is closed once.
    if (own !== cell) close();
    cell = own;
    count += 1;
  });
  close();
  if (rows.length <= MAX_FEATURES) {
    const drawn = encodeTile([
      { name: 'footprints', features: footprintsIn(map, tile, filter) },
      { name: 'incidents', features: inOrder(map, rows).map((row) => pointOf(map, tile, row)) },
    ]);
    if (drawn.length <= MAX_TILE_BYTES) return drawn;
  }
  const sorted = [...cells].sort(([a], [b]) => a - b);
  const features = sorted.map(([key, incidents]): TileFeature => {
    const [x, y] = unitsOf(tile, cellOf((key + 0.75) * cellSpan));
    return { type: 'point', positions: [[x, y]], properties: { incidents } };
  });
  return encodeTile([{ name: 'density', features }]);
}

/** By their ids: the order in which they came depends on what others came between, which this reader may not know of. */
function inOrder(map: MissionMap, rows: readonly number[]): readonly number[] {
  const ids = new Map(rows.map((row) => [row, map.idAt(row)]));
  return rows.toSorted((a, b) => ((ids.get(a) ?? '') < (ids.get(b) ?? '') ? -1 : 1));
}

function pointOf(map: MissionMap, tile: TileAddress, row: number): TileFeature {
  const { id, kind, status, morton, covariance } = map.row(row);
  const radius = Math.round(NINETY * Math.sqrt((covariance[0] + covariance[2]) / 2));
  return {
    type: 'point',
    positions: [unitsOf(tile, cellOf(morton))],
    properties: { id, kind, status, radius },
  };
}

/** Position in units of a tile; of one outside of it, negative or beyond its extent. */
function unitsOf(
  { z, x, y }: TileAddress,
  [cellX, cellY]: readonly [number, number],
): readonly [number, number] {
  const units = EXTENT / 2 ** (LEVELS - z);
  return [Math.round(cellX * units - x * EXTENT), Math.round(cellY * units - y * EXTENT)];
}

/** Footprints that reach into a tile, also from the tiles around it. One wider than a tile says nothing at this scale. */
function footprintsIn(map: MissionMap, tile: TileAddress, filter: MapFilter): TileFeature[] {
  const outlines: { readonly row: number; readonly positions: readonly (readonly [number, number])[] }[] = [];
  const tiles = 2 ** tile.z;
  const seen = new Set<number>();
  for (const dy of [-1, 0, 1]) {
    for (const dx of [-1, 0, 1]) {
      const [x, y] = [(tile.x + dx + tiles) % tiles, tile.y + dy];
      if (y < 0 || y >= tiles || (tile.z === 0 && (dx !== 0 || dy !== 0))) continue;
      map.eachIn({ z: tile.z, x, y }, filter, (row) => {
        if (seen.has(row)) return;
        seen.add(row);
        const outline = outlineOf(map, { ...tile, x: tile.x - wrapped(tile.x + dx, tiles) }, row);
        if (outline === undefined || !reaches(outline)) return;
        outlines.push({ row, positions: outline });
      });
    }
  }
  const positionsOf = new Map(outlines.map(({ row, positions }) => [row, positions]));
  return inOrder(map, [...positionsOf.keys()])
    .slice(0, MAX_FEATURES)
    .map((row) => ({
      type: 'polygon',
      positions: positionsOf.get(row) ?? [],
      properties: { id: map.idAt(row) },
    }));
}

/** How many tiles a column beyond the edge of the world is away from the one with its content. */
function wrapped(x: number, tiles: number): number {
  return Math.floor(x / tiles) * tiles;
}

function outlineOf(
  map: MissionMap,
  tile: TileAddress,
  row: number,
): readonly (readonly [number, number])[] | undefined {
  const { morton, covariance } = map.row(row);
  const cell = cellOf(morton);
  const latitude = latitudeAt(cell[1] / 2 ** LEVELS);
  const unitsPerMetre = (EXTENT * 2 ** tile.z) / (EARTH_METRES * Math.cos((latitude * Math.PI) / 180));
  const [east, north, mixed] = [covariance[0], covariance[2], covariance[1]];
  // Cholesky: a circle of the plane becomes the ellipse of the footprint.
  const a = Math.sqrt(Math.max(east, 0));
  const b = a === 0 ? 0 : mixed / a;
  const c = Math.sqrt(Math.max(north - b * b, 0));
  const scale = NINETY * unitsPerMetre;
  const largest = Math.sqrt(Math.max(east, 0) + Math.max(north, 0)) * scale;
  if (largest < LEAST_UNITS || largest > EXTENT) return undefined;
  const [x, y] = unitsOf(tile, cell);
  // What cannot reach the tile is not drawn at all: its neighbours may hold very many.
  if (Math.min(x, y) < -largest || Math.max(x, y) > EXTENT + largest) return undefined;
  return Array.from({ length: CORNERS }, (_, i) => {
    const angle = (2 * Math.PI * i) / CORNERS;
    const [u, v] = [Math.cos(angle), Math.sin(angle)];
    return [Math.round(x + scale * a * u), Math.round(y - scale * (b * u + c * v))] as const;
  });
}

function reaches(outline: readonly (readonly [number, number])[]): boolean {
  const [xs, ys] = [outline.map(([x]) => x), outline.map(([, y]) => y)];
  const [left, right] = [Math.min(...xs), Math.max(...xs)];
  const [top, bottom] = [Math.min(...ys), Math.max(...ys)];
  return right >= 0 && left <= EXTENT && bottom >= 0 && top <= EXTENT;
}
