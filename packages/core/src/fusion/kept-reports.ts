import type { KeyColumn } from './key-column.ts';
import type { FusionReport } from './report.ts';

/** Gives a report by its key, as fusion reads it. */
export type ReadReport = (key: string) => FusionReport;

/**
 * The reports of rows. Where somebody else keeps them, only those of the batch at hand are held: hardly anything asks
 * for a report once it was measured.
 */
export class KeptReports {
  readonly #keys: KeyColumn;
  readonly #read: ReadReport | undefined;
  readonly #held = new Map<number, FusionReport>();

  constructor(keys: KeyColumn, read: ReadReport | undefined) {
    this.#keys = keys;
    this.#read = read;
  }

  put(row: number, report: FusionReport): void {
    this.#held.set(row, report);
  }

  /** The report of a row. */
  of(row: number): FusionReport {
    const held = this.#held.get(row);
    if (held !== undefined) return held;
    if (this.#read === undefined) throw new Error(`no report is kept of row ${row}`);
    return this.#read(this.#keys.at(row));
  }

  /** The batch is settled. */
  release(): void {
    if (this.#read !== undefined) this.#held.clear();
  }
}
