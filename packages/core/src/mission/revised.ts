import type { Indication } from '../agreement/index.ts';

/** What an indication said, without its reasons: these follow from the text in that version and revision. */
export type Said = Pick<
  Indication,
  'agreement' | 'version' | 'revision' | 'clause' | 'outcome' | 'probability' | 'missing' | 'exception'
>;

/** Indications that a correction of the encoding or late knowledge changed: what they said before and say now is kept. */
export interface Revised {
  /** The entry that changed it. */
  readonly index: number;
  readonly incident: string;
  readonly because: 'adoption' | 'amendment' | 'correction' | 'late fact' | 'geometry' | 'confirmation';
  readonly before: readonly Said[];
  readonly after: readonly Said[];
}
