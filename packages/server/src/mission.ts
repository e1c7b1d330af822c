import type { Agreement } from '@armistice/core/agreement';
import {
  FUSION_ENTRY,
  MISSION,
  type MissionRules,
  type Report,
  type SourceEntry,
} from '@armistice/core/mission';
import { type Json, PUBLIC } from '@armistice/core/record';
import type { Derived } from './derived/derived.ts';
import { eachKnown } from './derived/known-rows.ts';
import type { Answer, Asked, QuestionName } from './derived/questions.ts';
import { CatchingUp, DerivedStopped, type Standing, type Told } from './derived/told.ts';
import type { MissionChange } from './mission-change.ts';
import { type Filed, FilingDesk, type Outcome } from './mission-filing.ts';
import { recordingReports } from './mission-recording.ts';
import { Registry } from './mission-registry.ts';
import { refusingSimulated } from './mission-simulated.ts';
import { Appointing } from './people/appointing.ts';
import { Members } from './people/members.ts';
import type { OpenLog } from './record/folder.ts';
import type { EntrySigner } from './record/keys.ts';
import type { LogChange } from './record/log-change.ts';

/** What a mission stands on. */
export interface MissionParts {
  readonly open: OpenLog;
  /** What derives from its record, in this thread or in one of its own. */
  readonly derived: Derived;
  /** Something a person must know. */
  readonly onFault: (message: string) => void;
}

// Further behind than this the fold reads what was filed from the disk: it need not be held for it.
const MAX_AHEAD = 20_000;
const NOTHING: Standing = { size: 0, reports: 0, incidents: 0, exercise: false };

/**
 * A mission at work: what is filed goes into the record, and what derives from the record follows it. Nothing changes the
 * state but an entry of the log, so what is shown is what anyone else computes.
 */
export class Mission {
  readonly #parts: MissionParts;
  readonly #listeners = new Set<(change: MissionChange) => void>();
  readonly #desk: FilingDesk;
  /** Who is a member, as the record has it so far: to be asked once {@link mustKnowReports} does not throw. */
  readonly members: Members = new Members();
  readonly appointing: Appointing;
  /** Whose sources are, as the record has them so far. */
  readonly registry: Registry = new Registry();
  /** Resolves when the record is read back to where it stood at the start; rejects where that failed. */
  readonly caughtUp: Promise<void>;
  readonly #caughtUp = Promise.withResolvers<void>();
  #standing = NOTHING;
  #stored = 0;
  #isCaughtUp = false;
  #stopped: string | undefined;
  #closing = false;
  readonly #quiet: () => void;

  /** Begins to read the record back from its beginning, and follows it from then on. */
  constructor(parts: MissionParts) {
    const { open, derived } = parts;
    this.#parts = parts;
    this.appointing = new Appointing(this, open);
    this.#desk = new FilingDesk(
      recordingReports(open, (first, text) => {
        if (first - this.#standing.size < MAX_AHEAD) derived.filed(text());
      }),
      refusingSimulated(() => this.#standing.exercise),
      (source, audience) => this.registry.classFor(source, audience),
    );
    this.#quiet = open.log.onChange((change) => this.#heard(change));
    this.caughtUp = this.#caughtUp.promise;
    // Whoever needs it waits for it; until then a failure must not end the process.
    this.caughtUp.catch(() => undefined);
    this.#begin().catch((error: unknown) => this.#caughtUp.reject(error));
  }

  /** A mission that has read back its record. The store catches up in the background. */
  static async open(parts: MissionParts): Promise<Mission> {
    const mission = new Mission(parts);
    await mission.caughtUp;
    return mission;
  }

  async #begin(): Promise<void> {
    await this.log.publish();
    if (this.#closing) return;
    this.#parts.derived.begin(this.log.publishedSize(), (told) => this.#told(told));
  }

  /** Whether the whole record was read back since the start, and is followed. */
  get ready(): boolean {
    return this.#isCaughtUp && this.#stopped === undefined;
  }

  /** Why nothing is derived from the record any more; undefined while it is. */
  get stopped(): string | undefined {
    return this.#stopped;
  }

  /** Throws {@link CatchingUp} until the record is read back, and {@link DerivedStopped} where it is not followed any more. */
  mustBeReady(): void {
    if (this.#stopped !== undefined) throw new DerivedStopped(this.#stopped);
    this.mustKnowReports();
  }

  /** Once every report of the record is known, reports can be filed, whatever becomes of the fold. */
  mustKnowReports(): void {
    if (this.#isCaughtUp) return;
    if (this.#stopped !== undefined) throw new DerivedStopped(this.#stopped);
    throw new CatchingUp(this.#standing.size, this.log.size());
  }

  get log(): OpenLog['log'] {
    return this.#parts.open.log;
  }

  /** How far the fold is, as it last told. */
  get standing(): Standing {
    return this.#standing;
  }

  /** Asks what derives from the record, as one audience may know it. */
  ask<N extends QuestionName>(name: N, audience: string, asked: Asked<N>): Promise<Answer<N>> {
    return this.#parts.derived.ask(name, audience, asked);
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
    if (change.type === 'checkpoint') this.#parts.derived.published(change.size);
    if (change.type === 'warning' || change.type === 'stopped') this.#parts.onFault(change.message);
  }

  #told(told: Told): void {
    if ('standing' in told) this.#standing = told.standing;
    switch (told.type) {
      case 'restored':
        this.#desk.restore(told.known);
        this.#tell({ type: 'restored', size: told.standing.size });
        break;
      case 'known':
        eachKnown(told.rows, (key, known) => this.#desk.known(key, known));
        break;
      case 'members':
        this.members.replace(told.members);
        this.#tell({ type: 'members' });
        break;
      case 'registered':
        this.registry.replace(told.registered);
        break;
      case 'folded':
        this.#tell({ type: 'folded', size: told.standing.size, changed: told.changed });
        break;
      case 'caught-up':
        this.#isCaughtUp = true;
        this.#caughtUp.resolve();
        break;
      case 'stored':
        this.#stored = told.size;
        break;
      case 'at-rest':
        this.#rested(told.size);
        break;
      case 'fault':
        this.#parts.onFault(told.message);
        break;
      case 'stopped':
        this.#ended(told.message);
    }
  }

  /** A snapshot names every report that stands before it, and none that may come after. */
  #rested(size: number): void {
    if (size !== this.log.size() || this.#desk.pending > 0 || this.#closing) return;
    const kept = this.#parts.derived.keep(this.#desk.dump());
    kept.catch((error: unknown) => this.#parts.onFault(`no snapshot was kept: ${String(error)}`));
  }

  #ended(why: string): void {
    this.#stopped = why;
    this.#caughtUp.reject(new DerivedStopped(why));
    this.#parts.onFault(
      `the fold stopped: ${why}; reports are recorded as before and nothing is lost; restart the server`,
    );
  }

  /** What is said of sources must be known before their reports are taken: an exact place that went out is out. */
  async knowSources(): Promise<void> {
    this.mustKnowReports();
    while (this.log.registering !== undefined || this.#standing.size < this.log.registeredTo) {
      await this.log.registering;
      await this.settled();
      if (this.#closing) return;
      this.mustBeReady();
    }
  }

  /** Files reports that were parsed, for everyone or sealed to one audience; each answer says where it stands in the record. Filing the same again changes nothing. */
  async file(reports: readonly Report[], audience?: string, author?: EntrySigner): Promise<readonly Filed[]> {
    await this.knowSources();
    return this.#desk.file(reports, audience, author);
  }

  /** Files reports that stand each for itself: the answer for one that was refused is the reason. */
  async fileEach(
    reports: readonly Report[],
    audience?: string,
    author?: EntrySigner,
  ): Promise<readonly (Outcome | Error)[]> {
    await this.knowSources();
    return this.#desk.fileEach(reports, audience, author);
  }

  /**
   * Reports on their way to the record; entries of it that the fold has not taken, and that the store has not kept. A fold
   * that has stopped will take none, and nobody waits for it.
   */
  get behind(): { readonly filing: number; readonly folding: number; readonly storing: number } {
    const size = this.log.size();
    return {
      filing: this.#desk.pending,
      folding: this.#stopped === undefined ? size - this.#standing.size : 0,
      storing: size - this.#stored,
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
    const { log, keys } = this.#parts.open;
    const content = await this.ask('statement', MISSION, {});
    if (content === undefined) return;
    await log.append([log.draft(content, keys.sequencer)]);
    await this.settled();
  }

  /** Resolves when everything that was durable at the call is published and folded. */
  async settled(): Promise<void> {
    const target = this.log.size();
    if (this.#closing) return;
    await this.log.publish();
    this.#parts.derived.published(this.log.publishedSize());
    await this.#parts.derived.folded(target);
  }

  /** Resolves when the store has kept what was folded at the call. */
  async stored(): Promise<void> {
    await this.settled();
    await this.#parts.derived.stored();
  }

  /** Stops following; the log and what derives from it are closed too. */
  async close(): Promise<void> {
    this.#closing = true;
    this.#quiet();
    try {
      await this.#parts.derived.close(this.#desk.dump());
    } finally {
      this.#caughtUp.resolve();
      // The record closes in order whatever becomes of what derives from it.
      await this.log.close();
    }
  }
}
