// Test-only: a log writer in memory. Every byte follows from the names given, so the same log can be made twice.
import { createCipheriv, createDecipheriv, createPrivateKey, createPublicKey, sign } from 'node:crypto';
import { toBase64Url } from './base64.ts';
import { tileRoot } from './bulk.ts';
import { concat, utf8 } from './bytes.ts';
import { formatCheckpoint, parseSignedCheckpoint, type SignedCheckpoint } from './checkpoint.ts';
import {
  formatLeaf,
  type Header,
  PUBLIC,
  type SealedLeaf,
  type Statement,
  sealedCommitment,
  vouchBytes,
} from './entry.ts';
import type { ErasureScope } from './erasure.ts';
import type { Json } from './json.ts';
import { thumbprint } from './keys.ts';
import { leafHash, rootOf } from './merkle.ts';
import { nodesFromLeaves } from './nodes.ts';
import { formatNote, formatVkey, type KeyType, verifierKey } from './note.ts';
import type { Policy } from './policy.ts';
import { expectAccepted, type Result } from './refusal.ts';
import { cosign, type Signer, signNote } from './signature.ts';
import type { LogSource } from './source.ts';
import {
  bytesFor,
  commit,
  disclose,
  type Held,
  hold,
  type LogFiles,
  mixedEntry,
  writePacks,
} from './testing-bodies.ts';
import { authorSignature, type TestEntry, type TestKey } from './testing-entry.ts';
import { formatBundle, formatTilePath, TILE_WIDTH, tilesBetween } from './tile.ts';
import { type Subtle, webCrypto } from './webcrypto.ts';
import { cosignedPath } from './witness-standing.ts';

export function testKey(name: string): TestKey {
  // RFC 8410: a private key is these sixteen bytes and the 32 of the seed.
  const der = Buffer.concat([
    Buffer.from('302e020100300506032b657004220420', 'hex'),
    bytesFor(`key ${name}`),
  ]);
  const key = createPrivateKey({ key: der, format: 'der', type: 'pkcs8' });
  const { x = '' } = createPublicKey(key).export({ format: 'jwk' });
  const jwk = { crv: 'Ed25519', kty: 'OKP', x } as const;
  const raw = new Uint8Array(Buffer.from(x, 'base64url'));
  return { jwk, raw, id: thumbprint(jwk), sign: (message) => new Uint8Array(sign(null, message, key)) };
}

/** Verifies as every host does. */
export const verifier = webCrypto(crypto.subtle as unknown as Subtle);

/** How a result stands, for tables of near-misses: its refusal's code, or `accepted`. */
export function outcome(result: Result<unknown>): string {
  return result.ok ? 'accepted' : result.refusal.code.slice('record/'.length);
}

/** A note signer whose key follows from its name. */
export function testSigner(name: string, type: KeyType): Signer {
  const { raw, sign: make } = testKey(`${type} ${name}`);
  return { key: expectAccepted(verifierKey(name, type, raw)), sign: make };
}

export interface TestLogOptions {
  readonly origin?: string;
  readonly mission?: string;
  readonly witnesses?: readonly string[];
  /** A log without even the mission entry. */
  readonly empty?: boolean;
}

/** Unix milliseconds of entry 0. */
export const LOG_STARTED = Date.UTC(2026, 4, 4);

/** A log being written. Entry 0 is the mission; entry 1 introduces the device that reports by default. */
export class TestLog {
  readonly origin: string;
  readonly mission: string;
  readonly signer: Signer;
  readonly witnesses: ReadonlyMap<string, Signer>;
  readonly registrar: TestKey = testKey('registrar');
  readonly device: TestKey = testKey('device');
  sequencer: TestKey = testKey('sequencer');
  /** The leaves, as bytes. A test may overwrite them: what is published follows from them. */
  readonly leaves: Uint8Array[] = [];
  readonly #bare: (Header | SealedLeaf)[] = [];
  readonly #held: Held[] = [];
  #batchFrom = 0;

  constructor({
    origin = 'log.example/training',
    mission = 'training',
    witnesses = ['north', 'south'],
    empty = false,
  }: TestLogOptions = {}) {
    this.origin = origin;
    this.mission = mission;
    this.signer = testSigner(origin, 'ed25519');
    this.witnesses = new Map(
      witnesses.map((name) => [name, testSigner(`${name}.example/witness`, 'cosignature-ed25519')]),
    );
    if (empty) return;
    this.append({ kind: 'mission', by: this.registrar, open: this.genesis() });
    this.introduce(this.device, 'device', 'sensor-7');
  }

  get size(): number {
    return this.leaves.length;
  }

  /** The body of a mission entry. */
  genesis(): { readonly [name: string]: Json } {
    const { origin, registrar, sequencer } = this;
    return { origin, log: formatVkey(this.signer.key), registrar: registrar.jwk, sequencer: sequencer.jwk };
  }

  /** Both parties must have cosigned. */
  get policy(): Policy {
    const witnesses = [...this.witnesses].map(([name, { key }]) => ({ name, key }));
    const members = witnesses.map(({ name }) => name);
    return {
      logs: [{ key: this.signer.key }],
      witnesses,
      groups: [{ name: 'both', k: members.length, members }],
      quorum: 'both',
    };
  }

  introduce(key: TestKey, role: string, subject: string): number {
    return this.append({
      kind: 'key',
      by: this.registrar,
      open: { action: 'introduce', key: key.jwk, role, subject },
    });
  }

  /** Appends an entry to the open batch; answers its index. */
  append(entry: TestEntry): number {
    const index = this.size;
    const { kind = 'report', by = this.device, audience = PUBLIC, at = LOG_STARTED + index * 1000 } = entry;
    const disclosed = (entry.fields ?? []).map((field, i) =>
      disclose(field, audience, `${this.mission} ${index} ${i}`),
    );
    const statement: Statement = {
      v: 1,
      kind,
      mission: this.mission,
      by: by.id,
      audience,
      ...(entry.supersedes === undefined ? {} : { supersedes: entry.supersedes }),
      body: entry.fields === undefined ? { open: entry.open ?? {} } : commit(disclosed),
      authored: {
        at: entry.again === undefined ? at : LOG_STARTED + entry.again * 1000,
        nonce: toBase64Url(bytesFor(`nonce ${this.mission} ${entry.again ?? index}`, 16)),
      },
    };
    const inner = { ...statement, ...authorSignature(entry.signed ?? by !== this.device, statement, by) };
    const salt = bytesFor(`salt ${this.mission} ${index}`);
    const sealed = audience === PUBLIC ? undefined : { salt, inner };
    this.#held.push(hold(disclosed, sealed, `${this.mission} ${index}`, sealPart));
    this.#bare.push(
      audience === PUBLIC
        ? { ...inner, at }
        : { v: 1, mission: this.mission, at, audience, commitment: sealedCommitment(salt, inner) },
    );
    this.leaves.push(expectAccepted(formatLeaf(this.#bare[index] as Header)));
    return index;
  }

  /** The sequencer vouches for the open batch, in its last entry. */
  vouch(by: TestKey = this.sequencer, from: number = this.#batchFrom): void {
    const last = this.size - 1;
    if (this.#batchFrom > last) return;
    const root = tileRoot(concat(this.leaves.slice(from).map(leafHash)));
    const vouch = { by: by.id, from, sig: toBase64Url(by.sign(vouchBytes(this.mission, from, last, root))) };
    this.leaves[last] = expectAccepted(formatLeaf({ ...(this.#bare[last] as Header), vouch }));
    this.#batchFrom = this.size;
  }

  /** Destroys what an erasure of this scope destroys, and appends the erasure entry. */
  erase(index: number, scope: ErasureScope): number {
    const { records, keys } = this.#held[index] as Held;
    if (scope === 'everything') records.delete(PUBLIC);
    for (const parts of keys.values()) {
      parts.delete('detail');
      if (scope === 'everything') parts.delete('view');
    }
    const target = { index, leaf: toBase64Url(leafHash(this.leaves[index] as Uint8Array)) };
    const open = {
      targets: [target],
      scope,
      requestedBy: 'data-protection-officer',
      reason: 'a source asked for it',
    };
    return this.append({ kind: 'erasure', by: this.registrar, open });
  }

  /** All leaf hashes as one run. */
  leafHashes(size: number = this.size): Uint8Array<ArrayBuffer> {
    return concat(this.leaves.slice(0, size).map(leafHash));
  }

  /** The signed checkpoint of the first `size` entries, cosigned by the witnesses named. */
  checkpoint(size: number = this.size, cosigners: Iterable<string> = []): SignedCheckpoint {
    const root = rootOf(size, nodesFromLeaves(this.leafHashes(size)));
    const text = formatCheckpoint({ origin: this.origin, size, root });
    const seconds = LOG_STARTED / 1000 + size + 60;
    const cosigned = [...cosigners].map((name) => cosign(text, seconds, this.witnesses.get(name) as Signer));
    return expectAccepted(
      parseSignedCheckpoint(formatNote({ text, signatures: [signNote(text, this.signer), ...cosigned] })),
    );
  }

  /** Vouches for what is open and gives the whole folder. `cosigned`: the size that each witness has cosigned. */
  publish(cosigned: { readonly [witness: string]: number } = {}): LogFiles {
    this.vouch();
    const files: LogFiles = new Map([['checkpoint', utf8(formatNote(this.checkpoint().note))]]);
    const read = nodesFromLeaves(this.leafHashes());
    for (const tile of tilesBetween(0, this.size)) {
      const from = tile.place * TILE_WIDTH;
      const bytes =
        tile.level === 'entries'
          ? formatBundle(this.leaves.slice(from, from + tile.width))
          : concat(
              Array.from({ length: tile.width }, (_, i) =>
                read({ level: Number(tile.level) * 8, place: from + i }),
              ),
            );
      files.set(formatTilePath(tile), bytes);
    }
    for (let place = 0; place * TILE_WIDTH < this.size; place++)
      writePacks(files, place, this.#held.slice(place * TILE_WIDTH, (place + 1) * TILE_WIDTH));
    for (const [name, size] of Object.entries(cosigned)) {
      const { key } = this.witnesses.get(name) as Signer;
      files.set(cosignedPath({ name, key }), utf8(formatNote(this.checkpoint(size, [name]).note)));
    }
    return files;
  }
}

/** A log of entries of every kind; entry 2 introduces the party north, which signs every seventh. */
export function mixedLog(size: number, options: TestLogOptions = {}): TestLog {
  const log = new TestLog(options);
  const north = testKey('north');
  if (size > 2) log.introduce(north, 'party', 'north');
  while (log.size < size) {
    const n = log.size;
    log.append({ ...mixedEntry(n), ...(n % 7 === 3 ? { by: north, kind: 'position' } : {}) });
    if (n % 100 === 99) log.vouch();
  }
  log.vouch();
  return log;
}

/** AES-256-GCM with 12 zero bytes as nonce, the tag at the end: each key seals one part only. */
export function sealPart(key: Uint8Array, plain: Uint8Array): Uint8Array {
  const cipher = createCipheriv('aes-256-gcm', key, new Uint8Array(12));
  return new Uint8Array(Buffer.concat([cipher.update(plain), cipher.final(), cipher.getAuthTag()]));
}

/** The inverse of {@link sealPart}, as `auditLog` takes it. */
export async function openPart(key: Uint8Array, sealed: Uint8Array): Promise<Uint8Array | undefined> {
  const decipher = createDecipheriv('aes-256-gcm', key, new Uint8Array(12));
  decipher.setAuthTag(sealed.subarray(-16));
  try {
    return new Uint8Array(Buffer.concat([decipher.update(sealed.subarray(0, -16)), decipher.final()]));
  } catch {
    return undefined;
  }
}

/** Reads a folder in memory. `without`: path prefixes that this reader is not served. */
export function sourceOf(files: LogFiles, without: readonly string[] = []): LogSource {
  return {
    read: async (path) => (without.some((prefix) => path.startsWith(prefix)) ? undefined : files.get(path)),
  };
}

export { bytesFor, type LogFiles, type TestField } from './testing-bodies.ts';
export type { TestEntry, TestKey } from './testing-entry.ts';
