import {
  checkSignature,
  equalBytes,
  formatNote,
  frontierRoot,
  parseSignedCheckpoint,
  type SignedCheckpoint,
  signaturesBy,
  textOf,
  type Verifier,
  type VerifierKey,
} from '@armistice/core/record';
import type { Disk } from '../record/disk.ts';
import { originHash } from './client.ts';
import { LeafStore } from './leaf-store.ts';

/** The newest checkpoint that this witness cosigned for a log: the log's signature and its own, and nobody else's. */
export interface Cosigned {
  readonly checkpoint: SignedCheckpoint;
  /** As served to monitors. */
  readonly text: string;
  readonly unixSeconds: number;
}

/** Whose state it is: the log, and the witness that cosigned. */
export interface StateKeys {
  readonly log: VerifierKey;
  readonly witness: VerifierKey;
  readonly verifier: Verifier;
}

/**
 * What a witness must never forget about one log: the checkpoint it cosigned last, and the leaf hashes below it.
 * The checkpoint only ever moves forward. Callers take turns; see `exclusive.ts`.
 */
export class OriginState {
  readonly #disk: Disk;
  readonly #keys: StateKeys;
  readonly #path: string;
  readonly #leaves: LeafStore;
  #latest: Cosigned | undefined;
  /** A write failed: the disk may hold the old checkpoint or the new one. */
  #uncertain = false;

  private constructor(disk: Disk, keys: StateKeys, leaves: LeafStore, latest: Cosigned | undefined) {
    this.#disk = disk;
    this.#keys = keys;
    this.#path = checkpointPath(keys.log.name);
    this.#leaves = leaves;
    this.#latest = latest;
  }

  /** Opens the state of one log. Throws, naming the file and the remedy, where what is kept does not verify. */
  static async open(disk: Disk, keys: StateKeys): Promise<OriginState> {
    const latest = await readCosigned(disk, keys);
    const leaves = await LeafStore.open(disk, leafPath(keys.log.name), latest?.checkpoint.size ?? 0);
    const state = new OriginState(disk, keys, leaves, latest);
    await state.#dropDamagedLeaves();
    return state;
  }

  get latest(): Cosigned | undefined {
    return this.#latest;
  }

  get leaves(): LeafStore {
    return this.#leaves;
  }

  /** Whether every leaf of the cosigned tree is kept, so that a later difference can be named. */
  get complete(): boolean {
    return this.#leaves.count === (this.#latest?.checkpoint.size ?? 0);
  }

  /** Finds out what a failed write left, and makes that durable before anything is compared with it. */
  async settle(): Promise<void> {
    if (!this.#uncertain) return;
    const found = await readCosigned(this.#disk, this.#keys);
    const known = this.#latest;
    if (known !== undefined && (found === undefined || found.checkpoint.size < known.checkpoint.size))
      throw damaged(this.#path, 'it is older than what this witness cosigned');
    if (found !== undefined) await this.#disk.replace(this.#path, bytesOf(found.text), 0o600);
    this.#latest = found;
    this.#uncertain = false;
  }

  /** Keeps a newly cosigned checkpoint durably. Only after this may the cosignature leave. */
  async advance(next: Cosigned): Promise<void> {
    const known = this.#latest?.checkpoint;
    const { size, root } = next.checkpoint;
    const below = known !== undefined && size < known.size;
    const beside = known !== undefined && size === known.size && !equalBytes(root, known.root);
    if (this.#uncertain || below || beside)
      throw new Error(
        `a witness that cosigned ${known?.size ?? 0} entries cannot go on to ${size} with another tree`,
      );
    this.#uncertain = true;
    await this.#disk.replace(this.#path, bytesOf(next.text), 0o600);
    this.#uncertain = false;
    this.#latest = next;
  }

  /** Starts the leaves anew where they do not make the checkpoint that they were kept for. */
  async #dropDamagedLeaves(): Promise<void> {
    if (this.#latest === undefined || !this.complete) return;
    if (equalBytes(frontierRoot(this.#leaves.frontier), this.#latest.checkpoint.root)) return;
    await this.#leaves.reset();
  }
}

function checkpointPath(origin: string): string {
  return `checkpoints/${originHash(origin)}`;
}

function leafPath(origin: string): string {
  return `leaves/${originHash(origin)}`;
}

function bytesOf(text: string): Uint8Array {
  return new TextEncoder().encode(text);
}

function damaged(path: string, what: string): Error {
  return new Error(
    `the kept checkpoint ${path} does not hold: ${what}. Restore it from a copy that a monitor or the log has; do not delete it, or the log could rewrite its past`,
  );
}

async function readCosigned(disk: Disk, keys: StateKeys): Promise<Cosigned | undefined> {
  const path = checkpointPath(keys.log.name);
  const bytes = await disk.read(path);
  if (bytes === undefined) return undefined;
  const text = textOf(bytes) ?? '';
  const parsed = parseSignedCheckpoint(text);
  if (!parsed.ok) throw damaged(path, parsed.refusal.message);
  const checkpoint = parsed.value;
  if (checkpoint.origin !== keys.log.name) throw damaged(path, `its origin is ${checkpoint.origin}`);
  const byLog = await checkSignature(checkpoint.note, keys.log, keys.verifier);
  if (byLog.state !== 'valid') throw damaged(path, `it is not signed by ${keys.log.name}`);
  const own = await checkSignature(checkpoint.note, keys.witness, keys.verifier);
  if (own.state !== 'valid' || own.unixSeconds === undefined)
    throw damaged(path, `it is not cosigned by ${keys.witness.name}; start with the key that belongs to it`);
  return { checkpoint, text, unixSeconds: own.unixSeconds };
}

/** The note to keep: the text, the log's signatures, this witness's own. Others' signatures are theirs to show. */
export function cosignedNote(
  checkpoint: SignedCheckpoint,
  log: VerifierKey,
  own: SignedCheckpoint['note']['signatures'][number],
  unixSeconds: number,
): Cosigned {
  const note = { text: checkpoint.note.text, signatures: [...signaturesBy(checkpoint.note, log), own] };
  return { checkpoint: { ...checkpoint, note }, text: formatNote(note), unixSeconds };
}

/** The logs that a data folder holds something of, by the hash of their origin, with the kept note. */
export async function keptCheckpoints(disk: Disk): Promise<readonly { hash: string; text: string }[]> {
  const names = (await disk.list('checkpoints')).filter((name) => /^[0-9a-f]{64}$/.test(name));
  return Promise.all(
    names.map(async (hash) => ({
      hash,
      text: textOf((await disk.read(`checkpoints/${hash}`)) ?? new Uint8Array()) ?? '',
    })),
  );
}
