import type { KnownDump } from '../mission-known.ts';
import { Problem, type ProblemCode } from '../problems.ts';
import type { StorePlace } from '../store/place.ts';
import type { QuestionName } from './questions.ts';
import { CatchingUp, DerivedStopped, type Told } from './told.ts';

/** What the thread is started with. */
export interface ThreadData {
  /** The mission's data folder. */
  readonly folder: string;
  readonly origin: string;
  readonly store: StorePlace;
  readonly snapshotAfter?: number;
}

/** What is said to the thread and answered by nothing. */
export type Saying =
  | { readonly say: 'begin' | 'published'; readonly size: number }
  | { readonly say: 'filed'; readonly text: string };

/** What the thread is asked, by number. */
export type Call = { readonly id: number } & (
  | { readonly call: 'folded'; readonly size: number }
  | { readonly call: 'stored' }
  | { readonly call: 'ask'; readonly name: QuestionName; readonly audience: string; readonly asked: unknown }
  | { readonly call: 'keep' | 'close'; readonly known: KnownDump }
);

/** An error on its way between threads: of those that mean something to a client, what they mean. */
export type Failure =
  | { readonly type: 'problem'; readonly code: ProblemCode; readonly message: string }
  | { readonly type: 'catching-up'; readonly done: number; readonly of: number }
  | { readonly type: 'stopped'; readonly why: string }
  | { readonly type: 'fault'; readonly message: string; readonly stack: string };

/** What the thread says. */
export type Heard =
  | { readonly type: 'opened' }
  | { readonly type: 'told'; readonly told: Told }
  | { readonly type: 'answer'; readonly id: number; readonly value: unknown }
  | { readonly type: 'failure'; readonly id: number; readonly failure: Failure };

export function failureOf(error: unknown): Failure {
  if (error instanceof Problem) return { type: 'problem', code: error.code, message: error.message };
  if (error instanceof CatchingUp) return { type: 'catching-up', done: error.done, of: error.of };
  if (error instanceof DerivedStopped) return { type: 'stopped', why: error.why };
  if (error instanceof Error)
    return { type: 'fault', message: error.message, stack: error.stack ?? error.message };
  return { type: 'fault', message: String(error), stack: String(error) };
}

export function errorOf(failure: Failure): Error {
  switch (failure.type) {
    case 'problem':
      return new Problem(failure.code, failure.message);
    case 'catching-up':
      return new CatchingUp(failure.done, failure.of);
    case 'stopped':
      return new DerivedStopped(failure.why);
    case 'fault': {
      const error = new Error(failure.message);
      error.stack = failure.stack;
      return error;
    }
  }
}
