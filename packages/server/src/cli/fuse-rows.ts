import { createReadStream } from 'node:fs';
import type { Io } from './command.ts';

/** A line of a file, or why it cannot be read as one. */
export interface RawRow {
  readonly line: number;
  readonly text: string;
  /** Why the bytes are no text to be read. `text` then holds what can be shown of them. */
  readonly fault?: string;
}

/** A report is some kilobytes; a line without end must not fill the memory. */
const MAX_BYTES = 1024 * 1024;
const SHOWN_BYTES = 4096;
const NEWLINE = 10;

/** Reads lines from a file or, for "-", from standard input. A line too long, or not UTF-8, is told and passed over. */
export async function* readRawRows(file: string, io: Io): AsyncIterable<RawRow> {
  const source: AsyncIterable<Uint8Array> = file === '-' ? io.stdin : createReadStream(file);
  const decoder = new TextDecoder('utf-8', { fatal: true });
  let parts: Buffer[] = [];
  let length = 0;
  let line = 0;
  const finish = (): RawRow | undefined => {
    line += 1;
    const long = length > MAX_BYTES;
    const bytes = Buffer.concat(parts);
    parts = [];
    length = 0;
    if (long)
      return {
        line,
        text: bytes.toString('utf8', 0, SHOWN_BYTES),
        fault: `it is longer than ${MAX_BYTES / 1024} KiB; send large content as an attachment`,
      };
    try {
      const text = decoder.decode(bytes).trim();
      return text === '' ? undefined : { line, text };
    } catch {
      return {
        line,
        text: bytes.toString('utf8', 0, SHOWN_BYTES),
        fault: 'it is not UTF-8; save the file as UTF-8',
      };
    }
  };
  for await (const chunk of source) {
    const bytes = Buffer.from(chunk.buffer, chunk.byteOffset, chunk.byteLength);
    let from = 0;
    for (let end = bytes.indexOf(NEWLINE); end >= 0; end = bytes.indexOf(NEWLINE, from)) {
      take(bytes.subarray(from, end));
      const row = finish();
      if (row !== undefined) yield row;
      from = end + 1;
    }
    // What is kept over to the next chunk is copied: the stream uses its buffer again.
    if (from < bytes.length) take(Buffer.from(bytes.subarray(from)));
  }
  if (length > 0) {
    const row = finish();
    if (row !== undefined) yield row;
  }

  function take(bytes: Buffer): void {
    length += bytes.length;
    if (length <= MAX_BYTES || parts.length === 0) parts.push(bytes.subarray(0, MAX_BYTES));
  }
}
