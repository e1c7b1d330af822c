import { accept, type Result, refuse } from '@armistice/core/base';

// Files from the field come in the encoding of whoever saved them. Cells are decoded one by one, so that a bad byte
// costs one row; UTF-16 has no bytes in common with the rest and is turned into UTF-8 before anything else.

/** `auto`: each row is UTF-8 or, where it is not, Windows-1252. */
export const AUTO = 'auto';

/** Encodings in which a comma, a quote and a line end are the bytes that they are in ASCII. */
const KNOWN: readonly string[] = [
  'utf-8',
  'windows-1250',
  'windows-1251',
  'windows-1252',
  'windows-1253',
  'windows-1254',
  'windows-1256',
  'iso-8859-1',
  'iso-8859-2',
  'iso-8859-5',
  'iso-8859-6',
  'iso-8859-15',
  'koi8-r',
  'koi8-u',
  'ibm866',
  'macintosh',
  'x-mac-cyrillic',
];

/** What a mapping or `--encoding` may say. */
export const ENCODINGS: readonly string[] = [AUTO, ...KNOWN, 'utf-16le', 'utf-16be'];

/** Reads the name of an encoding; refusals (`intake/encoding`) list those that are known. */
export function readEncoding(name: string): Result<string> {
  const plain = name
    .toLowerCase()
    .replace(/^(cp|win)-?125/, 'windows-125')
    .replace(/^latin-?1$/, 'iso-8859-1');
  return ENCODINGS.includes(plain)
    ? accept(plain)
    : refuse('intake/encoding', `"${name}" is no encoding known here; known are ${ENCODINGS.join(', ')}`);
}

/** Text of a row's cells, and in which encoding they were read; undefined where the bytes are not of that encoding. */
export interface DecodedCells {
  readonly cells: readonly string[];
  readonly encoding: string;
}

/** Decodes the cells of one row together: all in one encoding, or not at all. */
export class CellDecoder {
  readonly #encoding: string;
  readonly #strict: TextDecoder;
  readonly #fallback: TextDecoder = new TextDecoder('windows-1252');

  constructor(encoding: string) {
    this.#encoding = encoding === AUTO ? 'utf-8' : encoding;
    this.#strict = new TextDecoder(this.#encoding, { fatal: true, ignoreBOM: true });
    this.auto = encoding === AUTO;
  }

  readonly auto: boolean;

  decode(cells: readonly Uint8Array[]): DecodedCells | undefined {
    try {
      return { cells: cells.map((cell) => this.#strict.decode(cell)), encoding: this.#encoding };
    } catch {
      if (!this.auto) return undefined;
      return { cells: cells.map((cell) => this.#fallback.decode(cell)), encoding: 'windows-1252' };
    }
  }

  /** Something to show of bytes that are not of the encoding: each byte stands as the letter it is in Windows-1252. */
  shown(bytes: Uint8Array): string {
    try {
      return this.#strict.decode(bytes);
    } catch {
      return this.#fallback.decode(bytes);
    }
  }
}

/** The bytes of a source in pieces of about a mebibyte, without a byte order mark; and the encoding that the mark named. */
export interface Opened {
  readonly encoding: string;
  readonly pieces: AsyncIterable<Uint8Array>;
}

const PIECE = 1024 * 1024;

/** Looks at the beginning of a source. A byte order mark is believed over whatever was said; UTF-16 becomes UTF-8. */
export async function openText(source: AsyncIterable<Uint8Array>, said: string): Promise<Opened> {
  const pieces = inPieces(source)[Symbol.asyncIterator]();
  const first = await pieces.next();
  const head = first.done === true ? new Uint8Array() : first.value;
  const mark = markOf(head);
  const encoding = mark?.encoding ?? said;
  const rest = resumed(head.subarray(mark?.bytes ?? 0), pieces);
  return encoding.startsWith('utf-16')
    ? { encoding: 'utf-8', pieces: transcoded(rest, encoding) }
    : { encoding, pieces: rest };
}

function markOf(head: Uint8Array): { readonly encoding: string; readonly bytes: number } | undefined {
  if (head[0] === 0xef && head[1] === 0xbb && head[2] === 0xbf) return { encoding: 'utf-8', bytes: 3 };
  if (head[0] === 0xff && head[1] === 0xfe) return { encoding: 'utf-16le', bytes: 2 };
  if (head[0] === 0xfe && head[1] === 0xff) return { encoding: 'utf-16be', bytes: 2 };
  return undefined;
}

async function* resumed(first: Uint8Array, rest: AsyncIterator<Uint8Array>): AsyncGenerator<Uint8Array> {
  if (first.length > 0) yield first;
  for (let next = await rest.next(); next.done !== true; next = await rest.next()) yield next.value;
}

/** Half a surrogate pair becomes U+FFFD, for which its row is then refused. */
async function* transcoded(pieces: AsyncIterable<Uint8Array>, encoding: string): AsyncGenerator<Uint8Array> {
  const decoder = new TextDecoder(encoding);
  for await (const piece of pieces) yield Buffer.from(decoder.decode(piece, { stream: true }));
  yield Buffer.from(decoder.decode());
}

/** Small pieces are gathered: a row that spans two of them is read twice. */
async function* inPieces(source: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  let held: Uint8Array[] = [];
  let bytes = 0;
  for await (const chunk of source) {
    held.push(chunk);
    bytes += chunk.length;
    if (bytes < PIECE) continue;
    yield Buffer.concat(held);
    [held, bytes] = [[], 0];
  }
  if (bytes > 0) yield Buffer.concat(held);
}
