import { moment } from './moments.ts';
import type { FusionReport } from './report.ts';
import { COPY, type Rows } from './rows.ts';

/**
 * Reports that a source sent again under another id: the same kind at the same place and time, to the last digit. Of
 * one burst at a rounded time that proves nothing, as a post may file burst by burst; of a count, or of a time to the
 * second, it does. The one of the smallest key stands; the others are its copies.
 */
export class Resent {
  readonly #rows: Rows;
  readonly #alike = new Map<string, { first: number; readonly rows: Set<number> }>();

  constructor(rows: Rows) {
    this.#rows = rows;
  }

  /** Takes a row in; answers the rows that are copies now, or no longer. */
  add(row: number): readonly number[] {
    const key = contentOf(this.#rows.reports[row] as FusionReport);
    if (key === undefined) return [];
    const known = this.#alike.get(key);
    if (known === undefined) {
      this.#alike.set(key, { first: row, rows: new Set([row]) });
      return [];
    }
    known.rows.add(row);
    const [first, copy] = this.#rows.compare(row, known.first) < 0 ? [row, known.first] : [known.first, row];
    known.first = first;
    this.#rows.set(copy, COPY, true);
    return [copy];
  }

  /** Takes a row out; answers the rows that are no longer copies. */
  leave(row: number): readonly number[] {
    const key = contentOf(this.#rows.reports[row] as FusionReport);
    const known = key === undefined ? undefined : this.#alike.get(key);
    if (key === undefined || known === undefined) return [];
    known.rows.delete(row);
    if (known.first !== row) return [];
    let first: number | undefined;
    for (const other of known.rows)
      if (first === undefined || this.#rows.compare(other, first) < 0) first = other;
    if (first === undefined) {
      this.#alike.delete(key);
      return [];
    }
    known.first = first;
    this.#rows.set(first, COPY, false);
    // The copies follow the one that stands.
    return [...known.rows];
  }

  /** The row that stands for this one: of its likes the one of the smallest key. */
  first(row: number): number {
    const key = contentOf(this.#rows.reports[row] as FusionReport);
    return (key === undefined ? undefined : this.#alike.get(key)?.first) ?? row;
  }
}

function contentOf({ source, kind, occurred, place, count, phase }: FusionReport): string | undefined {
  const many = (count?.[1] ?? 1) > 1;
  if (!many && moment(occurred.from) % 60_000 === 0 && moment(occurred.to) % 60_000 === 0) return undefined;
  return JSON.stringify([source, kind, occurred.from, occurred.to, place, phase]);
}
