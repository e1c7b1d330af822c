import { type Intake, type Taken, UnreadableSource } from './intake.ts';
import { openNdjson, takenOfValue } from './ndjson.ts';

// A file that is one JSON value: a report, or a list of them. It must be at hand as a whole, so there is a limit to it.

const MAX_BYTES = 64 * 1024 * 1024;

/** Opens JSON. What it gives back is NDJSON, which it reads too. */
export async function openJson(source: AsyncIterable<Uint8Array>): Promise<Intake> {
  const pieces: Uint8Array[] = [];
  let bytes = 0;
  for await (const piece of source) {
    bytes += piece.length;
    if (bytes > MAX_BYTES)
      throw new UnreadableSource(
        'the file is larger than 64 MiB',
        'write one report on each line, and import ndjson',
      );
    pieces.push(piece);
  }
  const whole = Buffer.concat(pieces);
  const value = parsed(whole);
  if (value === undefined) return openNdjson(once(whole));
  const rows = Array.isArray(value) ? (value as readonly unknown[]) : [value];
  async function* taken(): AsyncGenerator<Taken> {
    for (const [at, row] of rows.entries()) yield takenOfValue(row, at + 1);
  }
  return { taken: taken(), head: '', tail: '' };
}

async function* once(bytes: Uint8Array): AsyncGenerator<Uint8Array> {
  yield bytes;
}

function parsed(bytes: Uint8Array): unknown {
  try {
    return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes));
  } catch {
    return undefined;
  }
}
