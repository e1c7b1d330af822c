// A backup is a plain tar archive (POSIX ustar) of regular files and nothing else, so that any tar opens it in twenty years. What
// is read back must have exactly the form that is written here: no links, no folders, no extensions, no second spelling.

const BLOCK = 512;
const NAME_BYTES = 100;
const PREFIX_BYTES = 155;
/** Eleven octal digits. */
const MOST_BYTES = 8 ** 11 - 1;
/** No file of a mission is named otherwise, and nothing so named can leave the folder into which it is restored. */
const NAME = /^(?:[A-Za-z0-9_-][A-Za-z0-9._-]*\/)*[A-Za-z0-9_-][A-Za-z0-9._-]*$/;

/** An archive that cannot be read: damaged, cut short, or none of ours. Nothing was restored of it. */
export class DamagedBackup extends Error {}

/** A file on its way into an archive; `content` has exactly `size` bytes. */
export interface TarFile {
  readonly name: string;
  readonly size: number;
  readonly content: AsyncIterable<Uint8Array>;
}

/** Whether a path can stand in an archive. */
export function isTarName(name: string): boolean {
  return NAME.test(name) && name.length <= PREFIX_BYTES + 1 + NAME_BYTES && split(name) !== undefined;
}

/** The head and the bytes of one file, padded to whole blocks. Throws where the content has another length than was said. */
export async function* tarFile({ name, size, content }: TarFile): AsyncGenerator<Uint8Array> {
  yield headOf(name, size);
  let left = size;
  for await (const chunk of content) {
    left -= chunk.length;
    if (left < 0) break;
    yield chunk;
  }
  if (left !== 0) throw new Error(`${name} changed its length while it was read`);
  yield new Uint8Array(padding(size));
}

/** What ends an archive. */
export function tarEnd(): Uint8Array {
  return new Uint8Array(2 * BLOCK);
}

function padding(size: number): number {
  return (BLOCK - (size % BLOCK)) % BLOCK;
}

/** A name of more than 100 bytes is cut in two at a slash. */
function split(name: string): readonly [prefix: string, name: string] | undefined {
  if (name.length <= NAME_BYTES) return ['', name];
  const at = name.indexOf('/', name.length - NAME_BYTES - 1);
  return at < 0 || at > PREFIX_BYTES ? undefined : [name.slice(0, at), name.slice(at + 1)];
}

function headOf(path: string, size: number): Uint8Array {
  const parts = isTarName(path) ? split(path) : undefined;
  if (parts === undefined) throw new Error(`"${path}" cannot be named in a backup`);
  if (size > MOST_BYTES) throw new Error(`${path} has ${size} bytes; a backup takes files of 8 GiB at most`);
  const head = Buffer.alloc(BLOCK);
  head.write(parts[1], 0, 'latin1');
  head.write('0000600\0', 100, 'latin1');
  head.write('0000000\0', 108, 'latin1');
  head.write('0000000\0', 116, 'latin1');
  head.write(`${size.toString(8).padStart(11, '0')}\0`, 124, 'latin1');
  head.write('00000000000\0', 136, 'latin1');
  head.write('0', 156, 'latin1');
  head.write('ustar\0' + '00', 257, 'latin1');
  head.write(parts[0], 345, 'latin1');
  head.fill(' ', 148, 156);
  const sum = head.reduce((total, byte) => total + byte, 0);
  head.write(`${sum.toString(8).padStart(6, '0')}\0 `, 148, 'latin1');
  return head;
}

/**
 * Reads an archive file by file, in order. Each content must be read to its end before the next file is asked for. Throws
 * {@link DamagedBackup} at the first byte that is not as {@link tarFile} writes it.
 */
export async function* readTar(bytes: AsyncIterable<Uint8Array>): AsyncGenerator<TarFile> {
  const reader = new Reader(bytes);
  for (let file = 0; ; file++) {
    const head = await reader.exactly(BLOCK);
    if (head.every((byte) => byte === 0)) {
      await endsHere(reader);
      return;
    }
    const { name, size } = readHead(head, file);
    yield { name, size, content: reader.some(size) };
    if ((await reader.exactly(padding(size))).some((byte) => byte !== 0))
      throw new DamagedBackup(`the backup is damaged after ${name}`);
  }
}

async function endsHere(reader: Reader): Promise<void> {
  const rest = await reader.exactly(BLOCK);
  if (rest.some((byte) => byte !== 0) || !(await reader.isAtEnd()))
    throw new DamagedBackup('the backup goes on after its end: it was changed or put together');
}

function readHead(head: Buffer, file: number): { readonly name: string; readonly size: number } {
  const text = (from: number, bytes: number) => {
    const end = head.indexOf(0, from);
    return head.toString('latin1', from, Math.min(end < 0 ? from + bytes : end, from + bytes));
  };
  const prefix = text(345, PREFIX_BYTES);
  const name = prefix === '' ? text(0, NAME_BYTES) : `${prefix}/${text(0, NAME_BYTES)}`;
  const size = /^[0-7]{11}$/.test(text(124, 12)) ? Number.parseInt(text(124, 12), 8) : -1;
  // Written again, it must be the same: a link, a folder or a path that leads out is refused by this alone.
  if (size < 0 || !isTarName(name) || !headOf(name, size).every((byte, at) => byte === head[at]))
    throw new DamagedBackup(
      file === 0
        ? 'this is no backup of Armistice, or its beginning is damaged'
        : `the head of file ${file + 1} of the backup is not as Armistice writes it: it is damaged or was made by others`,
    );
  return { name, size };
}

/** Bytes by count, out of chunks of any size. */
class Reader {
  readonly #chunks: AsyncIterator<Uint8Array>;
  #rest: Uint8Array = new Uint8Array();

  constructor(bytes: AsyncIterable<Uint8Array>) {
    this.#chunks = bytes[Symbol.asyncIterator]();
  }

  async #more(): Promise<boolean> {
    while (this.#rest.length === 0) {
      const { value, done } = await this.#chunks.next();
      if (done === true) return false;
      this.#rest = value;
    }
    return true;
  }

  async *some(bytes: number): AsyncGenerator<Uint8Array> {
    for (let left = bytes; left > 0; ) {
      if (!(await this.#more())) throw new DamagedBackup('the backup is cut short: its end is missing');
      const chunk = this.#rest.subarray(0, left);
      this.#rest = this.#rest.subarray(chunk.length);
      left -= chunk.length;
      yield chunk;
    }
  }

  async exactly(bytes: number): Promise<Buffer> {
    const chunks: Uint8Array[] = [];
    for await (const chunk of this.some(bytes)) chunks.push(chunk);
    return Buffer.concat(chunks);
  }

  async isAtEnd(): Promise<boolean> {
    return !(await this.#more());
  }
}
