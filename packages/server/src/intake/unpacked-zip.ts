import { crc32, inflateRawSync } from 'node:zlib';

const END = 0x06054b50;
const ENTRY = 0x02014b50;
const LOCAL = 0x04034b50;
const END_BYTES = 22;
const ENTRY_BYTES = 46;
const LOCAL_BYTES = 30;
const MAX_COMMENT = 0xffff;
const STORED = 0;
const DEFLATED = 8;
const MOST_FILES = 10_000;

/** A zip that unpacks to more than is taken. */
export class TooLarge extends Error {}

/**
 * The same files in a zip that packs none of them, so that whoever reads it takes no more memory than it has. What a zip
 * says of its sizes is not believed: unpacking ends at `most` bytes, with {@link TooLarge}. Undefined where it is no zip.
 */
export function unpackedZip(bytes: Buffer, most: number): Buffer | undefined {
  const end = endOf(bytes);
  if (end === undefined) return undefined;
  const files = bytes.readUInt16LE(end + 10);
  if (files > MOST_FILES) throw new TooLarge();
  const [parts, directory]: [Buffer[], Buffer[]] = [[], []];
  let [at, offset, left] = [bytes.readUInt32LE(end + 16), 0, most];
  for (let file = 0; file < files; file++) {
    if (at + ENTRY_BYTES > bytes.length || bytes.readUInt32LE(at) !== ENTRY) return undefined;
    const named = at + ENTRY_BYTES;
    const name = bytes.subarray(named, named + bytes.readUInt16LE(at + 28));
    const data = contentOf(bytes, at, left);
    if (data === undefined) return undefined;
    left -= data.length;
    const common = commonOf(name, data);
    const entry = Buffer.alloc(ENTRY_BYTES);
    entry.writeUInt32LE(ENTRY, 0);
    common.copy(entry, 6);
    entry.writeUInt32LE(offset, 42);
    directory.push(entry, name);
    const local = Buffer.concat([Buffer.from([0x50, 0x4b, 3, 4]), common, name, data]);
    parts.push(local);
    offset += local.length;
    at = named + name.length + bytes.readUInt16LE(at + 30) + bytes.readUInt16LE(at + 32);
  }
  const list = Buffer.concat(directory);
  const closing = Buffer.alloc(END_BYTES);
  closing.writeUInt32LE(END, 0);
  closing.writeUInt16LE(files, 8);
  closing.writeUInt16LE(files, 10);
  closing.writeUInt32LE(list.length, 12);
  closing.writeUInt32LE(offset, 16);
  return Buffer.concat([...parts, list, closing]);
}

/** What the headers of a file have in common, of one that is not packed. */
function commonOf(name: Buffer, data: Buffer): Buffer {
  const common = Buffer.alloc(26);
  common.writeUInt16LE(20, 0);
  common.writeUInt32LE(crc32(data), 10);
  common.writeUInt32LE(data.length, 14);
  common.writeUInt32LE(data.length, 18);
  common.writeUInt16LE(name.length, 22);
  return common;
}

function contentOf(bytes: Buffer, entry: number, most: number): Buffer | undefined {
  const [method, packed, local] = [
    bytes.readUInt16LE(entry + 10),
    bytes.readUInt32LE(entry + 20),
    bytes.readUInt32LE(entry + 42),
  ];
  if (local + LOCAL_BYTES > bytes.length || bytes.readUInt32LE(local) !== LOCAL) return undefined;
  const from = local + LOCAL_BYTES + bytes.readUInt16LE(local + 26) + bytes.readUInt16LE(local + 28);
  const data = bytes.subarray(from, from + packed);
  if (method === STORED) {
    if (data.length > most) throw new TooLarge();
    return data;
  }
  if (method !== DEFLATED) return undefined;
  try {
    // Of nothing left one byte would be too many, and no limit may be 0.
    return inflateRawSync(data, { maxOutputLength: Math.max(1, most) });
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ERR_BUFFER_TOO_LARGE') throw new TooLarge();
    return undefined;
  }
}

function endOf(bytes: Buffer): number | undefined {
  const least = Math.max(0, bytes.length - END_BYTES - MAX_COMMENT);
  for (let at = bytes.length - END_BYTES; at >= least; at--) if (bytes.readUInt32LE(at) === END) return at;
  return undefined;
}
