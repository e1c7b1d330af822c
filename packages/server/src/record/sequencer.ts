import {
  appendHashes,
  type Frontier,
  formatNote,
  type Hash,
  type KeyRegister,
  type Signer,
  signPromise,
  tileRoot,
} from '@armistice/core/record';
import { type Batch, type BatchOptions, prepareBatch, type Request, type Standing } from './batch.ts';
import type { Disk } from './disk.ts';
import type { Draft } from './draft.ts';
import { keepKeys } from './key-store.ts';
import { BatchPromises } from './promising.ts';
import type { Waiting } from './publisher.ts';
import { WalDamage, type WriteAheadLog } from './wal.ts';

/** An entry that is durable, and how to hold the log to it. */
export interface Acknowledged {
  readonly index: number;
  readonly leafHash: Hash;
  readonly leaf: Uint8Array;
  /** UTC milliseconds that the sequencer gave it. */
  readonly at: number;
  /** The log's signed promise for this entry, as a file to keep (docs/formats/promise.md). */
  promise(): string;
  /** The same as a JSON string, in ASCII. */
  promiseJson(): string;
}

/** Why an entry was not taken; nothing of its batch is in the log. */
export class NotRecorded extends Error {
  constructor(message: string, options?: { readonly cause: unknown }) {
    super(message, options);
    this.name = 'NotRecorded';
  }
}

export interface SequencerOptions extends BatchOptions {
  readonly origin: string;
  readonly disk: Disk;
  readonly wal: WriteAheadLog;
  readonly logSigner: Signer;
  /** How long after an acknowledgement its checkpoint may take, milliseconds. */
  readonly promiseMs: number;
  readonly maxBatch: number;
  /** Where to go on from. */
  readonly frontier: Frontier;
  readonly at: number;
  readonly register: KeyRegister;
  /** Called with each durable batch, in order. */
  onDurable(batch: readonly Waiting[], tree: Frontier, at: number, register: KeyRegister): void;
}

/**
 * Puts entries in order, one batch at a time: whatever comes in while a batch is being written makes the next, which
 * is sealed and hashed meanwhile. Durable means: keys, then write-ahead log, both fsynced. Only then is anything
 * acknowledged.
 */
export class Sequencer {
  readonly #options: SequencerOptions;
  readonly #queue: Request<Acknowledged>[] = [];
  #frontier: Frontier;
  #durable: Standing;
  #gate: Promise<void> = Promise.resolve();
  /** The batch on its way to the disk; whether it arrived. */
  #writing: Promise<boolean> = Promise.resolve(true);
  #running: Promise<void> | undefined;
  #fatal: Error | undefined;

  constructor(options: SequencerOptions) {
    this.#options = options;
    this.#frontier = options.frontier;
    this.#durable = { size: options.frontier.size, at: options.at, register: options.register };
  }

  /** Durable entries. */
  get size(): number {
    return this.#frontier.size;
  }

  /** Takes entries that belong together: all of them become durable, or none. */
  append(drafts: readonly Draft[]): Promise<readonly Acknowledged[]> {
    if (this.#fatal !== undefined) return Promise.reject(this.#fatal);
    if (drafts.length === 0) return Promise.resolve([]);
    return new Promise((resolve, reject) => {
      this.#queue.push({ drafts, resolve, reject });
      this.#running ??= this.#run();
    });
  }

  /** Runs work while nothing is written: what comes in meanwhile waits. */
  async exclusively<T>(work: () => Promise<T>): Promise<T> {
    const before = this.#gate;
    let open: () => void = () => undefined;
    this.#gate = new Promise((resolve) => {
      open = resolve;
    });
    await before;
    await this.#writing;
    try {
      return await work();
    } finally {
      open();
    }
  }

  /** Resolves when nothing is being written. */
  async idle(): Promise<void> {
    while (this.#running !== undefined) await this.#running;
  }

  /** Refuses everything from now on, with this reason. */
  stop(reason: Error): void {
    this.#fatal = reason;
    for (const request of this.#queue.splice(0)) request.reject(reason);
  }

  async #run(): Promise<void> {
    // One turn of the event loop lets calls that arrive together share a batch.
    await Promise.resolve();
    let expected = this.#durable;
    while (this.#queue.length > 0) {
      const requests = this.#take();
      let batch = await prepareBatch(requests, expected, this.#options);
      if (!(await this.#writing) && batch !== undefined) {
        // The batch before did not become durable, so this one would stand in the wrong place.
        batch = await prepareBatch(batch.requests, this.#durable, this.#options);
      }
      expected = batch?.after ?? this.#durable;
      if (batch !== undefined) await this.#begin(batch);
      // The last batch is waited for here, so that what arrives with its answer joins this run.
      if (this.#queue.length === 0) await this.#writing;
    }
    this.#running = undefined;
  }

  /** Starts writing a batch once nobody holds the gate; the next one is prepared meanwhile. */
  async #begin(batch: Batch<Acknowledged>): Promise<void> {
    await this.#gate;
    if (this.#fatal !== undefined) {
      for (const request of batch.requests) request.reject(this.#fatal);
      return;
    }
    this.#writing = this.#write(batch);
  }

  #take(): Request<Acknowledged>[] {
    const requests: Request<Acknowledged>[] = [];
    let count = 0;
    for (let next = this.#queue[0]; next !== undefined; next = this.#queue[0]) {
      if (count > 0 && count + next.drafts.length > this.#options.maxBatch) break;
      requests.push(next);
      this.#queue.shift();
      count += next.drafts.length;
    }
    return requests;
  }

  async #write(batch: Batch<Acknowledged>): Promise<boolean> {
    const { wal, disk } = this.#options;
    try {
      if (batch.keys.length > 0) await keepKeys(disk, batch.keys);
      await wal.append(batch.entries);
    } catch (error) {
      this.#refuse(batch, error);
      return false;
    }
    this.#durable = batch.after;
    this.#frontier = appendHashes(this.#frontier, batch.hashes);
    this.#options.onDurable(batch.entries, this.#frontier, batch.after.at, batch.after.register);
    this.#acknowledge(batch);
    return true;
  }

  #refuse(batch: Batch<Acknowledged>, error: unknown): void {
    const why = error instanceof Error ? error.message : String(error);
    const reason =
      error instanceof WalDamage
        ? new Error(`it is not known whether this was recorded: ${why}. Open the log again and look`, {
            cause: error,
          })
        : new NotRecorded(`not recorded: ${why}`, { cause: error });
    for (const request of batch.requests) request.reject(reason);
    // The end of the write-ahead log is unknown: to write on could bury an entry or give its index twice.
    if (error instanceof WalDamage) this.stop(reason);
  }

  #acknowledge(batch: Batch<Acknowledged>): void {
    const { origin, logSigner, promiseMs, drafting } = this.#options;
    // By the log's own time, which never goes back: a promise must not be overdue when it is given.
    const until = Math.max(batch.after.at, drafting.now()) + promiseMs;
    const promised = {
      origin,
      from: batch.first,
      count: batch.entries.length,
      root: tileRoot(batch.hashes),
      until,
    };
    const note = formatNote(signPromise(promised, logSigner));
    const promises = new BatchPromises(batch.first, batch.hashes, note);
    let place = 0;
    for (const request of batch.requests) {
      request.resolve(request.drafts.map(() => acknowledged(batch, place++, promises)));
    }
  }
}

function acknowledged(batch: Batch<Acknowledged>, place: number, promises: BatchPromises): Acknowledged {
  const { leaf, hash } = batch.entries[place] as Waiting;
  return {
    index: batch.first + place,
    leafHash: hash,
    leaf,
    at: batch.after.at,
    ...promised(place, promises),
  };
}

/** Apart from the batch: whoever keeps a promise to ask for it later must not keep every entry of the batch with it. */
function promised(place: number, promises: BatchPromises): Pick<Acknowledged, 'promise' | 'promiseJson'> {
  return { promise: () => promises.text(place), promiseJson: () => promises.json(place) };
}
