import { hash } from 'node:crypto';
import { MISSION, readBy } from '@armistice/core/mission';
import type { Deriving } from './deriving.ts';
import type { MapFilter } from './map.ts';
import { featuresIn } from './map-encoding.ts';
import type { TileAddress } from './map-grid.ts';
import { drawTile } from './map-tile.ts';

const MAX_KEPT = 512;
// While reports stream in, a tile may be this much behind.
const FRESH_MS = 1_000;

/** A tile that is wanted, and the tag of the one that the asker has. */
export interface AskedTile {
  readonly tile: TileAddress;
  readonly filter: Omit<MapFilter, 'bases' | 'assessedOnly'>;
  readonly has?: string;
}

interface Drawn {
  readonly bytes: Uint8Array<ArrayBuffer>;
  readonly tag: string;
  /** How many features are drawn. */
  readonly rows: number;
  readonly version: number;
  readonly at: number;
}

const KEPT = new WeakMap<Deriving, Map<string, Drawn>>();

/** A vector tile with the tag of what it shows; without bytes where the asker has it. */
export function tile(
  on: Deriving,
  audience: string,
  { tile: address, filter: asked, has }: AskedTile,
): { readonly tag: string; readonly rows: number; readonly bytes?: Uint8Array<ArrayBuffer> } {
  const filter: MapFilter = {
    ...asked,
    bases: readBy(audience),
    assessedOnly: audience !== MISSION && on.view.rules.indications !== 'at-once',
  };
  const { tag, rows, bytes } = drawnOf(on, address, filter);
  return tag === has ? { tag, rows } : { tag, rows, bytes };
}

/** The tag says what is drawn and nothing else: how far the record is would tell of what others read. */
function draw({ folding: { map } }: Deriving, address: TileAddress, filter: MapFilter, at: number): Drawn {
  const bytes = new Uint8Array(drawTile(map, address, filter));
  const tag = `"${hash('sha256', bytes, 'base64url').slice(0, 22)}"`;
  return { bytes, tag, rows: featuresIn(bytes), version: map.version, at };
}

function drawnOf(on: Deriving, address: TileAddress, filter: MapFilter): Drawn {
  const { map } = on.folding;
  const kept = KEPT.get(on) ?? new Map<string, Drawn>();
  KEPT.set(on, kept);
  const key = JSON.stringify([address, filter]);
  const before = kept.get(key);
  const now = performance.now();
  const fresh = before !== undefined && (before.version === map.version || now - before.at < FRESH_MS);
  const drawn = fresh ? before : draw(on, address, filter, now);
  kept.delete(key);
  kept.set(key, drawn);
  const oldest = kept.keys().next().value;
  if (kept.size > MAX_KEPT && oldest !== undefined) kept.delete(oldest);
  return drawn;
}
