import type { MissionMap } from './map.ts';
import { spreadOf } from './map-columns.ts';
import { EXTENT, encodeTile, type TileFeature } from './map-encoding.ts';
import type { MapFilter } from './map-filter.ts';
import {
  type CellBox,
  cellOf,
  LEVELS,
  latitudeAt,
  stretchesIn,
  stretchOf,
  type TileAddress,
} from './map-grid.ts';
import type { Sieve } from './map-sieve.ts';

/** The deepest tile that is drawn; beyond it a client enlarges. */
export const MAX_ZOOM = 18;
/** No tile is larger than this, so that it comes through a bad line. */
export const MAX_TILE_BYTES = 200_000;

// More incidents than this in one tile are told as a density.
const MAX_FEATURES = 1000;
// A density has 64 cells from one edge of the tile to the other.
const DENSITY_LEVELS = 6;
const CORNERS = 16;
const CIRCLE = Array.from({ length: CORNERS }, (_, i) => {
  const angle = (2 * Math.PI * i) / CORNERS;
  return [Math.cos(angle), Math.sin(angle)] as const;
});
/** A circle of this many standard deviations holds 90 % in two dimensions: √(2 ln 10). */
const NINETY = 2.145966;
const EARTH_METRES = 40_075_016.686;
// A footprint is drawn once its radius is seen: 6 pixels of a tile of 512.
const LEAST_UNITS = 48;

interface Row {
  readonly row: number;
  /** Its place on the Z-curve. */
  readonly morton: number;
}

/** A tile, and the incidents of which it says more than how many there are: points and footprints, each once. */
export interface DrawnTile {
  readonly bytes: Uint8Array;
  readonly ids: readonly string[];
}

/**
 * Draws one tile. Where few incidents lie: layers `incidents` (points) and `footprints` (the outline that holds 90 % of
 * each place). Where many do: layer `density` (how many in each cell, at the middle of the cell).
 */
export function drawTile(map: MissionMap, tile: TileAddress, filter: MapFilter): DrawnTile {
  const sieve = map.sieve(filter);
  const rows: Row[] = [];
  const cells = new Map<number, number>();
  const cellSpan = 4 ** (LEVELS - tile.z - DENSITY_LEVELS);
  let [cell, count] = [-1, 0];
  const close = () => {
    if (count > 0) cells.set(cell, (cells.get(cell) ?? 0) + count);
    count = 0;
  };
  const look = (row: number, morton: number) => {
    // One beyond is enough to know that they are too many.
    if (rows.length <= MAX_FEATURES) rows.push({ row, morton });
    const own = Math.floor(morton / cellSpan);
    // Rows come in the order of cells, so a cell is closed once.
    if (own !== cell) close();
    cell = own;
    count += 1;
  };
  map.eachFound(sieve, look, [stretchOf(tile)]);
  close();
  if (rows.length <= MAX_FEATURES) {
    const footprints = footprintsIn(map, tile, sieve);
    const points = inOrder(map, rows).map((row) => pointOf(map, tile, row));
    const bytes = encodeTile([
      { name: 'footprints', features: footprints },
      { name: 'incidents', features: points },
    ]);
    const ids = new Set([...footprints, ...points].map(({ properties }) => String(properties.id)));
    if (bytes.length <= MAX_TILE_BYTES) return { bytes, ids: [...ids] };
  }
  const sorted = [...cells].sort(([a], [b]) => a - b);
  const features = sorted.map(([key, incidents]): TileFeature => {
    const [x, y] = unitsOf(tile, cellOf((key + 0.75) * cellSpan));
    return { type: 'point', positions: [[x, y]], properties: { incidents } };
  });
  return { bytes: encodeTile([{ name: 'density', features }]), ids: [] };
}

/** By their ids: the order in which they came depends on what others came between, which this reader may not know of. */
function inOrder(map: MissionMap, rows: readonly Row[]): readonly Row[] {
  return rows.toSorted((a, b) => map.compareIds(a.row, b.row));
}

function pointOf(map: MissionMap, tile: TileAddress, { row, morton }: Row): TileFeature {
  const { kind, status } = map.wordsAt(row);
  const [east, , north] = map.covarianceAt(row);
  const radius = Math.round(NINETY * Math.sqrt((east + north) / 2));
  return {
    type: 'point',
    positions: [unitsOf(tile, cellOf(morton))],
    properties: { id: map.idAt(row), kind, status, radius },
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

/** Footprints that reach into a tile, also from around it. One wider than a tile says nothing at this scale. */
function footprintsIn(map: MissionMap, tile: TileAddress, sieve: Sieve): TileFeature[] {
  const features: TileFeature[] = [];
  // First who may reach it, then outlines of as many as are drawn: next to a place where much happened most are not.
  for (const { seenFrom, row, morton } of mayReach(map, tile, sieve)) {
    const positions = outlineOf(map, seenFrom, { row, morton });
    if (positions === undefined || !reaches(positions)) continue;
    features.push({ type: 'polygon', positions, properties: { id: map.idAt(row) } });
    if (features.length === MAX_FEATURES) break;
  }
  return features;
}

/** Rows whose footprint may be large enough to be seen and near enough to reach a tile, by their ids. */
function mayReach(map: MissionMap, tile: TileAddress, sieve: Sieve) {
  const found: (Row & { readonly seenFrom: TileAddress })[] = [];
  const most = mostUnitsPerMetre(tile) * NINETY;
  const farthest = Math.min(EXTENT, map.widest * most);
  if (farthest < LEAST_UNITS) return [];
  for (const { turned, box } of around(tile, farthest)) {
    const seenFrom = { ...tile, x: tile.x - turned };
    const look = (row: number, morton: number) => {
      const [east, , north] = map.covarianceAt(row);
      const reach = spreadOf(east, north) * most;
      if (reach < LEAST_UNITS) return;
      // What cannot reach the tile is not drawn at all: its neighbours may hold very many.
      const [x, y] = unitsOf(seenFrom, cellOf(morton));
      if (Math.min(x, y) < -reach || Math.max(x, y) > EXTENT + reach) return;
      found.push({ row, morton, seenFrom });
    };
    map.eachFound(sieve, look, stretchesIn([box]));
  }
  return found.sort((a, b) => map.compareIds(a.row, b.row));
}

/** Cells of a tile and of so many units around it; what lies beyond the edge of the world, `turned` by its tiles. */
function around(
  { z, x, y }: TileAddress,
  units: number,
): readonly { readonly turned: number; readonly box: CellBox }[] {
  const [tiles, cells, span] = [2 ** z, 2 ** LEVELS, 2 ** (LEVELS - z)];
  // One beyond, as positions are rounded to whole units.
  const more = Math.ceil(((units + 1) * span) / EXTENT);
  const [top, bottom] = [Math.max(0, y * span - more), Math.min(cells, (y + 1) * span + more) - 1];
  const [left, right] = [x * span - more, (x + 1) * span + more - 1];
  // The one tile that is the world has nothing around it.
  const turns = z === 0 ? [0] : [-1, 0, 1];
  return turns.flatMap((turn) => {
    const box = {
      ...{ top, bottom },
      left: Math.max(0, left - turn * cells),
      right: Math.min(cells - 1, right - turn * cells),
    };
    return box.left > box.right ? [] : [{ turned: turn * tiles, box }];
  });
}

/** Units of a tile that a metre has at the most in it and in the tiles around it. */
function mostUnitsPerMetre({ z, y }: TileAddress): number {
  const [north, south] = [y - 1, y + 2].map((row) => latitudeAt(Math.max(0, Math.min(1, row / 2 ** z))));
  return unitsPerMetre(z, Math.max(Math.abs(north ?? 0), Math.abs(south ?? 0)));
}

function unitsPerMetre(z: number, latitude: number): number {
  return (EXTENT * 2 ** z) / (EARTH_METRES * Math.cos((latitude * Math.PI) / 180));
}

function outlineOf(
  map: MissionMap,
  tile: TileAddress,
  { row, morton }: Row,
): readonly (readonly [number, number])[] | undefined {
  const cell = cellOf(morton);
  const [east, mixed, north] = map.covarianceAt(row);
  // Cholesky: a circle of the plane becomes the ellipse of the footprint.
  const a = Math.sqrt(Math.max(east, 0));
  const b = a === 0 ? 0 : mixed / a;
  const c = Math.sqrt(Math.max(north - b * b, 0));
  const scale = NINETY * unitsPerMetre(tile.z, latitudeAt(cell[1] / 2 ** LEVELS));
  const largest = spreadOf(east, north) * scale;
  if (largest < LEAST_UNITS || largest > EXTENT) return undefined;
  const [x, y] = unitsOf(tile, cell);
  if (Math.min(x, y) < -largest || Math.max(x, y) > EXTENT + largest) return undefined;
  return CIRCLE.map(
    ([u, v]) => [Math.round(x + scale * a * u), Math.round(y - scale * (b * u + c * v))] as const,
  );
}

function reaches(outline: readonly (readonly [number, number])[]): boolean {
  let [left, right, top, bottom] = [Infinity, -Infinity, Infinity, -Infinity];
  for (const [x, y] of outline) {
    [left, right] = [Math.min(left, x), Math.max(right, x)];
    [top, bottom] = [Math.min(top, y), Math.max(bottom, y)];
  }
  return right >= 0 && left <= EXTENT && bottom >= 0 && top <= EXTENT;
}
