import {
  type Change,
  type Counts,
  followRows,
  type MissionState,
  newMissionState,
  takeEntries,
} from '@armistice/core/mission';
import type { Hash, ReadEntry } from '@armistice/core/record';
import type { KnownDump } from '../mission-known.ts';
import { QueueBook } from '../queue/book.ts';
import type { Store } from '../store/store.ts';
import { Casebook } from './casebook.ts';
import { sumsOf } from './figures.ts';
import { IgnoredEntries } from './ignored-entries.ts';
import { packKnown, type ReadBack } from './known-rows.ts';
import { Latest } from './latest.ts';
import { MissionMap } from './map.ts';
import { statedRoot } from './reading.ts';
import { BatchSize } from './slices.ts';
import type { Kept } from './snapshot.ts';
import { StoreFeed } from './store-feed.ts';
import { named, type Standing, type Told } from './told.ts';
import { nothingTouched, type Touched, TouchedSince, touch } from './touched.ts';

// Those who watch are told together what changed in this time.
const TOLD_EVERY_MS = 40;

/** The fold of a mission and all that follows it: the first page, the map, the store and who watches. */
export class Folding {
  readonly state: MissionState;
  readonly latest: Latest;
  readonly map: MissionMap;
  readonly casebook = new Casebook();
  readonly queue: QueueBook;
  readonly #tell: (told: Told) => void;
  readonly #batch = new BatchSize();
  readonly #ignored = new IgnoredEntries();
  #since: TouchedSince | undefined = new TouchedSince();
  #feed: StoreFeed | undefined;
  #lastStatement: { readonly index: number; readonly root: string } | undefined;
  /** Incidents that changed since those who watch were told, by the audience that reads them. */
  #untold = new Map<string, Set<string>>();
  #toldAt = 0;
  #toldSize = 0;
  #telling: NodeJS.Timeout | undefined;
  /** Entries that a snapshot spared. */
  #spared = 0;
  #erasure = -1;
  #hasHeldErased = false;

  constructor(tell: (told: Told) => void, state: MissionState = newMissionState()) {
    this.#tell = tell;
    this.state = state;
    // The map asks for all indications, so that statements have theirs at hand.
    followRows(state);
    this.latest = new Latest(state);
    this.map = new MissionMap(state);
    this.queue = new QueueBook(state, this.map);
  }

  /** Goes on from what a former process kept, of the same state; false where it does not fit. */
  restore({ size, known, latest, map, casebook, lastStatement }: Kept): boolean {
    if (size !== this.state.size || !this.map.restore(map)) return false;
    this.latest.restore(latest);
    this.casebook.restore(casebook);
    this.#lastStatement = lastStatement;
    this.#spared = size;
    this.#toldSize = size;
    this.#tell({ type: 'restored', standing: this.#standing(), known });
    this.#tellMembers();
    this.#tellRegistered();
    return true;
  }

  /** What the next start can go on from; `known` are the reports of the record. */
  keep(root: Hash, known: KnownDump): Kept {
    return {
      size: this.state.size,
      root,
      known,
      latest: this.latest.dump(),
      map: this.map.dump(),
      casebook: this.casebook.dump(),
      lastStatement: this.#lastStatement,
    };
  }

  /** Entries that a snapshot spared at the start. */
  get spared(): number {
    return this.#spared;
  }

  /** The last erasure that was folded, of whatever scope; -1 where none was. */
  get erasure(): number {
    return this.#erasure;
  }

  /**
   * Whether this state was made with a body that is erased now. Words of it may be left in tables that many values share, so
   * nothing of such a state is kept on a disk: a start that reads the record anew never meets them.
   */
  get hasHeldErased(): boolean {
    return this.#hasHeldErased;
  }

  get lastStatement(): { readonly index: number; readonly root: string } | undefined {
    return this.#lastStatement;
  }

  /** Sums of everything that an audience may read, and how many entries they are about. */
  counts(audience: string): { readonly counts: Counts; readonly counted: number } {
    return { counts: sumsOf(this.state, this.map.figures(), audience), counted: this.state.size };
  }

  /** Why an entry that was folded not long ago changed nothing; undefined where it did. */
  ignored(index: number): string | undefined {
    return this.#ignored.why(index);
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
  feed(store: Store): void {
    this.#feed = new StoreFeed(store, this.state, (entry) => this.#touchedSince(entry), this.#tell);
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

  /** Folds the next entries of the record, at once: those that this process filed, or those that were read back. */
  take(entries: readonly ReadEntry[], own: boolean): void {
    const begun = performance.now();
    const first = this.state.size;
    const changes = takeEntries(this.state, entries);
    const touched = nothingTouched();
    touch(touched, changes);
    for (const change of changes)
      if (change.type === 'axes') this.#tellLater(change.audience, change.incident);
    if (changes.some(({ type }) => type === 'member')) this.#tellMembers();
    if (changes.some((one) => one.type === 'agreement' || (one.type === 'noted' && one.kind === 'source')))
      this.#tellRegistered();
    this.#ignored.note(changes);
    this.casebook.take(entries, changes);
    // Whoever filed a report knows it.
    if (!own) {
      const known = changes.flatMap((change): readonly ReadBack[] => {
        if (change.type !== 'report' && change.type !== 'again') return [];
        const entry = entries[change.report.index - first];
        // The same for the same readers stands already.
        const again =
          change.type === 'again' && this.state.reports.get(change.report.key)?.basis === change.report.basis;
        return entry === undefined || again ? [] : [[change.report, entry]];
      });
      if (known.length > 0) this.#tell({ type: 'known', rows: packKnown(known) });
    }
    this.#noteErasures(entries, changes);
    for (const entry of entries) {
      const root = statedRoot(entry);
      if (root !== undefined) this.#lastStatement = { index: entry.index, root };
    }
    this.#pass(touched);
    this.#batch.took(performance.now() - begun, this.#feed === undefined);
  }

  /** Read back from the beginning, a record has lost those bodies already; what was taken in before had them. */
  #noteErasures(entries: readonly ReadEntry[], changes: readonly Change[]): void {
    const last = entries.findLast(({ header }) => header?.kind === 'erasure');
    if (last === undefined) return;
    this.#erasure = last.index;
    const hadBodies = this.#feed !== undefined || this.#spared > 0;
    this.#hasHeldErased ||=
      hadBodies || changes.some((change) => change.type === 'erased' && change.reports.length > 0);
  }

  /** Hands on to all that follow the fold what it changed. */
  #pass(touched: Touched): void {
    this.#note(touched);
    this.latest.take(touched);
    this.map.take(touched);
    this.queue.take(touched);
    if (this.#feed === undefined) this.#since?.note(touched, this.state.size - 1);
    else this.#feed.offer(touched);
    if (performance.now() - this.#toldAt >= TOLD_EVERY_MS) this.tell();
  }

  /** Before the map follows: it knows who read what is gone, or is for others now. */
  #note({ incidents }: Touched): void {
    for (const id of incidents)
      for (const basis of [this.map.basisOf(id), this.state.incidents.get(id)?.basis])
        if (basis !== undefined) this.#tellLater(basis, id);
  }

  #tellLater(basis: string, incident: string): void {
    const ids = this.#untold.get(basis) ?? new Set();
    this.#untold.set(basis, ids.add(incident));
  }

  /** Tells those who watch what changed, as soon as they may be told again. */
  tellSoon(): void {
    const wait = this.#toldAt + TOLD_EVERY_MS - performance.now();
    if (wait <= 0) this.tell();
    else this.#telling ??= setTimeout(() => this.tell(), wait);
  }

  /** Tells those who watch what changed since they were told last; nothing where nothing did. */
  tell(): void {
    clearTimeout(this.#telling);
    this.#telling = undefined;
    if (this.#toldSize === this.state.size) return;
    this.#toldSize = this.state.size;
    this.#toldAt = performance.now();
    const changed = Object.fromEntries([...this.#untold].map(([basis, ids]) => [basis, named([...ids])]));
    this.#untold = new Map();
    this.#tell({ type: 'folded', standing: this.#standing(), changed });
  }

  /** They are few, and change seldom; whoever waits for an entry to be folded finds them told. */
  #tellMembers(): void {
    this.#tell({ type: 'members', members: [...this.state.members.values()] });
  }

  #tellRegistered(): void {
    const { sources, agreements } = this.state;
    const parties = agreements.flatMap(({ agreement }) => agreement.parties.map(({ id }) => id));
    this.#tell({
      type: 'registered',
      registered: { sources: [...sources.values()], parties: [...new Set(parties)] },
    });
  }

  #standing(): Standing {
    const { size, reports, incidents, rules } = this.state;
    return { size, reports: reports.size, incidents: incidents.size, exercise: rules.exercise };
  }
}
