import { hash } from 'node:crypto';
import { readerOf } from './audience.ts';
import type { Deriving } from './deriving.ts';
import { Kept } from './kept.ts';
import type { MapFilter } from './map-filter.ts';
import type { TileAddress } from './map-grid.ts';
import { drawTile } from './map-tile.ts';

/** A tile that is wanted, and the tag of the one that the asker has. */
export interface AskedTile {
  readonly tile: TileAddress;
  readonly filter: Omit<MapFilter, 'bases' | 'assessedOnly'>;
  readonly has?: string;
}

interface Drawn {
  readonly bytes: Uint8Array<ArrayBuffer>;
  readonly tag: string;
  /** The incidents that are drawn; none where the tile says only how many there are. */
  readonly shown: readonly string[];
}

const KEPT = new Kept<Drawn>();

/** A vector tile with the tag of what it shows; without bytes where the asker has it. */
export function tile(
  on: Deriving,
  audience: string,
  { tile: address, filter: asked, has }: AskedTile,
): { readonly tag: string; readonly shown: readonly string[]; readonly bytes?: Uint8Array<ArrayBuffer> } {
  const filter: MapFilter = { ...asked, ...readerOf(on, audience) };
  const { tag, shown, bytes } = KEPT.of(on, [address, filter], () => draw(on, address, filter));
  return tag === has ? { tag, shown } : { tag, shown, bytes };
}

/** The tag says what is drawn and nothing else: how far the record is would tell of what others read. */
function draw({ folding: { map } }: Deriving, address: TileAddress, filter: MapFilter): Drawn {
  const { bytes: drawn, ids } = drawTile(map, address, filter);
  const bytes = new Uint8Array(drawn);
  const tag = `"${hash('sha256', bytes, 'base64url').slice(0, 22)}"`;
  return { bytes, tag, shown: ids };
}
