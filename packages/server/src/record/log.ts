import type {
  Frontier,
  KeyRegister,
  NoteSignature,
  Policy,
  PolicyWitness,
  ReadEntry,
  SignedCheckpoint,
  Verifier,
} from '@armistice/core/record';
import { Cosigners } from './cosigners.ts';
import type { Cosigning } from './cosigning.ts';
import type { Disk } from './disk.ts';
import { type Content, type Draft, type Drafting, draftEntry } from './draft.ts';
import type { Floor } from './floor.ts';
import type { EntrySigner } from './keys.ts';
import type { LogChange } from './log-change.ts';
import type { Opened } from './opening.ts';
import { dropPartialTiles, type Published, publishEntries, type Waiting } from './publisher.ts';
import { missionSource, readEntries } from './reading.ts';
import { keepResume } from './resume.ts';
import { type Acknowledged, Sequencer } from './sequencer.ts';
import { readLeafHash } from './tree-reader.ts';
import type { WriteAheadLog } from './wal.ts';

export interface LogOptions {
  readonly origin: string;
  readonly mission: string;
  readonly disk: Disk;
  readonly wal: WriteAheadLog;
  readonly floor: Floor;
  readonly policy: Policy;
  readonly verifier: Verifier;
  readonly logSigner: EntrySigner;
  readonly sequencerKey: EntrySigner;
  readonly drafting: Drafting;
  /** How often, at most, a checkpoint is signed; milliseconds. */
  readonly publishMs: number;
  readonly promiseMs: number;
  readonly maxBatch: number;
  /** How long closing waits, at most, for witnesses that are being asked; milliseconds. */
  readonly settleMs: number;
  readonly opened: Opened;
  /** Gives back the lock and closes the files. */
  release(): Promise<void>;
}

// Beyond this many entries between two checkpoints, intake waits for the disk.
const MAX_WAITING = 50_000;
const CLOCK_BACK_MS = 1_000;

/** A log that this process alone writes. */
export class Log {
  readonly #options: LogOptions;
  readonly #sequencer: Sequencer;
  readonly #listeners = new Set<(change: LogChange) => void>();
  readonly #cosigners: Cosigners;
  #published: Published;
  #waiting: Waiting[];
  #tree: Frontier;
  #at: number;
  #register: KeyRegister;
  #publishing: Promise<void> = Promise.resolve();
  #timer: NodeJS.Timeout | undefined;
  #closed = false;
  #released = false;
  #stopped: string | undefined;

  /** Resolves when entries about sources that are on their way are durable; undefined where none is. */
  registering: Promise<void> | undefined;
  /** Entries up to the last one about a source that this process appended. */
  registeredTo = 0;

  constructor(options: LogOptions) {
    const { opened } = options;
    this.#options = options;
    this.#published = opened.published;
    this.#waiting = [...opened.waiting];
    this.#tree = opened.frontier;
    this.#at = opened.at;
    this.#register = opened.register;
    this.#sequencer = new Sequencer({
      ...options,
      frontier: opened.frontier,
      at: opened.at,
      register: opened.register,
      leafHashAt: (index) => this.#leafHashAt(index),
      onDurable: (batch, tree, at, register) => this.#durable(batch, tree, at, register),
    });
    this.#cosigners = new Cosigners({
      disk: options.disk,
      witnesses: options.policy.witnesses,
      verifier: options.verifier,
      logKey: options.logSigner.key,
      inLine: (work) => this.#inLine(work),
      publishedSize: () => this.#published.size,
      tell: (change) => this.#tell(change),
      stop: (reason) => this.#stop(reason),
    });
    if (this.#waiting.length > 0) this.#schedule();
  }

  get origin(): string {
    return this.#options.origin;
  }

  get mission(): string {
    return this.#options.mission;
  }

  get policy(): Policy {
    return this.#options.policy;
  }

  /** Keys in force now. */
  get register(): KeyRegister {
    return this.#register;
  }

  /** Durable entries. */
  size(): number {
    return this.#sequencer.size;
  }

  /** Entries under the last signed checkpoint. */
  publishedSize(): number {
    return this.#published.size;
  }

  /** States content, salted and, with a signer, signed. */
  draft(content: Content, author: EntrySigner | string): Draft {
    return draftEntry(content, this.#options.mission, author, this.#options.drafting);
  }

  /** Takes entries that belong together; resolves when they are durable, all of them or none. */
  async append(drafts: readonly Draft[]): Promise<readonly Acknowledged[]> {
    if (!drafts.some(({ statement }) => statement.kind === 'source')) return this.#append(drafts);
    const appended = this.#append(drafts);
    const before = this.registering;
    const noted = Promise.allSettled([before, appended]).then(([, one]) => {
      if (one.status === 'fulfilled') this.registeredTo = (one.value.at(-1)?.index ?? -1) + 1;
      if (this.registering === noted) this.registering = undefined;
    });
    this.registering = noted;
    return appended;
  }

  async #append(drafts: readonly Draft[]): Promise<readonly Acknowledged[]> {
    if (this.#waiting.length > MAX_WAITING) await this.publish();
    return this.#sequencer.append(drafts);
  }

  onChange(listener: (change: LogChange) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  #tell(change: LogChange): void {
    for (const listener of this.#listeners) listener(change);
  }

  #durable(batch: readonly Waiting[], tree: Frontier, at: number, register: KeyRegister): void {
    for (const entry of batch) this.#waiting.push(entry);
    const back = at - this.#options.drafting.now();
    if (back > CLOCK_BACK_MS) {
      this.#tell({
        type: 'warning',
        message: `the clock of this machine went back by ${Math.round(back / 1000)} s; entries keep the later time until it has caught up`,
      });
    }
    this.#tree = tree;
    this.#at = at;
    this.#register = register;
    this.#tell({ type: 'grown', from: tree.size - batch.length, size: tree.size });
    this.#schedule();
  }

  async #leafHashAt(index: number): Promise<Uint8Array | undefined> {
    const { size } = this.#published;
    if (index >= size) return this.#waiting[index - size]?.hash;
    return readLeafHash(index, size, (path) => this.#options.disk.read(`public/${path}`));
  }

  #schedule(): void {
    if (this.#timer !== undefined || this.#closed) return;
    this.#timer = setTimeout(() => {
      this.#timer = undefined;
      this.publish().catch((error: unknown) => {
        this.#tell({
          type: 'warning',
          message: `the checkpoint could not be published and will be tried again: ${String(error)}`,
        });
        this.#schedule();
      });
    }, this.#options.publishMs);
  }

  /** Publishes everything durable: tiles, packs, then a signed checkpoint. One publication at a time. */
  publish(): Promise<void> {
    return this.#inLine(() => this.#publishNow());
  }

  /** One after the other, and nothing once the lock is given back: another process may write by then. */
  #inLine(work: () => Promise<void>): Promise<void> {
    const next = this.#publishing.then(() => {
      if (this.#released) throw new Error('the log is closed');
      return work();
    });
    this.#publishing = next.catch(() => undefined);
    return next;
  }

  async #publishNow(): Promise<void> {
    const { disk, origin, logSigner, floor } = this.#options;
    if (this.#stopped !== undefined) throw new Error(this.#stopped);
    const waiting = this.#waiting.slice();
    if (waiting.length === 0) return;
    const [tree, at, register] = [this.#tree, this.#at, this.#register];
    const before = this.#published;
    this.#published = await publishEntries(disk, before, waiting, tree, origin, logSigner, floor);
    this.#waiting = this.#waiting.slice(waiting.length);
    this.#tell({ type: 'checkpoint', size: tree.size });
    await keepResume(disk, { size: tree.size, at, register }).catch((error: unknown) => {
      // The next start only takes longer.
      this.#tell({ type: 'warning', message: `where the log stands was not noted: ${String(error)}` });
    });
    await dropPartialTiles(disk, before.size, tree.size).catch((error: unknown) => {
      // They take room and do no harm.
      this.#tell({ type: 'warning', message: `tiles no longer needed were not removed: ${String(error)}` });
    });
    this.#cosigners.askAll();
  }

  #stop(message: string): void {
    this.#stopped = message;
    this.#sequencer.stop(new Error(message));
    this.#tell({ type: 'stopped', message });
  }

  /** Asks one witness about the present checkpoint and keeps what it gives. Undefined where nothing is published. */
  cosign(witness: PolicyWitness): Promise<Cosigning | undefined> {
    return this.#cosigners.cosign(witness);
  }

  /** Keeps a co-signature whose validity was checked, and whose checkpoint is a prefix of this log: one that came by hand. */
  addCosignature(
    witness: PolicyWitness,
    checkpoint: SignedCheckpoint,
    signature: NoteSignature,
  ): Promise<void> {
    return this.#cosigners.keep(witness, checkpoint, signature);
  }

  /** Runs work while nothing is written or published, and lets it change what waits: erasing must reach what is in memory too. */
  async exclusively(
    work: (change: (entries: (index: number, entry: Waiting) => Waiting) => void) => Promise<void>,
  ): Promise<void> {
    const changeEntries = (map: (index: number, entry: Waiting) => Waiting) => {
      const { size, bundle } = this.#published;
      const first = size - bundle.length;
      this.#published = { ...this.#published, bundle: bundle.map((entry, i) => map(first + i, entry)) };
      this.#waiting = this.#waiting.map((entry, i) => map(size + i, entry));
    };
    await this.#inLine(() => this.#sequencer.exclusively(() => work(changeEntries)));
  }

  /** All entries from `index` on as the mission itself may read them, after publishing what waits. */
  async *readFrom(index: number): AsyncIterable<ReadEntry> {
    await this.publish();
    const { disk } = this.#options;
    const audiences = await disk.list('private/bodies');
    yield* readEntries(missionSource(disk), this.#published.size, index, audiences);
  }

  /** Stops taking entries, publishes what is durable, and gives the lock back. */
  async close(): Promise<void> {
    if (this.#closed) return;
    this.#closed = true;
    clearTimeout(this.#timer);
    this.#sequencer.stop(new Error('the log is being closed'));
    await this.#sequencer.idle();
    try {
      if (this.#stopped === undefined) await this.publish();
      await this.#cosigners.settle(this.#options.settleMs);
    } finally {
      this.#released = true;
      await this.#publishing;
      await this.#options.release();
    }
  }
}
