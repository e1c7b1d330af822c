import type { Rows } from './rows.ts';

/** A group that joining ended with, and how it came about. */
export interface Formed {
  /** In the order of keys. */
  readonly rows: readonly number[];
  /** Of each two groups that joined three numbers: the evidence, and the row of the smallest key of each group. */
  readonly joins: readonly number[];
}

/** Numbers for each of the joins. */
export const JOIN = 3;

/**
 * What earlier joining came to. A group forms by what lies in it alone until it meets another, so where nothing in it
 * changed, its joins are the same again, in the same order.
 */
export class FormedGroups {
  readonly #of: (Formed | undefined)[] = [];

  of(row: number): Formed | undefined {
    return this.#of[row];
  }

  keep(formed: Formed): void {
    for (const row of formed.rows) this.#of[row] = formed;
  }

  /** Something in the row's group changed, or what it might join. */
  forget(row: number): void {
    const known = this.#of[row];
    if (known !== undefined) for (const other of known.rows) this.#of[other] = undefined;
  }
}

/** Rows of several lists in the order of keys. */
export function inOrder(rows: Rows, lists: Iterable<readonly number[]>): readonly number[] {
  return [...lists].flat().sort((a, b) => rows.compare(a, b));
}
