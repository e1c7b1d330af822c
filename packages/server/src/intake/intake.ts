import type { Report } from '@armistice/core/mission';
import type { ContextLine, Dataset } from './context.ts';
import type { Rejection } from './rejection.ts';

// One way in for every format: bytes → rows → reports, context or a rejection. Nothing else is known to what follows.

/** What became of one row. */
export type Outcome =
  | {
      readonly type: 'reports';
      readonly reports: readonly Report[];
      readonly context: readonly ContextLine[];
      readonly notes: readonly string[];
    }
  | {
      readonly type: 'context';
      readonly context: readonly ContextLine[];
      readonly notes: readonly string[];
    }
  | { readonly type: 'rejected'; readonly rejection: Rejection };

/** One row of a source, with what became of it. */
export interface Taken {
  /** Where it begins: a line of the file, or the number of a row or an item. */
  readonly line: number;
  readonly outcome: Outcome;
  /** The row as it goes back in a file of rejected rows. */
  back(rejection: Rejection): string;
}

/** A source that was opened. Its rows can be taken once. */
export interface Intake {
  readonly taken: AsyncIterable<Taken>;
  /** What a file of rejected rows begins and ends with, so that it is of the same format as what was sent. */
  readonly head: string;
  readonly tail: string;
  /** Whose data it is, where it is somebody else's. */
  readonly dataset?: Dataset;
}

/** Nothing of a source can be read: its header, its mapping, its container. */
export class UnreadableSource extends Error {
  readonly remedy: string;

  constructor(message: string, remedy: string) {
    super(message);
    this.name = 'UnreadableSource';
    this.remedy = remedy;
  }
}

/** Reports of a row, and nothing besides. */
export function reported(reports: readonly Report[], notes: readonly string[] = []): Outcome {
  return { type: 'reports', reports, context: [], notes };
}
