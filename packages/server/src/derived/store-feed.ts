import { judgeOf, type MissionView } from '@armistice/core/mission';
import { RowsInMaking } from '../store/rows.ts';
import { OutOfStep, type Store, type StoredChange } from '../store/store.ts';
import { Gathering } from './gathering.ts';
import { Slices } from './slices.ts';
import { sourcesOf } from './sources-of.ts';
import type { Told } from './told.ts';
import type { Touched } from './touched.ts';

// One transaction of this many rows keeps the database busy for less than a tenth of a second, and answers wait no longer.
const ROWS_AT_ONCE = 2_000;
// A transaction costs as much as a hundred rows, however few it has: what comes in this time shares one.
const GATHER_MS = 200;

/** What a store being fed has to tell. */
type ToldByStore = Extract<Told, { readonly type: 'fault' | 'stored' }>;

/**
 * Feeds a store in the background. Whoever calls {@link StoreFeed.offer} never waits, and a store that falls behind
 * costs no memory: what is kept for it is only which incidents and reports changed; it is given them as they are then.
 */
export class StoreFeed {
  readonly #store: Store;
  readonly #view: MissionView;
  readonly #tell: (told: ToldByStore) => void;
  readonly #incidents = new Set<string>();
  readonly #reports = new Set<string>();
  #kept = 0;
  #working: Promise<void>;
  #drains = false;
  readonly #gathering = new Gathering(GATHER_MS);
  /** How many wait until everything is kept. */
  #awaited = 0;

  /**
   * Begins by comparing what the store kept with the state that was folded from the record. `since` tells what changed
   * at or after an entry, as far as the fold noted it; of an earlier one, nothing is known.
   */
  constructor(
    store: Store,
    view: MissionView,
    since: (entry: number) => Touched | undefined,
    tell: (told: ToldByStore) => void,
  ) {
    this.#store = store;
    this.#view = view;
    this.#tell = tell;
    this.#working = this.#guarded(() => this.#catchUp(since));
  }

  /** Entries whose changes the store has kept. */
  get kept(): number {
    return this.#kept;
  }

  /** Notes what entries changed that were just folded. */
  offer(touched: Touched): void {
    this.#note(touched);
    // One drain takes everything that is noted until it starts.
    if (this.#hasEnough) this.#gathering.end();
    if (this.#drains) return;
    this.#drains = true;
    this.#working = this.#working.then(() => this.#guarded(() => this.#drain()));
  }

  /** Resolves when everything offered so far is kept, or was given up with a word. */
  async idle(): Promise<void> {
    this.#awaited += 1;
    this.#gathering.end();
    await this.#working;
    this.#awaited -= 1;
  }

  get #hasEnough(): boolean {
    return this.#incidents.size + this.#reports.size >= ROWS_AT_ONCE;
  }

  async #guarded(work: () => Promise<void>): Promise<void> {
    try {
      await work();
    } catch (error) {
      const why = error instanceof Error ? error.message : String(error);
      const message = `the database cache fell behind; it is caught up with the next change, or filled again at the next start: ${why}`;
      this.#tell({ type: 'fault', message });
    }
  }

  async #drain(): Promise<void> {
    if (this.#awaited === 0 && !this.#hasEnough) await this.#gathering.moment();
    this.#drains = false;
    // What was erased must leave the files too, not only the rows.
    if (this.#view.erasedAt >= this.#kept) return this.#fillAnew();
    const touched = { incidents: new Set(this.#incidents), reports: new Set(this.#reports) };
    this.#incidents.clear();
    this.#reports.clear();
    try {
      await this.#save(touched, this.#kept);
    } catch (error) {
      if (!(error instanceof OutOfStep)) throw error;
      await this.#fillAnew();
    }
  }

  /** Brings the store to the state that is folded now; what was noted is contained in it. */
  async #catchUp(since: (entry: number) => Touched | undefined): Promise<void> {
    const view = this.#view;
    this.#keptUpTo(await this.#store.size());
    if (this.#kept === view.size) return;
    // A store ahead of the record, or one from before an erasure, is filled from the beginning.
    if (this.#kept > view.size || view.erasedAt >= this.#kept) return this.#fillAnew();
    const touched = since(this.#kept);
    if (touched === undefined) await this.#fillAnew();
    else await this.#save(touched, this.#kept);
  }

  async #fillAnew(): Promise<void> {
    this.#incidents.clear();
    this.#reports.clear();
    // From here on, so that nobody takes what is there meanwhile for everything.
    this.#kept = 0;
    if (!(await this.#isFresh())) await this.#store.clear();
    const { incidents, reports } = this.#view;
    await this.#save({ incidents: new Set(incidents.keys()), reports: new Set(reports.keys()) }, 0);
  }

  /** Whether nothing was ever kept: a filling that was cut short leaves incidents and no size. */
  async #isFresh(): Promise<boolean> {
    return (await this.#store.size()) === 0 && (await this.#store.incidents({ limit: 1 })).length === 0;
  }

  /** Writes rows as they are now. What could not be written is noted again, for the next time. */
  async #save(touched: Touched, from: number): Promise<void> {
    try {
      await this.#write(touched, from);
    } catch (error) {
      this.#note(touched);
      throw error;
    }
  }

  /** The size is raised by the last transaction only, so that a crash between two begins again. */
  async #write(touched: Touched, from: number): Promise<void> {
    const to = this.#view.size;
    const slices = new Slices();
    let making = new RowsInMaking();
    for (const change of changesOf(this.#view, touched)) {
      making.add(change);
      if (slices.isOver) await slices.turn();
      if (making.size < ROWS_AT_ONCE) continue;
      await this.#store.saveRows({ from, to: from, rows: making.rows() });
      making = new RowsInMaking();
    }
    await this.#store.saveRows({ from, to, rows: making.rows() });
    this.#keptUpTo(to);
  }

  #keptUpTo(size: number): void {
    this.#kept = size;
    this.#tell({ type: 'stored', size });
  }

  #note({ incidents, reports }: Touched): void {
    for (const id of incidents) this.#incidents.add(id);
    for (const key of reports) this.#reports.add(key);
  }
}

function* changesOf(view: MissionView, { incidents, reports }: Touched): Generator<StoredChange> {
  for (const key of reports) {
    // Entries under the same key, of which one stands.
    for (const { index } of view.again.get(key) ?? []) yield { type: 'withdrawn', entry: index };
    const report = view.reports.get(key);
    if (report !== undefined) yield { type: 'report', report };
  }
  for (const id of incidents) {
    const incident = view.incidents.get(id);
    if (incident === undefined) yield { type: 'gone', incident: id };
    else
      yield {
        type: 'incident',
        incident,
        indications: judgeOf(view)(incident),
        sources: sourcesOf(view, incident),
      };
  }
}
