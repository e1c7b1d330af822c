import { Echoes } from './echoes.ts';
import { Resent } from './resent.ts';
import { COPY, ECHO, GONE, type Rows } from './rows.ts';
import type { Tape } from './tape.ts';

/** What was told before: by its own source under another id, or word for word by another who was there. */
export class Retold {
  readonly #rows: Rows;
  readonly #resent: Resent;
  readonly #echoes: Echoes;

  constructor(rows: Rows) {
    this.#rows = rows;
    this.#resent = new Resent(rows);
    this.#echoes = new Echoes(rows);
  }

  /** Takes a row in; answers the rows that are told again now, or no longer. */
  add(row: number): readonly number[] {
    return [...this.#resent.add(row), ...this.#echoes.add(row)];
  }

  /** Takes in that the source of a row crowds now, or no longer; answers the rows that are told again now, or no longer. */
  crowd(row: number): readonly number[] {
    return this.#echoes.crowd(row);
  }

  /** Hands over what it compares with, or takes it in for rows that were settled before. */
  carry(tape: Tape): void {
    this.#echoes.carry(tape);
    if (!tape.reading) return;
    for (let row = 0; row < this.#rows.count; row++) if (!this.#rows.is(row, GONE)) this.#resent.add(row);
  }

  /** Takes a row out; answers the rows that are told again no longer, or of another. */
  leave(row: number): readonly number[] {
    return [...this.#resent.leave(row), ...this.#echoes.leave(row)];
  }

  /** The row that this one tells again; undefined where it tells its own. */
  original(row: number): number | undefined {
    if (this.#rows.is(row, COPY)) return this.#resent.first(row);
    return this.#rows.is(row, ECHO) ? this.#echoes.first(row) : undefined;
  }
}
