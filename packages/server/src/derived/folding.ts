import {
  type Counts,
  followRows,
  type MissionState,
  newMissionState,
  takeEntries,
} from '@armistice/core/mission';
import type { Hash, ReadEntry } from '@armistice/core/record';
import type { MissionChange } from '../mission-change.ts';
import type { FilingDesk } from '../mission-filing.ts';
import type { Store } from '../store/store.ts';
import { sumsOf } from './figures.ts';
import { Latest } from './latest.ts';
import { MissionMap } from './map.ts';
import { statedRoot } from './reading.ts';
import { BatchSize } from './slices.ts';
import type { Kept } from './snapshot.ts';
import { StoreFeed } from './store-feed.ts';
import { nothingTouched, type Touched, TouchedSince, touch } from './touched.ts';

// Those who watch are told together what changed in this time.
const TOLD_EVERY_MS = 100;

/** The fold of a mission and all that follows it: the filing desk, the first page, the map, the store and who watches. */
export class Folding {
  readonly state: MissionState;
  readonly latest: Latest;
  readonly map: MissionMap;
  readonly #desk: FilingDesk;
  readonly #tell: (change: MissionChange) => void;
  readonly #batch = new BatchSize();
  #since: TouchedSince | undefined = new TouchedSince();
  #feed: StoreFeed | undefined;
  #lastStatement: { readonly index: number; readonly root: string } | undefined;
  #untold: Touched = nothingTouched();
  #toldAt = 0;
  #toldSize = 0;
  /** Entries that a snapshot spared. */
  #spared = 0;

  constructor(
    desk: FilingDesk,
    tell: (change: MissionChange) => void,
    state: MissionState = newMissionState(),
  ) {
    this.#desk = desk;
    this.#tell = tell;
    this.state = state;
    // The map asks for all indications, so that statements have theirs at hand.
    followRows(state);
    this.latest = new Latest(state);
    this.map = new MissionMap(state);
  }

  /** Goes on from what a former process kept, of the same state; false where it does not fit. */
  restore({ size, known, latest, map, lastStatement }: Kept): boolean {
    if (size !== this.state.size || !this.map.restore(map)) return false;
    this.latest.restore(latest);
    this.#desk.restore(known);
    this.#lastStatement = lastStatement;
    this.#spared = size;
    this.#toldSize = size;
    this.#tell({ type: 'restored', size });
    return true;
  }

  /** What the next start can go on from. */
  keep(root: Hash): Kept {
    return {
      size: this.state.size,
      root,
      known: this.#desk.dump(),
      latest: this.latest.dump(),
      map: this.map.dump(),
      lastStatement: this.#lastStatement,
    };
  }

  /** Entries that a snapshot spared at the start. */
  get spared(): number {
    return this.#spared;
  }

  get lastStatement(): { readonly index: number; readonly root: string } | undefined {
    return this.#lastStatement;
  }

  /** Sums of everything that an audience may read, and how many entries they are about. */
  counts(audience: string): { readonly counts: Counts; readonly counted: number } {
    return { counts: sumsOf(this.state, this.map.figures(), audience), counted: this.state.size };
  }

  /** How many entries to take at once. */
  get atOnce(): number {
    return this.#batch.size;
  }

  /** Entries whose changes the store has kept. */
  get kept(): number {
    return this.#feed?.kept ?? 0;
  }

  /** The record is about to be read back. */
  begin(store: Store): void {
    const since = this.#since;
    // What the store has kept need not be noted; it says so late, as it takes longer to start.
    store.size().then(
      (size) => since?.forgetBefore(size),
      () => undefined,
    );
  }

  /** The record is read back: the store is brought to it, and kept there. */
  feed(store: Store, onFault: (message: string) => void): void {
    this.#feed = new StoreFeed(store, this.state, (entry) => this.#touchedSince(entry), onFault);
  }

  /** What was noted since an entry while the record was read back; undefined of entries that were not read back. */
  #touchedSince(entry: number): Touched | undefined {
    const since = this.#since;
    this.#since = undefined;
    return entry < this.#spared ? undefined : (since ?? new TouchedSince()).since(entry);
  }

  /** Resolves when the store has kept what was offered so far. */
  async idle(): Promise<void> {
    await this.#feed?.idle();
  }

  /** Folds the next entries of the record, at once. */
  take(entries: readonly ReadEntry[]): void {
    const begun = performance.now();
    const first = this.state.size;
    const changes = takeEntries(this.state, entries);
    const touched = nothingTouched();
    touch(touched, changes);
    for (const change of changes) {
      if (change.type !== 'report') continue;
      const entry = entries[change.report.index - first];
      if (entry !== undefined) this.#desk.known(change.report, entry);
    }
    for (const entry of entries) {
      const root = statedRoot(entry);
      if (root !== undefined) this.#lastStatement = { index: entry.index, root };
    }
    this.#pass(touched);
    this.#batch.took(performance.now() - begun, this.#feed === undefined);
  }

  /** Hands on to all that follow the fold what it changed. */
  #pass(touched: Touched): void {
    this.latest.take(touched);
    this.map.take(touched);
    if (this.#feed === undefined) this.#since?.note(touched, this.state.size - 1);
    else this.#feed.offer(touched);
    for (const id of touched.incidents) this.#untold.incidents.add(id);
    for (const key of touched.reports) this.#untold.reports.add(key);
    if (performance.now() - this.#toldAt >= TOLD_EVERY_MS) this.tell();
  }

  /** Tells those who watch what changed since they were told last; nothing where nothing did. */
  tell(): void {
    if (this.#toldSize === this.state.size) return;
    this.#toldSize = this.state.size;
    const touched = this.#untold;
    this.#untold = nothingTouched();
    this.#toldAt = performance.now();
    this.#tell({ type: 'folded', size: this.state.size, touched });
  }
}
