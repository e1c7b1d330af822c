import { formatPackPath, PUBLIC, TILE_WIDTH, textOf } from '@armistice/core/record';
import type { LogFiles } from './log-copy.ts';
import { withoutLastEntry } from './rollback.ts';
import { bundleOf, type TamperTarget } from './tamper-target.ts';

/** What can be changed in the copy: a byte of a body, of an entry, of the tree size; or the last entry is taken away. */
export const TAMPER_CHOICES = ['body', 'entry', 'last', 'size'] as const;
export type TamperChoice = (typeof TAMPER_CHOICES)[number];

/** What was changed, exactly: the bytes around the place before and after, from the same offset of the same file. */
export interface Change {
  readonly choice: TamperChoice;
  /** The entry that the change concerns. */
  readonly index: number;
  readonly path: string;
  /** Offset in the file of the first byte that differs. */
  readonly offset: number;
  /** Offset in the file at which both excerpts begin, a multiple of eight. */
  readonly from: number;
  readonly before: Uint8Array;
  readonly after: Uint8Array;
}

/** A changed copy. `logKey` is the key that signed its checkpoint anew, where only that could make the change plausible. */
export interface TamperedCopy {
  readonly files: LogFiles;
  readonly change: Change;
  readonly logKey?: Uint8Array;
}

/** Changes a copy of the files; the files given stay as they are. */
export async function tamper(choice: TamperChoice, target: TamperTarget): Promise<TamperedCopy> {
  switch (choice) {
    case 'body':
      return oneByte(choice, target, bodyByte(target));
    case 'entry':
      return oneByte(choice, target, entryByte(target));
    case 'size':
      return sizeByte(target);
    case 'last': {
      const { files, path, kept, logKey } = await withoutLastEntry(target);
      const whole = target.files.get(path) ?? new Uint8Array();
      const change = excerpt(choice, target.size - 1, path, kept, whole, whole.slice(0, kept));
      return { files, change, logKey };
    }
    default:
      return choice satisfies never;
  }
}

interface Place {
  readonly path: string;
  readonly offset: number;
}

function oneByte(choice: TamperChoice, target: TamperTarget, { path, offset }: Place): TamperedCopy {
  const before = target.files.get(path) as Uint8Array;
  const after = before.slice();
  after[offset] = otherDigit(before[offset] ?? 0);
  const files = new Map(target.files).set(path, after);
  return { files, change: excerpt(choice, target.index, path, offset, before, after) };
}

/** The next digit, so that the text stays what it was in form: "5" becomes "6", and "9" becomes "8". */
function otherDigit(byte: number): number {
  return byte === 0x39 ? 0x38 : byte + 1;
}

const isDigit = (byte: number | undefined): boolean => byte !== undefined && byte >= 0x30 && byte <= 0x39;

/** The first digit after a text within [from, to), or the last digit there. */
function digitAfter(bytes: Uint8Array, from: number, to: number, text: string): number {
  const at = textOf(bytes.subarray(from, to))?.indexOf(text) ?? -1;
  // Only ASCII stands before what is looked for in a canonical header; elsewhere the last digit will do.
  for (let i = at < 0 ? to : from + at + text.length; i < to; i++) if (isDigit(bytes[i])) return i;
  for (let i = to - 1; i >= from; i--) if (isDigit(bytes[i])) return i;
  return to - 1;
}

/** A digit of the report's count, where the public body has one. */
function bodyByte({ files, index }: TamperTarget): Place {
  const path = formatPackPath(PUBLIC, Math.floor(index / TILE_WIDTH));
  const pack = files.get(path);
  if (pack === undefined) throw new Error(`the copy has no ${path}: there is no body to change`);
  const view = new DataView(pack.buffer, pack.byteOffset, pack.byteLength);
  let at = 0;
  for (let slot = 0; slot < index % TILE_WIDTH; slot++) at += 4 + view.getUint32(at);
  const end = at + 4 + view.getUint32(at);
  if (end === at + 4) throw new Error(`entry ${index} has no public body in this copy`);
  return { path, offset: digitAfter(pack, at + 4, end, '"count"') };
}

/** A digit of the time at which the record took the entry in. */
function entryByte({ files, index, size }: TamperTarget): Place {
  const { path, bundle, starts, ends } = bundleOf(files, Math.floor(index / TILE_WIDTH), size);
  const slot = index % TILE_WIDTH;
  const first = digitAfter(bundle, starts[slot] ?? 0, ends[slot] ?? 0, '"at":');
  // Unix milliseconds have 13 digits; the eighth counts in hundreds of seconds.
  return { path, offset: first + 7 };
}

/** The last digit of the tree size in the checkpoint. */
function sizeByte(target: TamperTarget): TamperedCopy {
  const before = target.files.get('checkpoint') as Uint8Array;
  const after = before.slice();
  const offset = new TextEncoder().encode(`${target.origin}\n${target.size}`).length - 1;
  const digit = before[offset] ?? 0x30;
  after[offset] = digit === 0x30 ? 0x31 : digit - 1;
  const stated = digit === 0x30 ? target.size + 1 : target.size - 1;
  const files = new Map(target.files).set('checkpoint', after);
  const change = excerpt('size', Math.min(stated, target.size), 'checkpoint', offset, before, after);
  return { files, change };
}

/** Bytes in a row of an excerpt. */
const ROW = 8;
const ROWS = 5;

function excerpt(
  choice: TamperChoice,
  index: number,
  path: string,
  offset: number,
  before: Uint8Array,
  after: Uint8Array,
): Change {
  const from = Math.max(0, (Math.floor(offset / ROW) - 2) * ROW);
  const to = from + ROWS * ROW;
  return { choice, index, path, offset, from, before: before.slice(from, to), after: after.slice(from, to) };
}
