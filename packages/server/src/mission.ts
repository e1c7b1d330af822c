import type { Agreement } from '@armistice/core/agreement';
import {
  FUSION_ENTRY,
  type MissionRules,
  type MissionView,
  type Report,
  type SourceEntry,
} from '@armistice/core/mission';
import { type Json, PUBLIC, type ReadEntry } from '@armistice/core/record';
import { withdrawRows } from './derived/erasure.ts';
import { Folding } from './derived/folding.ts';
import { Keeping } from './derived/keeping.ts';
import type { Latest } from './derived/latest.ts';
import type { MissionMap } from './derived/map.ts';
import { OwnEntries } from './derived/own.ts';
import { readOne } from './derived/reading.ts';
import { giveWay, type Traffic } from './derived/slices.ts';
import { statementOf } from './derived/stating.ts';
import { CatchingUp, type MissionChange } from './mission-change.ts';
import { type Filed, FilingDesk, type Outcome } from './mission-filing.ts';
import { recordingReports } from './mission-recording.ts';
import { refusingSimulated } from './mission-simulated.ts';
import type { OpenLog } from './record/folder.ts';
import type { LogChange } from './record/log-change.ts';
import type { Store } from './store/store.ts';

/** What a mission stands on. */
export interface MissionParts {
  readonly open: OpenLog;
  readonly store: Store;
  /** So many entries beyond the last snapshot of the fold are worth another one. */
  readonly snapshotAfter?: number;
  /** Something a person must know. */
  readonly onFault: (message: string) => void;
}

/**
 * A mission at work: what is filed goes into the record, and the fold follows the record. Nothing changes the state
 * but an entry read back from the log, so what is shown is what anyone else computes.
 */
export class Mission {
  readonly #parts: MissionParts;
  readonly #listeners = new Set<(change: MissionChange) => void>();
  readonly #desk: FilingDesk;
  readonly #own = new OwnEntries();
  #folding: Folding;
  readonly #keeping: Keeping;
  /** Resolves when the record is read back to where it stood at the start. */
  readonly caughtUp: Promise<void>;
  #isCaughtUp = false;
  #closing = false;
  #following: Promise<void> = Promise.resolve();
  readonly #quiet: () => void;

  /** Begins to fold the record from its beginning, and follows it from then on. */
  constructor(parts: MissionParts) {
    this.#parts = parts;
    this.#desk = new FilingDesk(
      recordingReports(parts.open, this.#own, () => this.#folding.state.size),
      refusingSimulated(() => this.view.rules.exercise),
    );
    this.#folding = new Folding(this.#desk, (change) => this.#tell(change));
    this.#keeping = new Keeping(parts.open, parts.onFault, parts.snapshotAfter);
    this.#quiet = parts.open.log.onChange((change) => this.#heard(change));
    this.caughtUp = this.#catchUp();
    // Whoever needs it waits for it; until then a failure must not end the process.
    this.caughtUp.catch(() => undefined);
  }

  /** A mission that has read back its record. The store catches up in the background. */
  static async open(parts: MissionParts): Promise<Mission> {
    const mission = new Mission(parts);
    await mission.caughtUp;
    return mission;
  }

  async #catchUp(): Promise<void> {
    const { store, onFault } = this.#parts;
    // Nothing is folded before it is known where to go on from.
    this.#following = this.#restore();
    await this.#following;
    this.#folding.begin(store);
    await this.#follow();
    if (this.#closing) return;
    this.#isCaughtUp = true;
    this.#folding.feed(store, onFault);
    this.#keeping.watch(this.#folding);
  }

  async #restore(): Promise<void> {
    const kept = await this.#keeping.restore(this.#desk, (change) => this.#tell(change));
    if (kept !== undefined) this.#folding = kept;
  }

  /** Whether the whole record was read back since the start. */
  get ready(): boolean {
    return this.#isCaughtUp;
  }

  /** Throws {@link CatchingUp} until the record is read back. */
  mustBeReady(): void {
    if (!this.#isCaughtUp) throw new CatchingUp(this.#folding.state.size, this.log.size());
  }

  /** The state as folded so far. */
  get view(): MissionView {
    return this.#folding.state;
  }

  get log(): OpenLog['log'] {
    return this.#parts.open.log;
  }

  /** The fold with what follows it: sums, and how many entries a snapshot spared at the start. */
  get folding(): Pick<Folding, 'counts' | 'spared'> {
    return this.#folding;
  }

  get store(): Store {
    return this.#parts.store;
  }

  /** What the first page shows. */
  get latest(): Latest {
    return this.#folding.latest;
  }

  /** The map, as far as the fold has come. */
  get map(): MissionMap {
    return this.#folding.map;
  }

  /** The newest statement of what the record comes to. */
  get lastStatement(): Folding['lastStatement'] {
    return this.#folding.lastStatement;
  }

  onChange(listener: (change: MissionChange) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  #tell(change: MissionChange): void {
    for (const listener of this.#listeners) listener(change);
  }

  #heard(change: LogChange): void {
    this.#tell(change);
    if (change.type === 'checkpoint')
      this.#follow().catch((error: unknown) => this.#parts.onFault(`the fold stopped: ${String(error)}`));
    if (change.type === 'warning' || change.type === 'stopped') this.#parts.onFault(change.message);
  }

  /** Files reports that were parsed; each answer says where it stands in the record. Filing the same again changes nothing. */
  async file(reports: readonly Report[]): Promise<readonly Filed[]> {
    this.mustBeReady();
    return this.#desk.file(reports);
  }

  /** Files reports that stand each for itself: the answer for one that was refused is the reason. */
  async fileEach(reports: readonly Report[]): Promise<readonly (Outcome | Error)[]> {
    this.mustBeReady();
    return this.#desk.fileEach(reports);
  }

  /** Reports on their way to the record; entries of it that the fold has not taken, and that the store has not kept. */
  get behind(): { readonly filing: number; readonly folding: number; readonly storing: number } {
    const size = this.log.size();
    return {
      filing: this.#desk.pending,
      folding: size - this.#folding.state.size,
      storing: size - this.#folding.kept,
    };
  }

  /** Sets the rules of the mission, from this entry on. */
  setRules(rules: MissionRules): Promise<void> {
    return this.#write('mission', rules as unknown as Json);
  }

  /** Adopts an agreement: its compiled form stands in the open, for everyone to evaluate. */
  async adopt(agreement: Agreement): Promise<void> {
    await this.#write('agreement', agreement as unknown as Json);
  }

  /** Registers a source: whose it is, where and how it observes. */
  async register(source: SourceEntry): Promise<void> {
    await this.#write('source', source as unknown as Json);
  }

  /** Takes up fusion, under the sensor models of this program. */
  readonly fuse = (): Promise<void> => this.#write('fusion-parameters', FUSION_ENTRY);

  async #write(kind: string, open: Json): Promise<void> {
    const { log, keys } = this.#parts.open;
    await log.append([log.draft({ kind, audience: PUBLIC, body: { open } }, keys.registrar)]);
    await this.settled();
  }

  /** States what the record comes to now, with the rows as a file beside it. Nothing is stated twice. */
  async state(): Promise<void> {
    await this.settled();
    const { log, keys, disk } = this.#parts.open;
    const content = await statementOf(this.#folding.state, disk, this.lastStatement?.root);
    if (content === undefined) return;
    await log.append([log.draft(content, keys.sequencer)]);
    await this.settled();
  }

  /** Resolves when everything that was durable at the call is published and folded. */
  async settled(): Promise<void> {
    const target = this.log.size();
    while (this.#folding.state.size < target && !this.#closing) await this.#follow();
  }

  /** Resolves when the store has kept what was folded at the call. */
  async stored(): Promise<void> {
    await this.settled();
    await this.#folding.idle();
  }

  /** Reads what the record has beyond the state, one reader at a time. */
  #follow(): Promise<void> {
    const next = this.#following.then(() => this.#readOn());
    this.#following = next.catch(() => undefined);
    return next;
  }

  async #readOn(): Promise<void> {
    const from = this.#folding.state.size;
    if (this.log.size() <= from) return;
    await this.log.publish();
    await giveWay(this.#traffic);
    let batch: ReadEntry[] = [];
    for await (const entry of this.#own.entriesFrom(this.log, from)) {
      if (this.#closing) return;
      batch.push(entry);
      if (batch.length < this.#folding.atOnce) continue;
      this.#take(batch);
      batch = [];
      // No acknowledgement waits for more than one batch.
      await giveWay(this.#traffic);
    }
    if (batch.length > 0) this.#take(batch);
    if (this.#folding.state.size === from) return;
    // Also at every start: an erasure that was cut short is completed by the log, and what was derived by us.
    if (this.#folding.state.erasedAt >= from) {
      await this.#keeping.forget();
      await withdrawRows(this.#parts.open.disk, this.#folding.state);
    }
    this.#folding.tell();
  }

  readonly #traffic = (): Traffic => ({
    filing: this.#desk.pending,
    behind: this.log.size() - this.#folding.state.size,
  });

  #take(entries: readonly ReadEntry[]): void {
    this.#folding.take(entries);
    this.#own.forgetBefore(this.#folding.state.size);
  }

  /** Every field of one report, for the mission itself; undefined where there is no such report. */
  async wholeReport(key: string): Promise<ReadEntry | undefined> {
    const known = this.#folding.state.reports.get(key);
    if (known === undefined) return undefined;
    return readOne(this.#parts.open.disk, this.log.publishedSize(), known.index);
  }

  /** Stops following; the log and the store are closed too. */
  async close(): Promise<void> {
    this.#closing = true;
    this.#quiet();
    await this.caughtUp.catch(() => undefined);
    await this.#following;
    await this.#folding.idle();
    await this.#keeping.close(this.#folding);
    await this.log.close();
    await this.#parts.store.close();
  }
}
