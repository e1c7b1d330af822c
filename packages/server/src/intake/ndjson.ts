import { parseReport } from '@armistice/core/mission';
import { type Intake, type Outcome, reported, type Taken } from './intake.ts';
import { type Rejection, rejection, rejectionOf } from './rejection.ts';
import { openText } from './text-encoding.ts';

// Reports in the project's own form, one on each line, or a JSON list of them that is not too long. A rejected line goes
// back as {"rejected": {line, reason, remedy}, "row": …}, and is read again once its row is mended.

/** Opens NDJSON. */
export async function openNdjson(source: AsyncIterable<Uint8Array>): Promise<Intake> {
  const { pieces } = await openText(source, 'utf-8');
  return { taken: linesOf(pieces), head: '', tail: '' };
}

async function* linesOf(pieces: AsyncIterable<Uint8Array>): AsyncGenerator<Taken> {
  const lines = new LineSplitter();
  for await (const piece of pieces) for (const line of lines.push(piece)) yield takenOf(line);
  for (const line of lines.end()) yield takenOf(line);
}

interface Line {
  readonly line: number;
  readonly bytes: Uint8Array;
  readonly tooLong: boolean;
}

const MAX_LINE = 4 * 1024 * 1024;
const SHOWN = 8 * 1024;

class LineSplitter {
  #rest: Uint8Array[] = [];
  #held = 0;
  #line = 1;

  *push(piece: Uint8Array): Generator<Line> {
    let from = 0;
    for (let end = piece.indexOf(10); end >= 0; end = piece.indexOf(10, from)) {
      yield* this.#whole(piece.subarray(from, end));
      this.#line += 1;
      from = end + 1;
    }
    const rest = piece.subarray(from);
    // Of a line that is too long only the beginning is kept.
    if (this.#held <= MAX_LINE) this.#rest.push(rest);
    this.#held += rest.length;
  }

  *end(): Generator<Line> {
    yield* this.#whole(new Uint8Array());
  }

  *#whole(last: Uint8Array): Generator<Line> {
    const tooLong = this.#held + last.length > MAX_LINE;
    const all = this.#rest.length === 0 ? last : Buffer.concat([...this.#rest, last]);
    [this.#rest, this.#held] = [[], 0];
    const bytes = tooLong ? all.subarray(0, SHOWN) : all;
    if (bytes.some((byte) => byte > 32)) yield { line: this.#line, bytes, tooLong };
  }
}

const UTF8 = new TextDecoder('utf-8', { fatal: true });
const SHOW = new TextDecoder('windows-1252');

function takenOf({ line, bytes, tooLong }: Line): Taken {
  const { text, sound } = textOf(bytes);
  const refused = (one: Rejection): Taken => ({
    line,
    outcome: { type: 'rejected', rejection: one },
    back: (rejected) => returned(rejected, text),
  });
  if (tooLong) return refused(rejection(line, 'row/too-long', 'the line is longer than 4 MiB'));
  if (!sound) return refused(rejection(line, 'row/encoding', 'the line is not UTF-8'));
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (error) {
    return refused(rejection(line, 'row/json', `the line is not JSON: ${(error as Error).message}`));
  }
  return takenOfValue(value, line);
}

/** What a JSON value becomes that stands for one report; `line` is its place in the source. */
export function takenOfValue(value: unknown, line: number): Taken {
  const row = unwrapped(value);
  return { line, outcome: outcomeOf(row, line), back: (rejected) => returned(rejected, row) };
}

function textOf(bytes: Uint8Array): { readonly text: string; readonly sound: boolean } {
  try {
    return { text: UTF8.decode(bytes).trim(), sound: true };
  } catch {
    return { text: SHOW.decode(bytes).trim(), sound: false };
  }
}

function unwrapped(value: unknown): unknown {
  const isReturned = typeof value === 'object' && value !== null && 'rejected' in value && 'row' in value;
  return isReturned ? value.row : value;
}

function outcomeOf(row: unknown, line: number): Outcome {
  if (typeof row === 'string')
    return {
      type: 'rejected',
      rejection: rejection(
        line,
        'row/json',
        'the row is a text and not a report; put the object itself there',
      ),
    };
  const report = parseReport(row);
  return report.ok
    ? reported([report.value])
    : { type: 'rejected', rejection: rejectionOf(line, report.refusal) };
}

function returned({ line, code, reason, means, remedy }: Rejection, row: unknown): string {
  return `${JSON.stringify({ rejected: { line, code, reason, means, remedy }, row })}\n`;
}
