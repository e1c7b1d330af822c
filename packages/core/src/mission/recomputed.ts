import type { StatedRows } from './rows-check.ts';

// The answers that follow from running the fold again; the first of all, integrity, is the audit's.

/** What came of computing one statement again. */
export interface StatementCheck {
  /** Entry of the statement. */
  readonly index: number;
  /** Entries that it is about. */
  readonly size: number;
  readonly outcome: 'same' | 'differs' | 'not-recomputable';
  /** Whether the stated counts are the sums of the published rows. */
  readonly summed: boolean;
  readonly stated: string;
  readonly computed: string;
  /** Hash and counts of the file `derived/<size>/incidents.ndjson`, as stated; where it goes out with such a file. */
  readonly rows?: StatedRows;
  /** Each root of another audience: computed the same, otherwise, or not by this reader. */
  readonly others: { readonly [audience: string]: 'same' | 'differs' | 'not-held' };
  /** Whether a report among those entries was erased later: its published rows had to go with it. */
  readonly erased: boolean;
  /** Why it could not be computed again. */
  readonly why?: string;
}

/** A party's word that it computed a root itself. */
export interface AttestationCheck {
  readonly index: number;
  /** The party, as its key was introduced. */
  readonly party: string;
  readonly statement: number;
  readonly root: string;
  /** Whether that statement stands before it and states this root. */
  readonly agrees: boolean;
}

/** What came of computing the figures of a bulletin again. */
export interface BulletinCheck {
  readonly index: number;
  readonly number: string;
  readonly outcome: 'same' | 'differs' | 'not-recomputable';
  readonly why?: string;
}

/** The four answers that follow from running the fold again; the first, integrity, is the audit's. */
export interface Recomputed {
  readonly statements: readonly StatementCheck[];
  readonly recomputed: { readonly same: number; readonly of: number };
  readonly summed: { readonly same: number; readonly of: number };
  readonly attested: readonly AttestationCheck[];
  /** Bulletins that state figures. */
  readonly bulletins: readonly BulletinCheck[];
  /** Entries whose content this reader could not fold, by reason. */
  readonly notRecomputable: {
    readonly count: number;
    readonly why: { readonly [reason in Unfolded]: number };
  };
  /** Entries that were readable and that the fold did not accept, with the reason. */
  readonly refused: readonly { readonly index: number; readonly message: string }[];
}

/** Restricted to another audience; withheld without a word; erased, with an entry that says so. */
export type Unfolded = 'restricted' | 'withheld' | 'erased';
