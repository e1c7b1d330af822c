import {
  formatBundle,
  formatCheckpoint,
  formatNote,
  formatTilePath,
  nodesFromLeaves,
  rootOf,
  TILE_WIDTH,
  tilesBetween,
  utf8,
  verifierKey,
} from '@armistice/core/record';
import type { LogFiles } from './log-copy.ts';
import { bundleOf, type TamperTarget } from './tamper-target.ts';

/** A copy one entry shorter, rebuilt and signed anew. */
export interface Shortened {
  readonly files: LogFiles;
  /** The file that held the entry, and how many of its bytes are left. */
  readonly path: string;
  readonly kept: number;
  /** The throwaway key that signed the shorter checkpoint. */
  readonly logKey: Uint8Array;
}

/**
 * Takes the last entry away as only the mission itself could: every tile is made again, and the shorter checkpoint is
 * signed. The log's key is not here to sign with, so a throwaway key stands in for it; the verifiers are told to accept it.
 */
export async function withoutLastEntry(target: TamperTarget): Promise<Shortened> {
  const { origin, size, leaves } = target;
  const shorter = size - 1;
  const node = nodesFromLeaves(leaves.slice(0, shorter * 32));
  const files = new Map(target.files);
  for (const tile of tilesBetween(0, shorter)) {
    if (tile.width === TILE_WIDTH) continue;
    const { level, place, width } = tile;
    if (level === 'entries') {
      files.set(formatTilePath(tile), firstEntries(target, place, width));
    } else {
      const hashes = new Uint8Array(width * 32);
      for (let i = 0; i < width; i++)
        hashes.set(node({ level: level * 8, place: place * TILE_WIDTH + i }), i * 32);
      files.set(formatTilePath(tile), hashes);
    }
  }
  const body = formatCheckpoint({ origin, size: shorter, root: rootOf(shorter, node) });
  const signed = await signOnce(origin, body);
  files.set('checkpoint', utf8(signed.note));
  const last = bundleOf(target.files, Math.floor(shorter / TILE_WIDTH), size);
  const kept = (last.starts[shorter % TILE_WIDTH] ?? 2) - 2;
  return { files, path: last.path, kept, logKey: signed.key };
}

function firstEntries({ files, size }: TamperTarget, place: number, width: number): Uint8Array {
  const { bundle, starts, ends } = bundleOf(files, place, size);
  return formatBundle(Array.from({ length: width }, (_, i) => bundle.subarray(starts[i], ends[i])));
}

async function signOnce(origin: string, text: string): Promise<{ note: string; key: Uint8Array }> {
  const pair = (await crypto.subtle.generateKey({ name: 'Ed25519' }, true, [
    'sign',
    'verify',
  ])) as CryptoKeyPair;
  const raw = new Uint8Array(await crypto.subtle.exportKey('raw', pair.publicKey));
  const bytes = new Uint8Array(await crypto.subtle.sign({ name: 'Ed25519' }, pair.privateKey, utf8(text)));
  const key = verifierKey(origin, 'ed25519', raw);
  if (!key.ok) throw new Error(key.refusal.message);
  return {
    note: formatNote({ text, signatures: [{ name: origin, keyId: key.value.keyId, bytes }] }),
    key: raw,
  };
}
