import { moment } from './moments.ts';
import type { FusionReport } from './report.ts';
import { RowTable } from './row-table.ts';
import { COPY, type Rows } from './rows.ts';

interface Alike {
  first: number;
  readonly rows: Set<number>;
}

/**
 * Reports that a source sent again under another id: the same kind at the same place and time, to the last digit. Of
 * one burst at a rounded time that proves nothing, as a post may file burst by burst; of a count, or of a time to the
 * second, it does. The one of the smallest key stands; the others are its copies.
 */
export class Resent {
  readonly #rows: Rows;
  /** Of each source and time a row. */
  readonly #heads: RowTable;
  /** By such a row, once there are two of another content, one row for each content. */
  readonly #several = new Map<number, Map<string, number>>();
  readonly #alike = new Map<number, Alike>();

  constructor(rows: Rows) {
    this.#rows = rows;
    this.#heads = new RowTable(
      (row) => rows.time[row] as number,
      (row) => rows.source[row] as number,
    );
  }

  /** Takes a row in; answers the rows that are copies now, or no longer. */
  add(row: number): readonly number[] {
    const known = this.#heads.find(row);
    if (known < 0) {
      this.#heads.put(row);
      return NONE;
    }
    const content = contentOf(this.#rows.reports.of(row));
    if (content === undefined) return NONE;
    const heads = this.#several.get(known) ?? this.#byContent(known);
    const head = heads.get(content);
    if (head !== undefined) return this.#join(head, row);
    heads.set(content, row);
    this.#several.set(known, heads);
    return NONE;
  }

  #byContent(row: number): Map<string, number> {
    const content = contentOf(this.#rows.reports.of(row));
    return new Map(content === undefined ? [] : [[content, row]]);
  }

  #join(head: number, row: number): readonly number[] {
    const alike = this.#alike.get(head) ?? { first: head, rows: new Set([head]) };
    alike.rows.add(row);
    this.#alike.set(head, alike);
    this.#alike.set(row, alike);
    const stands = this.#rows.compare(row, alike.first) < 0;
    const copy = stands ? alike.first : row;
    if (stands) alike.first = row;
    this.#rows.set(copy, COPY, true);
    return [copy];
  }

  /** Takes a row out; answers the rows that are no longer copies, or copies of another. */
  leave(row: number): readonly number[] {
    const alike = this.#alike.get(row);
    alike?.rows.delete(row);
    const rest = [...(alike?.rows ?? NONE)].sort((a, b) => this.#rows.compare(a, b));
    this.#behead(row, rest[0]);
    if (alike === undefined || alike.first !== row || rest[0] === undefined) return NONE;
    alike.first = rest[0];
    this.#rows.set(rest[0], COPY, false);
    return rest;
  }

  /** Puts another row of the same content in the place of one that goes. */
  #behead(row: number, other: number | undefined): void {
    const known = this.#heads.find(row);
    if (known < 0) return;
    const heads = this.#several.get(known);
    if (heads === undefined) {
      if (known !== row) return;
      if (other === undefined) this.#heads.delete(row);
      else this.#heads.put(other);
      return;
    }
    const content = contentOf(this.#rows.reports.of(row));
    if (content === undefined || heads.get(content) !== row) return;
    if (other !== undefined) heads.set(content, other);
    else heads.delete(content);
    if (heads.size > 0) return;
    this.#several.delete(known);
    this.#heads.delete(known);
  }

  /** The row that stands for this one: of its likes the one of the smallest key. */
  first(row: number): number {
    return this.#alike.get(row)?.first ?? row;
  }
}

const NONE: readonly number[] = [];

function contentOf({ source, kind, occurred, place, count, phase }: FusionReport): string | undefined {
  const many = (count?.[1] ?? 1) > 1;
  if (!many && moment(occurred.from) % 60_000 === 0 && moment(occurred.to) % 60_000 === 0) return undefined;
  return JSON.stringify([source, kind, occurred.from, occurred.to, place, phase]);
}
