import type { Refusal } from '@armistice/core/base';

/** A row that was not taken in, as it goes back to be mended. */
export interface Rejection {
  /** Where it begins in the file that was sent: a line, or the number of a row or an item. */
  readonly line: number;
  readonly code: string;
  readonly reason: string;
  /** What the fault comes to. */
  readonly means: string;
  /** What to do. */
  readonly remedy: string;
  /** The row, by column; empty where it could not be taken apart. */
  readonly row: { readonly [column: string]: string };
  /** The field or column at fault, for the counts by reason. */
  readonly at?: string;
}

interface Words {
  readonly means: string;
  readonly remedy: string;
}

/** What each code comes to, and what to do about it. A code that is not listed here does not compile. */
export const REJECTIONS = {
  'row/quote-open': {
    means: 'a quotation mark opens a cell and none closes it, so nobody knows where the cell ends',
    remedy: 'close the quotation, or remove the mark; inside of a quoted cell write "" for one mark',
  },
  'row/quote-followed': {
    means: 'after a closing quotation mark stands text, so the cell could end in two places',
    remedy: 'inside of a quoted cell write "" for one mark',
  },
  'row/too-long': {
    means: 'a row of this length is no row of a table; what is shown is its beginning',
    remedy: 'check the line ends of the file; a text of a report has at most 20,000 characters',
  },
  'row/encoding': {
    means: 'letters of this row would come out as others',
    remedy: 'name the encoding in the mapping or with --encoding, or mend the letters, and send it again',
  },
  'row/columns': {
    means: 'cells cannot be told to their columns',
    remedy:
      'put a text that holds a comma (or the sign between the columns) into quotation marks, or fill the row up',
  },
  'row/cell': {
    means: 'a cell cannot be read in the way that the mapping says',
    remedy: 'mend the cell, or the mapping if the whole column is written like this',
  },
  'row/raw': {
    means: 'this row was returned before, and still stands in one piece',
    remedy: 'put its parts into their columns and empty the column that holds it whole',
  },
  'row/json': { means: 'the line is no JSON object', remedy: 'write one object on each line' },
  'row/field': {
    means: 'a field of the data set does not have the form that its authors describe',
    remedy: 'compare the row with the data set as its authors publish it',
  },
  'row/prose': {
    means: 'it is a daily summary, and its figures could not be read with certainty; none was guessed',
    remedy: 'read it by hand, and file what it says as a report',
  },
  'row/xml': { means: 'the item is not well-formed XML', remedy: 'fetch the feed again, or mend the item' },
  'report/form': {
    means: 'what the row became is no report',
    remedy: 'mend the field that the reason names',
  },
  'report/another': {
    means: 'two different reports bear one source and id; the one that came first stands',
    remedy: 'give the new report a new id; a correction supersedes, it never replaces',
  },
  'report/simulated': {
    means:
      'it comes from the simulators of the exercise, and nothing simulated enters the record of a mission',
    remedy: 'leave it out here; a training mission takes it from its own simulators',
  },
} as const satisfies { readonly [code: string]: Words };

export type RejectionCode = keyof typeof REJECTIONS;

/** A rejection, with the words that belong to its code. */
export function rejection(
  line: number,
  code: RejectionCode,
  reason: string,
  row: Rejection['row'] = {},
  at?: string,
): Rejection {
  return { line, code, reason, ...REJECTIONS[code], row, ...(at === undefined ? {} : { at }) };
}

/** The rejection that a refusal comes to; `report/form` for any code that is not a row's. */
export function rejectionOf(line: number, refusal: Refusal, row: Rejection['row'] = {}): Rejection {
  const code = Object.hasOwn(REJECTIONS, refusal.code) ? (refusal.code as RejectionCode) : 'report/form';
  return rejection(line, code, refusal.message, row, refusal.path);
}
