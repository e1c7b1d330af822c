// Bytes of a CSV file to records, in pieces and with bounded memory. Own, because one bad quote must cost one row and
// not the rest of the file: at a fault the reader goes back to the line after the one that the faulty row began on.

/** One record of a CSV file: its cells as bytes, or what is wrong with it. */
export interface CsvRecord {
  /** The line that it begins on, from 1. */
  readonly line: number;
  readonly cells: readonly Uint8Array[];
  /** The record as it stands in the file, without its line end; cut where it is too long. */
  readonly raw: Uint8Array;
  readonly fault?: CsvFault;
}

export type CsvFault = 'quote-open' | 'quote-followed' | 'too-long';

/** A longer row is no row of a table; it would only fill the memory. */
export const MAX_RECORD_BYTES = 4 * 1024 * 1024;
const SHOWN_OF_LONG = 8 * 1024;

const [LF, CR, QUOTE, BLANK] = [10, 13, 34, 32];

type Scan =
  | { readonly type: 'record'; readonly end: number; readonly next: number; readonly cells: Uint8Array[] }
  | { readonly type: 'fault'; readonly fault: CsvFault }
  | { readonly type: 'more' };

/** Splits bytes into records; `delimiter` is a byte such as that of a comma. Empty lines are no records. */
export class CsvSplitter {
  readonly #delimiter: number;
  #rest: Uint8Array = new Uint8Array();
  #line = 1;
  /** Inside of a row that is too long: everything up to the next line end is dropped. */
  #skipping = false;

  constructor(delimiter: number) {
    this.#delimiter = delimiter;
  }

  /** Records that are complete with this piece. */
  *push(piece: Uint8Array): Generator<CsvRecord> {
    this.#rest = this.#rest.length === 0 ? piece : joined(this.#rest, piece);
    yield* this.#drain(false);
  }

  /** What is left at the end of the file. */
  *end(): Generator<CsvRecord> {
    yield* this.#drain(true);
  }

  *#drain(last: boolean): Generator<CsvRecord> {
    const bytes = this.#rest;
    let at = 0;
    while (at < bytes.length) {
      if (this.#skipping) {
        const line = lineAt(bytes, at);
        if (!last && splits(bytes, line)) {
          at = line.end;
          break;
        }
        at = line.next;
        if (line.found) this.#line += 1;
        this.#skipping = !line.found;
        continue;
      }
      const scan = this.#scan(bytes, at, last);
      const length = (scan.type === 'record' ? scan.end : bytes.length) - at;
      if (scan.type === 'more' && length <= MAX_RECORD_BYTES) break;
      if (scan.type === 'record' && length <= MAX_RECORD_BYTES) {
        if (length > 0) yield { line: this.#line, cells: scan.cells, raw: bytes.subarray(at, scan.end) };
        this.#line += linesIn(bytes, at, scan.next);
        at = scan.next;
        continue;
      }
      const line = lineAt(bytes, at);
      const tooLong = line.end - at > MAX_RECORD_BYTES;
      // Its end is still to come, and it is shown whole.
      if (!last && !tooLong && (!line.found || splits(bytes, line))) break;
      const raw = bytes.subarray(at, tooLong ? at + SHOWN_OF_LONG : line.end);
      const fault = tooLong ? 'too-long' : scan.type === 'fault' ? scan.fault : 'quote-open';
      yield { line: this.#line, cells: [], raw, fault };
      if (line.found) this.#line += 1;
      this.#skipping = !line.found;
      at = line.next;
    }
    this.#rest = bytes.slice(at);
  }

  /** Reads one record from `at`; `more` where the bytes at hand do not tell where it ends. */
  #scan(bytes: Uint8Array, from: number, last: boolean): Scan {
    const cells: Uint8Array[] = [];
    let at = from;
    for (;;) {
      if (bytes[at] === QUOTE) {
        const quoted = closing(bytes, at + 1);
        if (quoted === undefined || (quoted.at + 1 === bytes.length && !last))
          return last ? { type: 'fault', fault: 'quote-open' } : { type: 'more' };
        cells.push(unescaped(bytes.subarray(at + 1, quoted.at), quoted.doubled));
        at = quoted.at + 1;
        // Some programs write a blank between the quote and what follows.
        while (bytes[at] === BLANK) at++;
        if (at < bytes.length && !this.#ends(bytes[at])) return { type: 'fault', fault: 'quote-followed' };
      } else {
        const start = at;
        while (at < bytes.length && !this.#ends(bytes[at])) at++;
        cells.push(bytes.subarray(start, at));
      }
      if (at === bytes.length) return last ? { type: 'record', end: at, next: at, cells } : { type: 'more' };
      if (bytes[at] === this.#delimiter) {
        at++;
        continue;
      }
      // CR LF is one line end; whether LF follows is known only once it is there.
      if (bytes[at] === CR && at + 1 === bytes.length && !last) return { type: 'more' };
      return {
        type: 'record',
        end: at,
        next: at + (bytes[at] === CR && bytes[at + 1] === LF ? 2 : 1),
        cells,
      };
    }
  }

  #ends(byte: number | undefined): boolean {
    return byte === this.#delimiter || byte === LF || byte === CR;
  }
}

function joined(a: Uint8Array, b: Uint8Array): Uint8Array {
  const both = new Uint8Array(a.length + b.length);
  both.set(a);
  both.set(b, a.length);
  return both;
}

/** The quote that closes a cell; pairs of quotes stand for one. */
function closing(
  bytes: Uint8Array,
  from: number,
): { readonly at: number; readonly doubled: boolean } | undefined {
  let doubled = false;
  for (let at = bytes.indexOf(QUOTE, from); at >= 0; at = bytes.indexOf(QUOTE, at + 2)) {
    if (bytes[at + 1] !== QUOTE) return { at, doubled };
    doubled = true;
  }
  return undefined;
}

function unescaped(cell: Uint8Array, doubled: boolean): Uint8Array {
  if (!doubled) return cell;
  const plain = new Uint8Array(cell.length);
  let length = 0;
  for (let at = 0; at < cell.length; at++) {
    plain[length++] = cell[at] as number;
    if (cell[at] === QUOTE) at++;
  }
  return plain.subarray(0, length);
}

/** Whether a line ends in a CR of which nobody knows yet whether an LF follows. */
function splits(bytes: Uint8Array, line: LineEnd): boolean {
  return line.found && line.next === bytes.length && bytes[line.end] === CR && line.next === line.end + 1;
}

interface LineEnd {
  readonly end: number;
  readonly next: number;
  readonly found: boolean;
}

function lineAt(bytes: Uint8Array, from: number): LineEnd {
  for (let at = from; at < bytes.length; at++) {
    if (bytes[at] === LF) return { end: at, next: at + 1, found: true };
    if (bytes[at] === CR) return { end: at, next: at + (bytes[at + 1] === LF ? 2 : 1), found: true };
  }
  return { end: bytes.length, next: bytes.length, found: false };
}

function linesIn(bytes: Uint8Array, from: number, to: number): number {
  let lines = 0;
  for (let at = from; at < to; at++)
    if (bytes[at] === LF || (bytes[at] === CR && bytes[at + 1] !== LF)) lines += 1;
  return lines;
}
