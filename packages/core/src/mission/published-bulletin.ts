import type { BulletinEntry, ErratumEntry } from './publication-forms.ts';
import type { Noted } from './state.ts';

/** A bulletin with what came to light since: errata are due as long as `touched` is not empty. */
export interface Published extends Noted<BulletinEntry> {
  /** Entries that change what it reported and that no erratum settled: the acts of people, and reports that came late. */
  readonly touched: readonly number[];
  readonly acts: readonly number[];
  readonly late: readonly number[];
  readonly settled: readonly number[];
  readonly errata: readonly number[];
  /** What the errata say, in the order of the record. */
  readonly corrected: readonly Noted<ErratumEntry>[];
}
