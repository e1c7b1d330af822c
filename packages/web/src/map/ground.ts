import { readJson } from '../api.ts';
import type { Bounds } from './graticule.ts';

/** The ground that a mission's own tiles draw. */
export interface Ground {
  readonly kind: 'vector' | 'raster';
  /** The address of a tile, with places for `z`, `x` and `y`. */
  readonly tiles: string;
  readonly minZoom: number;
  readonly maxZoom: number;
  readonly bounds: Bounds;
  /** Whom to name beside the map; empty for nobody. */
  readonly attribution: string;
  /** Names of the layers of vector tiles. */
  readonly layers: readonly string[];
}

interface TileJson {
  readonly tiles: readonly string[];
  readonly kind?: Ground['kind'];
  readonly minzoom?: number;
  readonly maxzoom?: number;
  readonly bounds?: Bounds;
  readonly attribution?: string;
  readonly vector_layers?: readonly { readonly id: string }[];
}

const WORLD: Bounds = [-180, -85, 180, 85];

/** Asks this server what the map stands on; null where it has no tiles of its own. */
export async function readGround(signal?: AbortSignal): Promise<Ground | null> {
  const said = (await readJson('/ground/tiles.json', signal)) as TileJson;
  const [tiles] = said.tiles;
  if (tiles === undefined) return null;
  return {
    kind: said.kind ?? 'raster',
    tiles: `${window.location.origin}${tiles}`,
    minZoom: said.minzoom ?? 0,
    maxZoom: said.maxzoom ?? 22,
    bounds: said.bounds ?? WORLD,
    attribution: said.attribution ?? '',
    layers: (said.vector_layers ?? []).map(({ id }) => id),
  };
}
