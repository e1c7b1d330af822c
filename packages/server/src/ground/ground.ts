import { type FileHandle, open } from 'node:fs/promises';
import { type Header, PMTiles, SharedPromiseCache, TileType } from 'pmtiles';
import { ArchiveFile, DamagedArchive, unpacked } from './archive-file.ts';

/** What the map stands on, as the page asks for it: TileJSON 3.0 as far as it is used. */
export interface GroundAbout {
  readonly kind: 'vector' | 'raster';
  readonly type: string;
  readonly minZoom: number;
  readonly maxZoom: number;
  /** West, south, east, north, degrees. */
  readonly bounds: readonly [number, number, number, number];
  /** Whom to name beside the map, as plain text; empty where the archive says nothing. */
  readonly attribution: string;
  /** Names of the layers of vector tiles. */
  readonly layers: readonly string[];
}

/** Tiles of the mission's own ground, out of one file on this machine. */
export interface Ground {
  readonly about: GroundAbout;
  /** The bytes of a tile, unpacked; undefined where the archive has none there. */
  tile(z: number, x: number, y: number): Promise<Uint8Array | undefined>;
  close(): Promise<void>;
}

const TYPES: { readonly [type in TileType]?: readonly [kind: GroundAbout['kind'], type: string] } = {
  [TileType.Mvt]: ['vector', 'application/vnd.mapbox-vector-tile'],
  [TileType.Png]: ['raster', 'image/png'],
  [TileType.Jpeg]: ['raster', 'image/jpeg'],
  [TileType.Webp]: ['raster', 'image/webp'],
};
const KEPT_DIRECTORIES = 64;
const MOST_ATTRIBUTION = 300;
const DEEPEST = 24;

/** Opens a .pmtiles file (version 3). Throws, naming the file and what to do, where it is missing or damaged. */
export async function openGround(path: string): Promise<Ground> {
  const remedy =
    'Name another file, or leave ARMISTICE_MAP_TILES unset: the map then has coasts and borders alone.';
  let file: FileHandle;
  try {
    file = await open(path, 'r');
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    throw new Error(`ARMISTICE_MAP_TILES: ${path} cannot be opened (${code ?? String(error)}). ${remedy}`);
  }
  try {
    return await groundIn(file);
  } catch (error) {
    await file.close();
    throw new Error(
      `ARMISTICE_MAP_TILES: ${path} is no archive of tiles that can be read: ${(error as Error).message}. ${remedy}`,
    );
  }
}

async function groundIn(file: FileHandle): Promise<Ground> {
  const stat = await file.stat();
  if (!stat.isFile()) throw new DamagedArchive('it is no file');
  const cache = new SharedPromiseCache(KEPT_DIRECTORIES, undefined, unpacked);
  const archive = new PMTiles(new ArchiveFile(file, stat.size), cache, unpacked);
  const header = await archive.getHeader();
  mustBeWhole(header, stat.size);
  const about = aboutOf(header, await archive.getMetadata());
  return {
    about,
    async tile(z, x, y) {
      if (z < header.minZoom || z > header.maxZoom) return undefined;
      const found = await archive.getZxy(z, x, y);
      return found === undefined ? undefined : new Uint8Array(found.data);
    },
    close: () => file.close(),
  };
}

/** A copy that was cut off still begins as it should: its own header says how long it must be. */
function mustBeWhole(header: Header, size: number): void {
  const ends = [
    header.rootDirectoryOffset + header.rootDirectoryLength,
    header.jsonMetadataOffset + header.jsonMetadataLength,
    header.leafDirectoryOffset + (header.leafDirectoryLength ?? 0),
    header.tileDataOffset + (header.tileDataLength ?? 0),
  ];
  const whole = Math.max(...ends);
  if (whole > size) throw new DamagedArchive(`it is cut off: it has ${size} of ${whole} bytes`);
  if (header.maxZoom > DEEPEST || header.minZoom > header.maxZoom)
    throw new DamagedArchive(`it names zooms from ${header.minZoom} to ${header.maxZoom}`);
}

function aboutOf(header: Header, metadata: unknown): GroundAbout {
  const [kind, type] = TYPES[header.tileType] ?? [];
  if (kind === undefined || type === undefined)
    throw new DamagedArchive(
      `its tiles are of type ${header.tileType}; vector tiles (MVT), PNG, JPEG and WebP are drawn`,
    );
  const { attribution, vector_layers: layers } = (metadata ?? {}) as {
    readonly attribution?: unknown;
    readonly vector_layers?: unknown;
  };
  const { minZoom, maxZoom, minLon, minLat, maxLon, maxLat } = header;
  return {
    ...{ kind, type, minZoom, maxZoom, bounds: [minLon, minLat, maxLon, maxLat] },
    attribution: typeof attribution === 'string' ? plain(attribution) : '',
    layers: (Array.isArray(layers) ? layers : []).flatMap((one: unknown) => {
      const id = (one as { readonly id?: unknown } | null)?.id;
      return typeof id === 'string' ? [id] : [];
    }),
  };
}

const ENTITIES: { readonly [name: string]: string } = { copy: '©', amp: '&', lt: '<', gt: '>', quot: '"' };

/** Attributions are written as HTML; the page shows words, and links nowhere. */
function plain(html: string): string {
  return html
    .replaceAll(/<[^>]*>/g, '')
    .replaceAll(/&(\w+);/g, (whole, name: string) => ENTITIES[name] ?? whole)
    .trim()
    .slice(0, MOST_ATTRIBUTION);
}
