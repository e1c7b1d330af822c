import type { Outcome } from './event.ts';

/** What a comparison comes to, with the words for it. */
export interface Verdict {
  readonly part: {
    readonly outcome: Outcome;
    readonly missing?: string;
    readonly exception?: string;
    /** On whom it would fall, where that is not who bears the ceiling: an asker that took more than its part. */
    readonly by?: string;
  };
  readonly says: readonly string[];
}
