import { setImmediate } from 'node:timers/promises';
import { MISSION, type MissionView, readBy } from '@armistice/core/mission';
import type { ReadEntry } from '@armistice/core/record';
import type { KnownDump } from '../mission-known.ts';
import type { Disk } from '../record/disk.ts';
import { missionSource, readEntries } from '../record/reading.ts';
import type { Store } from '../store/store.ts';
import { withdrawRows } from './erasure.ts';
import { Folding } from './folding.ts';
import { Keeping } from './keeping.ts';
import { OwnEntries } from './own.ts';
import { readOne } from './reading.ts';
import { CatchingUp, DerivedStopped, type Told } from './told.ts';

const RETRY_MS = 1000;

/** What is derived stands on. */
export interface DerivingParts {
  readonly disk: Disk;
  readonly origin: string;
  readonly store: Store;
  readonly snapshotAfter?: number;
  readonly tell: (told: Told) => void;
}

/** The fold following the record, in whichever thread this is. What it is asked, it answers from here. */
export class Deriving {
  readonly #parts: DerivingParts;
  readonly #own = new OwnEntries();
  readonly #keeping: Keeping;
  #folding: Folding;
  #published = 0;
  #target = 0;
  #hasBegun = false;
  #caughtUp = false;
  #closing = false;
  #begun: Promise<void> = Promise.resolve();
  #following: Promise<void> = Promise.resolve();
  #waits = false;
  #stopped: string | undefined;

  constructor(parts: DerivingParts) {
    this.#parts = parts;
    const { disk, origin, snapshotAfter, tell } = parts;
    this.#folding = new Folding(tell);
    this.#keeping = new Keeping({
      ...{ disk, origin, tell, published: () => this.#published },
      ...(snapshotAfter === undefined ? {} : { snapshotAfter }),
    });
  }

  get view(): MissionView {
    return this.#folding.state;
  }

  get folding(): Folding {
    return this.#folding;
  }

  get store(): Store {
    return this.#parts.store;
  }

  get disk(): Disk {
    return this.#parts.disk;
  }

  /** Entries of the record that are published, as far as is known here. */
  get size(): number {
    return this.#published;
  }

  /** Something a person must know. */
  fault(message: string): void {
    this.#parts.tell({ type: 'fault', message });
  }

  /** Throws {@link DerivedStopped} where folding failed for good. */
  mustWork(): void {
    if (this.#stopped !== undefined) throw new DerivedStopped(this.#stopped);
  }

  /** Throws {@link CatchingUp} until the record is read back. */
  mustBeReady(): void {
    if (!this.#caughtUp) throw new CatchingUp(this.#folding.state.size, this.#target);
  }

  /** Reads the record back as far as it is published, from what a former process kept where that fits. */
  begin(published: number): void {
    this.#hasBegun = true;
    this.#published = Math.max(published, this.#published);
    this.#target = this.#published;
    this.#begun = this.#restore();
    this.#following = this.#begun;
    this.#begun
      .then(async () => {
        await this.#follow();
        if (this.#closing) return;
        this.#caughtUp = true;
        this.#folding.tell();
        this.#folding.feed(this.#parts.store);
        this.#keeping.watch(this.#folding);
        this.#parts.tell({ type: 'caught-up' });
      })
      .catch((error: unknown) => this.#stop(error));
  }

  async #restore(): Promise<void> {
    this.#folding = (await this.#keeping.restore()) ?? this.#folding;
    this.#folding.begin(this.#parts.store);
  }

  /** For good: what a fold that failed in the middle of an entry would answer is not what the record comes to. */
  #stop(error: unknown): void {
    if (this.#stopped !== undefined) return;
    this.#closing = true;
    this.#stopped = error instanceof Error ? error.message : String(error);
    this.#parts.tell({ type: 'stopped', message: this.#stopped });
  }

  published(size: number): void {
    this.#published = Math.max(size, this.#published);
    this.#followOn();
  }

  filed(text: string): void {
    try {
      this.#own.put(text, this.#folding.state.size);
    } catch (error) {
      // Whoever filed it has recorded it, and must not fail over this.
      this.#stop(error);
    }
    this.#followOn();
  }

  #followOn(): void {
    // One round takes everything that came before it begins. Before the beginning nobody knows where to go on from.
    if (this.#waits || !this.#hasBegun) return;
    this.#follow().catch((error: unknown) => {
      if (this.#stopped !== undefined || this.#closing) return;
      this.fault(`the record could not be read on; it is tried again: ${String(error)}`);
      // The disk may answer again before anything else is published.
      setTimeout(() => this.#followOn(), RETRY_MS).unref();
    });
  }

  async folded(size: number): Promise<void> {
    await this.#begun;
    const target = Math.min(size, this.#published);
    while (this.#folding.state.size < target && !this.#closing) await this.#follow();
    this.mustWork();
    // Whoever waited for it shall find it told.
    this.#folding.tell();
  }

  async stored(): Promise<void> {
    await this.folded(this.#published);
    await this.#folding.idle();
  }

  /** Takes what the record has beyond the state, one round at a time. */
  #follow(): Promise<void> {
    this.#waits = true;
    const next = this.#following.then(() => {
      this.#waits = false;
      return this.#takeAll();
    });
    this.#following = next.catch(() => undefined);
    return next;
  }

  async #takeAll(): Promise<void> {
    const from = this.#folding.state.size;
    while (!this.#closing) {
      const { state, atOnce } = this.#folding;
      const own = this.#own.runFrom(state.size, atOnce);
      if (own.length > 0) this.#take(own, true);
      else if (state.size < this.#published) await this.#readBack(state.size);
      else break;
      await setImmediate();
    }
    if (this.#folding.state.size === from) return;
    // Also at every start: an erasure that was cut short is completed by the log, and what was derived by us.
    if (this.#folding.erasure >= from) {
      await this.#keeping.forget();
      await withdrawRows(this.#parts.disk, this.#folding.state);
    }
    this.#folding.tellSoon();
  }

  /** Takes published entries from the disk, up to the next that is held here. */
  async #readBack(from: number): Promise<void> {
    const { disk } = this.#parts;
    const audiences = await disk.list('private/bodies');
    let batch: ReadEntry[] = [];
    for await (const entry of readEntries(missionSource(disk), this.#published, from, audiences)) {
      if (this.#closing || this.#own.get(entry.index) !== undefined) break;
      batch.push(entry);
      if (batch.length < this.#folding.atOnce) continue;
      this.#take(batch, false);
      batch = [];
      // No answer waits for more than one batch.
      await setImmediate();
    }
    if (batch.length > 0 && !this.#closing) this.#take(batch, false);
  }

  #take(entries: readonly ReadEntry[], own: boolean): void {
    try {
      this.#folding.take(entries, own);
    } catch (error) {
      this.#stop(error);
      throw error;
    }
    this.#own.forgetBefore(Math.min(this.#folding.state.size, this.#published));
  }

  /** One report with every field that an audience may read; undefined where there is no such report. */
  async wholeReport(key: string, audience: string): Promise<ReadEntry | undefined> {
    const known = this.#folding.state.reports.get(key);
    if (known === undefined) return undefined;
    // What is held of our own reports has the fields that are the mission's.
    const own = audience === MISSION ? this.#own.get(known.index) : undefined;
    if (own !== undefined) return own;
    return readOne(this.#parts.disk, this.#published, known.index, readBy(audience));
  }

  async keep(known: KnownDump): Promise<void> {
    await this.#keeping.keep(this.#folding, known);
  }

  /** Stops reading, keeps a snapshot where that spares the next start much, and closes the store. */
  async close(known: KnownDump): Promise<void> {
    this.#closing = true;
    await this.#begun.catch(() => undefined);
    await this.#following;
    await this.#folding.idle();
    this.#folding.tell();
    try {
      if (this.#caughtUp) await this.#keeping.close(this.#folding, known);
    } finally {
      // Nothing is lost with the database: the record fills it again.
      await this.#parts.store.close().catch((error: unknown) => {
        this.fault(`the database cache could not be closed: ${String(error)}`);
      });
    }
  }
}
