import { Worker } from 'node:worker_threads';
import type { Bulletin, Draft, FileName, OwnErratum } from '@armistice/core/bulletin';
import type { BulletinEntry, CountAnswer, CountingRule, SuppressedAnswer } from '@armistice/core/mission';
import type { Json } from '@armistice/core/record';
import { KeptAnswers } from './kept-answers.ts';
import { type Lane, Lanes } from './lanes.ts';
import type { Drafted, Made, UpTo } from './maker.ts';
import { BulletinRefused } from './problems.ts';

/** What the thread is asked. */
export type MakingCall = { readonly audience: string } & (
  | { readonly call: 'draft'; readonly draft: Omit<Draft, 'size' | 'tree'>; readonly upTo: UpTo }
  | { readonly call: 'model' | 'now' | 'atFirst' | 'differs'; readonly body: BulletinEntry }
  | {
      readonly call: 'file';
      readonly body: BulletinEntry;
      readonly name: FileName;
      readonly errata: readonly OwnErratum[];
    }
  | { readonly call: 'recount'; readonly body: BulletinEntry; readonly rule: CountingRule }
);

export type MakingHeard =
  | { readonly id: number; readonly value: unknown }
  | { readonly id: number; readonly error: { readonly code: string | undefined; readonly message: string } };

/** What is said to the thread: a call, or to let go of all that it keeps. */
export type MakingSaid = { readonly id: number; readonly call: MakingCall } | 'forget';

/** Bytes of answers that are kept. What was published does not change, but what it rests on may be erased. */
const MOST_BYTES = 64 * 2 ** 20;
/** About what a model takes, and each observation of its annex. */
const MODEL_BYTES = 50_000;
const ROW_BYTES = 500;
/** A call that takes longer ends with its thread: nobody waits for it for ever. */
const LIMIT_MS = 600_000;

interface Waiting {
  readonly id: number;
  readonly call: MakingCall;
  readonly settled: PromiseWithResolvers<unknown>;
}

/** Makes bulletins in a thread of its own, begun when the first is asked for: one call after the other, deeds before readers. */
export class Making {
  readonly #folder: string;
  readonly #limit: number;
  readonly #kept = new KeptAnswers(MOST_BYTES);
  readonly #lanes = new Lanes<Waiting>();
  #worker: Worker | undefined;
  #running: { readonly one: Waiting; readonly limit: NodeJS.Timeout } | undefined;
  #last = 0;
  #erasedAt = -1;

  /** `limit`: milliseconds that one call may take. */
  constructor(folder: string, limit: number = LIMIT_MS) {
    this.#folder = folder;
    this.#limit = limit;
  }

  draft(draft: Omit<Draft, 'size' | 'tree'>, audience: string, upTo: UpTo = {}): Promise<Drafted> {
    return this.#ask('deeds', { call: 'draft', draft, audience, upTo });
  }

  model(body: BulletinEntry, audience: string): Promise<Bulletin> {
    const bytesOf = ({ observations }: Bulletin) => MODEL_BYTES + ROW_BYTES * observations.length;
    return this.#once({ call: 'model', body, audience }, bytesOf);
  }

  /** A file as it was published, or as it stands after errata. */
  file(
    body: BulletinEntry,
    audience: string,
    name: FileName,
    errata: readonly OwnErratum[] = [],
  ): Promise<Made> {
    return this.#once<Made>({ call: 'file', body, audience, name, errata }, ({ bytes }) => bytes.length);
  }

  recount(
    body: BulletinEntry,
    audience: string,
    rule: CountingRule,
  ): Promise<CountAnswer | SuppressedAnswer> {
    return this.#once({ call: 'recount', body, audience, rule }, () => ROW_BYTES);
  }

  /** What its figures come to over everything published by now. */
  now(body: BulletinEntry, audience: string): Promise<Json | undefined> {
    return this.#ask('deeds', { call: 'now', body, audience });
  }

  /** What its figures came to over its own input: also of one that states none. */
  atFirst(body: BulletinEntry, audience: string): Promise<Json | undefined> {
    return this.#ask('deeds', { call: 'atFirst', body, audience });
  }

  /** The first field in which an entry says otherwise than what is made of its own input. */
  differs(body: BulletinEntry, audience: string): Promise<string | undefined> {
    return this.#ask('deeds', { call: 'differs', body, audience });
  }

  /** Lets go of everything that was made before the entry of the last erasure was folded (-1: there is none). */
  erasedAt(index: number): void {
    if (index <= this.#erasedAt) return;
    this.#erasedAt = index;
    this.#kept.clear();
    this.#worker?.postMessage('forget' satisfies MakingSaid);
  }

  async close(): Promise<void> {
    const worker = this.#worker;
    for (let one = this.#lanes.next(); one !== undefined; one = this.#lanes.next())
      one.settled.reject(new Error('the server ends'));
    await worker?.terminate();
  }

  #once<T>(call: MakingCall, bytesOf: (value: T) => number): Promise<T> {
    return this.#kept.of(JSON.stringify(call), () => this.#ask<T>('readers', call), bytesOf);
  }

  async #ask<T>(lane: Lane, call: MakingCall): Promise<T> {
    this.#last += 1;
    const settled = Promise.withResolvers<unknown>();
    this.#lanes.add(lane, { id: this.#last, call, settled });
    this.#goOn();
    return settled.promise as Promise<T>;
  }

  #goOn(): void {
    if (this.#running !== undefined) return;
    const one = this.#lanes.next();
    if (one === undefined) return;
    const worker = this.#thread();
    const limit = setTimeout(() => {
      const seconds = Math.round(this.#limit / 1000);
      one.settled.reject(
        new BulletinRefused('bulletin/too-long', `it took longer than ${seconds} s: take a shorter stretch`),
      );
      void worker.terminate();
    }, this.#limit);
    limit.unref();
    this.#running = { one, limit };
    worker.postMessage({ id: one.id, call: one.call } satisfies MakingSaid);
  }

  /** What is under way is over; the next begins. */
  #over(): Waiting | undefined {
    const running = this.#running;
    this.#running = undefined;
    clearTimeout(running?.limit);
    return running?.one;
  }

  #heard(heard: MakingHeard): void {
    if (heard.id !== this.#running?.one.id) return;
    const one = this.#over();
    if ('value' in heard) one?.settled.resolve(heard.value);
    else if (heard.error.code === undefined) one?.settled.reject(new Error(heard.error.message));
    else one?.settled.reject(new BulletinRefused(heard.error.code, heard.error.message));
    this.#goOn();
  }

  #thread(): Worker {
    if (this.#worker !== undefined) return this.#worker;
    const worker = new Worker(new URL('./worker.ts', import.meta.url), {
      workerData: { folder: this.#folder },
    });
    worker.unref();
    worker.on('message', (heard: MakingHeard) => this.#heard(heard));
    const end = (error: Error) => {
      if (this.#worker !== worker) return;
      this.#worker = undefined;
      this.#over()?.settled.reject(error);
      this.#goOn();
    };
    worker.on('error', (error) => end(error instanceof Error ? error : new Error(String(error))));
    worker.on('exit', () => end(new Error('the thread that makes bulletins ended')));
    this.#worker = worker;
    return worker;
  }
}
