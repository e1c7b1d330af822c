import type { MissionView } from '@armistice/core/mission';
import { OutOfStep, type Store, type StoreBatch, type StoredChange } from './store.ts';

// A batch from the fold is small; what is caught up on at a start is cut to this many incidents a transaction.
const CATCH_UP = 500;

/** Feeds a store in the background. Whoever calls {@link StoreFeed.offer} never waits. */
export class StoreFeed {
  readonly #store: Store;
  readonly #view: MissionView;
  readonly #onFault: (message: string) => void;
  #queue: StoreBatch[] = [];
  #working: Promise<void>;

  /** Begins by comparing what the store kept with the state that was folded from the record. */
  constructor(store: Store, view: MissionView, onFault: (message: string) => void) {
    this.#store = store;
    this.#view = view;
    this.#onFault = onFault;
    this.#working = this.#guarded(() => this.#catchUp());
  }

  /** Queues the changes of entries that were just folded. */
  offer(batch: StoreBatch): void {
    this.#queue.push(batch);
    this.#working = this.#working.then(() => this.#guarded(() => this.#drain()));
  }

  /** Resolves when everything offered so far is kept, or was given up with a word. */
  idle(): Promise<void> {
    return this.#working;
  }

  async #guarded(work: () => Promise<void>): Promise<void> {
    try {
      await work();
    } catch (error) {
      const why = error instanceof Error ? error.message : String(error);
      this.#onFault(`the database cache fell behind and is filled again at the next start: ${why}`);
    }
  }

  async #drain(): Promise<void> {
    const [first, ...more] = this.#queue;
    if (first === undefined) return;
    // What was erased must leave the files too, not only the rows.
    if (this.#view.erasedAt >= first.from) return this.#catchUp();
    this.#queue = [];
    const whole = {
      from: first.from,
      to: more.at(-1)?.to ?? first.to,
      changes: [first, ...more].flatMap(({ changes }) => changes),
    };
    try {
      await this.#store.save(whole);
    } catch (error) {
      if (!(error instanceof OutOfStep)) throw error;
      await this.#catchUp();
    }
  }

  /** Brings the store to the state that is folded now; what was queued is contained in it. */
  async #catchUp(): Promise<void> {
    const view = this.#view;
    const kept = await this.#store.size();
    const size = view.size;
    this.#queue = [];
    if (kept === size) return;
    const known = kept < size && view.erasedAt < kept && !view.agreements.some(({ index }) => index >= kept);
    // A store ahead of the record, or one from before an agreement or an erasure, is filled from the beginning.
    if (!known && !(await this.#isFresh(kept))) await this.#store.clear();
    const from = known ? kept : 0;
    const changes = changesSince(view, from);
    // The size is raised by the last transaction only, so that a crash between two begins again.
    for (let at = 0; at + CATCH_UP < changes.length; at += CATCH_UP)
      await this.#store.save({ from, to: from, changes: changes.slice(at, at + CATCH_UP) });
    const last = Math.max(0, Math.ceil(changes.length / CATCH_UP) - 1) * CATCH_UP;
    await this.#store.save({ from, to: size, changes: changes.slice(last) });
  }

  /** Whether nothing was ever kept: a filling that was cut short leaves incidents and no size. */
  async #isFresh(kept: number): Promise<boolean> {
    return kept === 0 && (await this.#store.incidents({ limit: 1 })).length === 0;
  }
}

/** Incidents with a report at or after an entry, and what the clauses say of them. */
function changesSince(view: MissionView, from: number): readonly StoredChange[] {
  const changes: StoredChange[] = [];
  for (const incident of view.incidents.values()) {
    if (!incident.reports.some((key) => (view.reports.get(key)?.index ?? 0) >= from)) continue;
    changes.push({ type: 'incident', incident });
    changes.push({
      type: 'indications',
      incident: incident.id,
      indications: view.indications.get(incident.id) ?? [],
    });
  }
  return changes;
}
