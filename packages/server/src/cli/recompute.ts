import type { LogSource, ReadEntry } from '@armistice/core/record';

/** One of the four answers that go beyond integrity. `none`: there was nothing of the kind to check. */
export interface RecomputedAnswer {
  readonly state: 'yes' | 'no' | 'none';
  /** A sentence for a person, without the name of the answer. */
  readonly text: string;
}

/** What re-running the fold over the entries came to, for this reader. */
export interface Recomputed {
  /** Everything whose basis this reader may read, computed again and compared. */
  readonly recomputed: RecomputedAnswer;
  /** Public counts, added up from the published incident rows. */
  readonly summed: RecomputedAnswer;
  /** State roots signed by those who computed them again. */
  readonly attested: RecomputedAnswer;
  /** What this reader cannot compute again, counted by reason. */
  readonly notRecomputable: {
    readonly count: number;
    readonly reasons: readonly { readonly reason: string; readonly count: number }[];
  };
}

/** Takes every sound entry in order and sums up at the end. */
export interface Recompute {
  take(entry: ReadEntry): void;
  finish(): Recomputed | Promise<Recomputed>;
}

/** Makes a re-computation for one reader of one log. */
export type StartRecompute = (reader: {
  readonly source: LogSource;
  readonly audiences: readonly string[];
}) => Recompute;

const NONE: RecomputedAnswer = {
  state: 'none',
  text: 'nothing to re-compute: this record holds no statements',
};

/** For a record without statements, and until there is a fold that makes some. */
export const nothingToRecompute: StartRecompute = () => {
  let statements = 0;
  return {
    take({ header }) {
      if (header?.kind === 'statement') statements += 1;
    },
    finish() {
      if (statements === 0)
        return { recomputed: NONE, summed: NONE, attested: NONE, notRecomputable: { count: 0, reasons: [] } };
      const reason = 'this program has no engine for the statements of this record';
      const skipped: RecomputedAnswer = { state: 'none', text: `not done: ${reason}` };
      return {
        recomputed: skipped,
        summed: skipped,
        attested: skipped,
        notRecomputable: { count: statements, reasons: [{ reason, count: statements }] },
      };
    },
  };
};

const NOT_ASKED: RecomputedAnswer = { state: 'none', text: 'not asked: only integrity was' };

/** Where only the first answer was wanted. */
export const notAsked: Recomputed = {
  recomputed: NOT_ASKED,
  summed: NOT_ASKED,
  attested: NOT_ASKED,
  notRecomputable: { count: 0, reasons: [] },
};
