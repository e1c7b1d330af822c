import { formatJson, type Json, textOf } from '../record/index.ts';
import { countRows } from './counts.ts';
import { hashText } from './published.ts';
import type { PublishedRow } from './row.ts';

/** What a statement says of its rows. */
export interface StatedRows {
  /** `sha256:` and the hexadecimal hash of the file. */
  readonly hash: string;
  readonly counts: Json;
}

/** The file is the stated one and adds up; it is another; or it is the stated one and does not add up. */
export type RowsCheck = 'summed' | 'altered' | 'other-sums';

/** Holds a published file of rows against its statement. It needs no other part of the record. */
export function checkRows(stated: StatedRows, file: Uint8Array): RowsCheck {
  if (hashText(file) !== stated.hash) return 'altered';
  try {
    const lines = (textOf(file) ?? '').split('\n').slice(0, -1);
    const rows = lines.map((line) => JSON.parse(line) as PublishedRow);
    return formatJson(countRows(rows) as unknown as Json) === formatJson(stated.counts)
      ? 'summed'
      : 'other-sums';
  } catch {
    // What is signed may still be nonsense: rows that cannot be added up are not the basis of any sum.
    return 'other-sums';
  }
}
