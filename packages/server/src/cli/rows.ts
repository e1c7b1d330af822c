import { createReadStream } from 'node:fs';
import type { Io } from './command.ts';

/** One line of newline-delimited JSON, with its number from 1. */
export interface Row {
  readonly line: number;
  readonly text: string;
}

// A body may be large; a line without end must not fill the memory.
const MAX_ROW_BYTES = 8 * 1024 * 1024;

/** Reads rows from a file or, for "-", from standard input. Empty lines are skipped. Throws on a line that has no end. */
export async function* readRows(file: string, io: Io): AsyncIterable<Row> {
  const source: AsyncIterable<Uint8Array> = file === '-' ? io.stdin : createReadStream(file);
  let rest = Buffer.alloc(0);
  let line = 0;
  for await (const chunk of source) {
    rest = rest.length === 0 ? Buffer.from(chunk) : Buffer.concat([rest, chunk]);
    let from = 0;
    for (let end = rest.indexOf(10, from); end >= 0; end = rest.indexOf(10, from)) {
      line += 1;
      const text = rest.toString('utf8', from, end).trim();
      if (text !== '') yield { line, text };
      from = end + 1;
    }
    rest = rest.subarray(from);
    if (rest.length > MAX_ROW_BYTES)
      throw new Error(`line ${line + 1} of ${file} is longer than ${MAX_ROW_BYTES / 1024 / 1024} MiB`);
  }
  const text = rest.toString('utf8').trim();
  if (text !== '') yield { line: line + 1, text };
}
