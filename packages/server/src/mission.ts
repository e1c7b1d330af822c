import type { Agreement } from '@armistice/core/agreement';
import {
  MISSION,
  type MissionRules,
  type MissionState,
  type MissionView,
  newMissionState,
  type Report,
  reportFields,
  reportKey,
  stateOf,
  takeEntry,
} from '@armistice/core/mission';
import { type Json, PUBLIC, type ReadEntry, readEntries, toBase64Url } from '@armistice/core/record';
import { withdrawRows } from './mission-erasure.ts';
import { type Filed, FilingDesk } from './mission-filing.ts';
import type { Content } from './record/draft.ts';
import type { OpenLog } from './record/folder.ts';
import type { LogChange } from './record/log.ts';
import { missionSource } from './record/reading.ts';
import { openPart } from './record/seal.ts';
import { StoreFeed } from './store/feed.ts';
import type { Store, StoredChange } from './store/store.ts';

/** What a mission stands on. */
export interface MissionParts {
  readonly open: OpenLog;
  readonly store: Store;
  /** Something a person must know. */
  readonly onFault: (message: string) => void;
}

/** What happened, for those who watch: the record's own changes, and the fold having followed. */
export type MissionChange = LogChange | { readonly type: 'folded'; readonly size: number };

/**
 * A mission at work: what is filed goes into the record, and the fold follows the record. Nothing changes the state
 * but an entry read back from the log, so what is shown is what anyone else computes.
 */
export class Mission {
  readonly #parts: MissionParts;
  readonly #state: MissionState = newMissionState();
  readonly #listeners = new Set<(change: MissionChange) => void>();
  readonly #desk: FilingDesk;
  #feed: StoreFeed | undefined;
  #following: Promise<void> = Promise.resolve();
  #lastStatement: { readonly index: number; readonly root: string } | undefined;
  #quiet: () => void = () => undefined;

  private constructor(parts: MissionParts) {
    this.#parts = parts;
    this.#desk = new FilingDesk((reports) => this.#record(reports));
  }

  /** Folds the record from its beginning and follows it from then on. The store catches up in the background. */
  static async open(parts: MissionParts): Promise<Mission> {
    const mission = new Mission(parts);
    await mission.#follow();
    mission.#feed = new StoreFeed(parts.store, mission.#state, parts.onFault);
    mission.#quiet = parts.open.log.onChange((change) => mission.#heard(change));
    return mission;
  }

  /** The state as folded so far. */
  get view(): MissionView {
    return this.#state;
  }

  get log(): OpenLog['log'] {
    return this.#parts.open.log;
  }

  get store(): Store {
    return this.#parts.store;
  }

  /** The newest statement of what the record comes to. */
  get lastStatement(): { readonly index: number; readonly root: string } | undefined {
    return this.#lastStatement;
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
  file(reports: readonly Report[]): Promise<readonly Filed[]> {
    return this.#desk.file(reports);
  }

  async #record(reports: readonly Report[]): Promise<readonly Filed[]> {
    const { log, operator } = this.#parts.open;
    const drafts = reports.map((report) => {
      const content: Content = { kind: 'report', audience: PUBLIC, body: { fields: reportFields(report) } };
      return log.draft(content, operator);
    });
    const acknowledged = await log.append(drafts);
    return acknowledged.map((one, at) => ({
      key: reportKey(reports[at] as Report),
      index: one.index,
      leaf: toBase64Url(one.leafHash),
      already: false,
      promise: one.promise(),
    }));
  }

  /** Sets the rules of the mission, from this entry on. */
  async setRules(rules: MissionRules): Promise<void> {
    await this.#write('mission', rules as unknown as Json);
  }

  /** Adopts an agreement: its compiled form stands in the open, for everyone to evaluate. */
  async adopt(agreement: Agreement): Promise<void> {
    await this.#write('agreement', agreement as unknown as Json);
  }

  async #write(kind: string, open: Json): Promise<void> {
    const { log, keys } = this.#parts.open;
    await log.append([log.draft({ kind, audience: PUBLIC, body: { open } }, keys.registrar)]);
    await this.settled();
  }

  /** States what the record comes to now, with the rows as a file beside it. Nothing is stated twice. */
  async state(): Promise<void> {
    await this.settled();
    const { log, keys, disk } = this.#parts.open;
    const { statement, rows } = stateOf(this.#state);
    if (this.#lastStatement?.root === statement.roots.public) return;
    // The file first: a statement never names what is not there.
    await disk.replace(`public/derived/${statement.size}/incidents.ndjson`, rows);
    const content: Content = {
      kind: 'statement',
      audience: PUBLIC,
      body: { open: statement as unknown as Json },
    };
    await log.append([log.draft(content, keys.sequencer)]);
    await this.settled();
  }

  /** Resolves when everything that was durable at the call is published and folded. */
  async settled(): Promise<void> {
    const target = this.log.size();
    while (this.#state.size < target) await this.#follow();
  }

  /** Resolves when the store has kept what was folded at the call. */
  async stored(): Promise<void> {
    await this.settled();
    await this.#feed?.idle();
  }

  /** Reads what the record has beyond the state, one reader at a time. */
  #follow(): Promise<void> {
    const next = this.#following.then(() => this.#readOn());
    this.#following = next.catch(() => undefined);
    return next;
  }

  async #readOn(): Promise<void> {
    const from = this.#state.size;
    if (this.log.size() <= from) return;
    const changes: StoredChange[] = [];
    for await (const entry of this.log.readFrom(from)) this.#fold(entry, changes);
    const to = this.#state.size;
    if (to === from) return;
    // Also at every start: an erasure that was cut short is completed by the log, and what was derived by us.
    if (this.#state.erasedAt >= from) await withdrawRows(this.#parts.open.disk, this.#state);
    this.#feed?.offer({ from, to, changes });
    this.#tell({ type: 'folded', size: to });
  }

  #fold(entry: ReadEntry, kept: StoredChange[]): void {
    for (const change of takeEntry(this.#state, entry)) {
      if (change.type === 'incident' || change.type === 'indications') kept.push(change);
      if (change.type === 'report' && change.report.index === entry.index)
        this.#desk.known(change.report, entry);
    }
    const { root } = rootOf(entry);
    if (root !== undefined) this.#lastStatement = { index: entry.index, root };
  }

  /** Every field of one report, for the mission itself; undefined where there is no such report. */
  async wholeReport(key: string): Promise<ReadEntry | undefined> {
    const known = this.#state.reports.get(key);
    if (known === undefined) return undefined;
    const source = missionSource(this.#parts.open.disk);
    const size = this.log.publishedSize();
    for await (const entry of readEntries(source, {
      size,
      from: known.index,
      audiences: [MISSION],
      open: openPart,
    }))
      return entry;
    return undefined;
  }

  /** Stops following; the log and the store are closed too. */
  async close(): Promise<void> {
    this.#quiet();
    await this.#following;
    await this.log.close();
    await this.#feed?.idle();
    await this.#parts.store.close();
  }
}

function rootOf(entry: ReadEntry): { readonly root?: string } {
  if (entry.header?.kind !== 'statement' || entry.header.audience !== PUBLIC) return {};
  const root = (entry.body.roots as { readonly public?: Json } | undefined)?.public;
  return typeof root === 'string' ? { root } : {};
}
