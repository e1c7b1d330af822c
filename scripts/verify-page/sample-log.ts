import { createPrivateKey, createPublicKey, type KeyObject, sign } from 'node:crypto';
import { mkdir, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import {
  authoredBytes,
  cosign,
  expectAccepted,
  formatBundle,
  formatCheckpoint,
  formatLeaf,
  formatNote,
  formatTilePath,
  formatVkey,
  type Header,
  type Json,
  type Jwk,
  leafHash,
  nodesFromLeaves,
  rootOf,
  type Signer,
  type Statement,
  signNote,
  TILE_WIDTH,
  thumbprint,
  tileRoot,
  tilesBetween,
  toBase64Url,
  verifierKey,
  vouchBytes,
} from '../../packages/core/src/record/index.ts';

/** A small log of a training mission: files by path, and what a reader needs to believe it. */
export interface SampleLog {
  readonly files: ReadonlyMap<string, Uint8Array>;
  readonly vkey: string;
  readonly policy: string;
}

const origin = 'record.example/training';
const mission = 'training';
const started = Date.UTC(2026, 4, 4);

/** Writes `size` open entries signed by their authors, and two witnesses' co-signatures. The same size gives the same bytes. */
export function sampleLog(size: number): SampleLog {
  const log = signer(origin, 'ed25519', 1);
  const witnesses = ['north', 'south'].map((party, i) => ({
    party,
    ...signer(`${party}.example/witness`, 'cosignature-ed25519', 2 + i),
  }));
  const entries = vouchedFor(headersOf(size, formatVkey(log.key)));
  const leaves = leavesOf(entries);
  const node = nodesFromLeaves(leaves);
  const files = new Map<string, Uint8Array>();
  for (const tile of tilesBetween(0, size)) {
    const { level, place, width } = tile;
    const first = place * TILE_WIDTH;
    if (level === 'entries') {
      files.set(formatTilePath(tile), formatBundle(entries.slice(first, first + width)));
    } else {
      const hashes = Array.from({ length: width }, (_, i) => node({ level: level * 8, place: first + i }));
      files.set(formatTilePath(tile), new Uint8Array(Buffer.concat(hashes)));
    }
  }
  const body = formatCheckpoint({ origin, size, root: rootOf(size, node) });
  const cosignatures = witnesses.map((one) => cosign(body, started / 1000 + 3600, one));
  const note = formatNote({ text: body, signatures: [signNote(body, log), ...cosignatures] });
  files.set('checkpoint', new TextEncoder().encode(note));
  const policy = [
    `log ${formatVkey(log.key)}`,
    ...witnesses.map((one) => `witness ${one.party} ${formatVkey(one.key)}`),
    'group both all north south',
    'quorum both',
    '',
  ].join('\n');
  return { files, vkey: formatVkey(log.key), policy };
}

/** Writes the files below `folder`. */
export async function writeLog(folder: string, files: SampleLog['files']): Promise<void> {
  for (const [path, bytes] of files) {
    await mkdir(dirname(join(folder, path)), { recursive: true });
    await writeFile(join(folder, path), bytes);
  }
}

function leavesOf(entries: readonly Uint8Array[]): Uint8Array {
  return new Uint8Array(Buffer.concat(entries.map(leafHash)));
}

/** The mission, the key of north, and then what north states. */
function headersOf(size: number, log: string): readonly Header[] {
  const registrar = jwkOf(10);
  const sequencer = jwkOf(11);
  const key = { action: 'introduce', key: jwkOf(12), role: 'party', subject: 'north' };
  return Array.from({ length: size }, (_, index) => {
    if (index === 0) return signedHeader(0, 10, 'mission', { origin, log, registrar, sequencer });
    if (index === 1) return signedHeader(1, 10, 'key', key);
    return signedHeader(index, 12, 'position', { text: `position ${index} of north on an alleged incident` });
  });
}

function signedHeader(index: number, seed: number, kind: string, open: unknown): Header {
  const statement: Statement = {
    v: 1,
    kind,
    mission,
    by: thumbprint(jwkOf(seed)),
    audience: 'public',
    body: { open: open as Json },
    authored: { at: started + index * 1000, nonce: toBase64Url(new Uint8Array(16).fill(index % 256)) },
  };
  const sig = { alg: 'ed25519' as const, value: signature(seed, authoredBytes(statement)) };
  return { ...statement, at: started + index * 1000, sig };
}

/** All entries as one batch of the sequencer. */
function vouchedFor(headers: readonly Header[]): readonly Uint8Array[] {
  const bare = headers.map((header) => expectAccepted(formatLeaf(header)));
  const last = headers.length - 1;
  const sig = signature(11, vouchBytes(mission, 0, last, tileRoot(leavesOf(bare))));
  const vouch = { by: thumbprint(jwkOf(11)), from: 0, sig };
  return headers.map((header, index) =>
    expectAccepted(formatLeaf(index === last ? { ...header, vouch } : header)),
  );
}

function signature(seed: number, message: Uint8Array): string {
  return toBase64Url(new Uint8Array(sign(null, message, privateKey(seed))));
}

function signer(name: string, type: 'ed25519' | 'cosignature-ed25519', seed: number): Signer {
  const { x } = jwkOf(seed);
  const key = expectAccepted(verifierKey(name, type, new Uint8Array(Buffer.from(x, 'base64url'))));
  return { key, sign: (message) => new Uint8Array(sign(null, message, privateKey(seed))) };
}

function jwkOf(seed: number): Jwk & { readonly crv: 'Ed25519' } {
  const { x = '' } = createPublicKey(privateKey(seed)).export({ format: 'jwk' });
  return { crv: 'Ed25519', kty: 'OKP', x };
}

/** RFC 8410: a private key is these sixteen bytes and a seed. For samples only: anyone can make these keys. */
function privateKey(seed: number): KeyObject {
  const prefix = Buffer.from('302e020100300506032b657004220420', 'hex');
  const key = Buffer.concat([prefix, new Uint8Array(32).fill(seed)]);
  return createPrivateKey({ key, format: 'der', type: 'pkcs8' });
}
