// Test-only: a log with two histories, disks that fail, and witnesses to ask.
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  consistencyProof,
  expectAccepted,
  formatCheckpoint,
  formatNote,
  formatTilePath,
  type Hash,
  type LogSource,
  leafHash,
  nodesFromLeaves,
  parseSignedCheckpoint,
  rootOf,
  type SignedCheckpoint,
  type Signer,
  signNote,
  TILE_WIDTH,
  tilesBetween,
  toBase64,
} from '@armistice/core/record';
import { testSigner } from '@armistice/core/record-testing';
import type { Disk } from '../record/disk.ts';
import { nodeVerifier } from '../record/keys.ts';
import type { WitnessWorld } from './service.ts';

export const ORIGIN = 'log.example/ceasefire';

/** Which of the two histories: they part at entry {@link FORK_AT}. */
export type Which = 'honest' | 'rewritten';
export const FORK_AT = 3;

/** A log that signs whatever it is told to, in two histories of `length` entries. */
export class TwoHistories {
  readonly signer: Signer = testSigner(ORIGIN, 'ed25519');
  readonly #leaves: Readonly<Record<Which, Uint8Array>>;

  constructor(length = 64) {
    const leaf = (i: number, more: string) => leafHash(new TextEncoder().encode(`{"n":${i}${more}}`));
    const honest = Array.from({ length }, (_, i) => leaf(i, ''));
    const rewritten = honest.map((hash, i) => (i < FORK_AT ? hash : leaf(i, ',"rewritten":true')));
    this.#leaves = { honest: join32(honest), rewritten: join32(rewritten) };
  }

  leaves(which: Which, size: number): Uint8Array {
    return this.#leaves[which].slice(0, size * 32);
  }

  text(which: Which, size: number): string {
    const root = rootOf(size, nodesFromLeaves(this.leaves(which, size)));
    return formatCheckpoint({ origin: ORIGIN, size, root });
  }

  signed(text: string, ...signers: readonly Signer[]): string {
    const by = signers.length === 0 ? [this.signer] : signers;
    return formatNote({ text, signatures: by.map((signer) => signNote(text, signer)) });
  }

  checkpointText(which: Which, size: number): string {
    return this.signed(this.text(which, size));
  }

  checkpoint(which: Which, size: number): SignedCheckpoint {
    return expectAccepted(parseSignedCheckpoint(this.checkpointText(which, size)));
  }

  proof(which: Which, oldSize: number, size: number): Hash[] {
    return consistencyProof(oldSize, size, nodesFromLeaves(this.leaves(which, size)));
  }

  /** Proof lines as a request carries them. */
  proofLines(which: Which, oldSize: number, size: number): string {
    return this.proof(which, oldSize, size)
      .map((hash) => `${toBase64(hash)}\n`)
      .join('');
  }

  /** An add-checkpoint body from one size to another, right in itself. */
  body(which: Which, oldSize: number, size: number): string {
    return `old ${oldSize}\n${this.proofLines(which, oldSize, size)}\n${this.checkpointText(which, size)}`;
  }

  /** The checkpoint of one history and the tiles of every size up to it, as a server that published each serves them. */
  files(which: Which, size: number): Map<string, Uint8Array> {
    const read = nodesFromLeaves(this.leaves(which, size));
    const files = new Map([['checkpoint', new TextEncoder().encode(this.checkpointText(which, size))]]);
    const tiles = Array.from({ length: size }, (_, before) => tilesBetween(before, before + 1)).flat();
    for (const { level, place, width } of tiles) {
      if (level === 'entries') continue;
      const nodes = Array.from({ length: width }, (_, i) =>
        read({ level: level * 8, place: place * TILE_WIDTH + i }),
      );
      files.set(formatTilePath({ level, place, width }), join32(nodes));
    }
    return files;
  }
}

function join32(hashes: readonly Hash[]): Uint8Array<ArrayBuffer> {
  const all = new Uint8Array(hashes.length * 32);
  for (const [i, hash] of hashes.entries()) all.set(hash, i * 32);
  return all;
}

/** A source whose files a test may swap while it is in use. */
export interface SwappableSource extends LogSource {
  files: ReadonlyMap<string, Uint8Array>;
}

export function swappable(files: ReadonlyMap<string, Uint8Array>): SwappableSource {
  const source: SwappableSource = { files, read: async (path) => source.files.get(path) };
  return source;
}

/** How the next write goes: through, refused, or stored and yet reported as failed. */
export type Failure = 'none' | 'refused' | 'stored';

/** A disk in memory that survives its users, and whose writes a test can break. */
export class MemoryDisk implements Disk {
  readonly files = new Map<string, Uint8Array>();
  /** Decides about each write; `operation` counts them from 0. */
  failure: (operation: number, path: string) => Failure = () => 'none';
  operations = 0;

  async read(path: string): Promise<Uint8Array | undefined> {
    return this.files.get(path)?.slice();
  }
  async readRange(path: string, from: number, to: number): Promise<Uint8Array> {
    return (this.files.get(path) ?? new Uint8Array()).slice(from, to);
  }
  async size(path: string): Promise<number | undefined> {
    return this.files.get(path)?.length;
  }
  async list(path: string): Promise<readonly string[]> {
    const under = [...this.files.keys()].filter((name) => name.startsWith(`${path}/`));
    return [...new Set(under.map((name) => name.slice(path.length + 1).split('/')[0] ?? ''))].sort();
  }
  async replace(path: string, bytes: Uint8Array): Promise<void> {
    this.#write(path, () => this.files.set(path, bytes.slice()));
  }
  async replaceAll(files: ReadonlyMap<string, Uint8Array>): Promise<void> {
    for (const [path, bytes] of files) await this.replace(path, bytes);
  }
  async rename(from: string, to: string): Promise<void> {
    const bytes = this.files.get(from);
    this.#write(to, () => this.files.delete(from) && bytes !== undefined && this.files.set(to, bytes));
  }
  async append(path: string, bytes: Uint8Array): Promise<void> {
    const before = this.files.get(path) ?? new Uint8Array();
    this.#write(path, () => this.files.set(path, new Uint8Array([...before, ...bytes])));
  }
  async truncate(path: string, length: number): Promise<void> {
    this.#write(path, () =>
      this.files.set(path, (this.files.get(path) ?? new Uint8Array()).slice(0, length)),
    );
  }
  async remove(path: string): Promise<void> {
    this.#write(path, () => this.files.delete(path));
  }

  #write(path: string, store: () => unknown): void {
    const failure = this.failure(this.operations, path);
    this.operations += 1;
    if (failure !== 'refused') store();
    if (failure !== 'none') throw new Error(`the disk failed on ${path} (${failure})`);
  }
}

/** A witness's world whose clock, disk and lines a test can see. */
export interface TestWorld extends WitnessWorld {
  readonly disk: MemoryDisk;
  readonly lines: string[];
  /** Unix milliseconds; set it to move the clock. */
  clock: number;
}

export const NOON = Date.UTC(2026, 4, 4, 12);

export function testWorld(disk: MemoryDisk = new MemoryDisk(), name = 'south.example/witness'): TestWorld {
  const lines: string[] = [];
  const world: TestWorld = {
    disk,
    folder: 'south',
    signer: testSigner(name, 'cosignature-ed25519'),
    verifier: nodeVerifier(),
    lines,
    clock: NOON,
    now: () => world.clock,
    wait: async (milliseconds) => {
      world.clock += milliseconds;
    },
    log: (line) => lines.push(line),
    tilePatienceMs: 2_000,
  };
  return world;
}

/** A folder that is gone when the test is over; pass Vitest's `onTestFinished`. */
export async function temporaryFolder(atEnd: (remove: () => Promise<void>) => void): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'armistice-test-'));
  atEnd(() => rm(folder, { recursive: true, force: true }));
  return folder;
}
