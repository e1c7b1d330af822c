import { crc32 } from 'node:zlib';
import type { Disk } from './disk.ts';

/** The record of one entry for one audience's pack, as it will stand there. */
export interface PackRecord {
  readonly audience: string;
  readonly record: Uint8Array;
}

/** One entry as the write-ahead log keeps it: the leaf, and what goes into packs. */
export interface WalEntry {
  readonly leaf: Uint8Array;
  readonly records: readonly PackRecord[];
}

/** A batch as it was acknowledged, all of it or nothing. */
export interface WalFrame {
  readonly first: number;
  readonly entries: readonly WalEntry[];
}

// Frame: "AWAL" ‖ u32 payload length ‖ u64 first index ‖ u32 entries ‖ payload ‖ CRC-32 of all before. The sum finds
// torn and decayed writes; that nobody changed an entry is for the tree to show.
const MAGIC = 0x4157414c;
const HEAD = 20;
const SUM = 4;
/** A segment is closed past this size: small enough to rewrite when a body in it is erased. */
const SEGMENT_BYTES = 16 * 1024 * 1024;
const FOLDER = 'private/wal';

export function formatFrame(frame: WalFrame): Uint8Array {
  let payload = 0;
  for (const entry of frame.entries) {
    payload += 3 + entry.leaf.length;
    for (const { audience, record } of entry.records) payload += 5 + audience.length + record.length;
  }
  const bytes = Buffer.allocUnsafe(HEAD + payload + SUM);
  bytes.writeUInt32BE(MAGIC, 0);
  bytes.writeUInt32BE(payload, 4);
  bytes.writeBigUInt64BE(BigInt(frame.first), 8);
  bytes.writeUInt32BE(frame.entries.length, 16);
  let at = HEAD;
  for (const entry of frame.entries) at = writeEntry(bytes, at, entry);
  bytes.writeUInt32BE(crc32(bytes.subarray(0, at)), at);
  return bytes;
}

function writeEntry(bytes: Buffer, start: number, entry: WalEntry): number {
  let at = bytes.writeUInt16BE(entry.leaf.length, start);
  bytes.set(entry.leaf, at);
  at = bytes.writeUInt8(entry.records.length, at + entry.leaf.length);
  for (const { audience, record } of entry.records) {
    at = bytes.writeUInt8(audience.length, at);
    at += bytes.write(audience, at, 'latin1');
    at = bytes.writeUInt32BE(record.length, at);
    bytes.set(record, at);
    at += record.length;
  }
  return at;
}

/** What stands at a place in a segment: a whole frame, the end, or bytes that are no frame. */
type FrameAt = { readonly frame: WalFrame; readonly end: number } | 'end' | 'torn';

function readFrame(bytes: Buffer, at: number): FrameAt {
  if (at === bytes.length) return 'end';
  if (bytes.length - at < HEAD + SUM || bytes.readUInt32BE(at) !== MAGIC) return 'torn';
  const bodyEnd = at + HEAD + bytes.readUInt32BE(at + 4);
  if (bodyEnd + SUM > bytes.length) return 'torn';
  if (crc32(bytes.subarray(at, bodyEnd)) !== bytes.readUInt32BE(bodyEnd)) return 'torn';
  const entries: WalEntry[] = [];
  let cursor = at + HEAD;
  const count = bytes.readUInt32BE(at + 16);
  for (let i = 0; i < count; i++) {
    const { entry, end } = readEntry(bytes, cursor);
    entries.push(entry);
    cursor = end;
  }
  return { frame: { first: Number(bytes.readBigUInt64BE(at + 8)), entries }, end: bodyEnd + SUM };
}

/** How many bytes of a segment hold the whole batches below an index, and the index after them; nothing where there is none. */
export function batchesBelow(
  segment: Buffer,
  index: number,
): { readonly bytes: number; readonly next: number } | undefined {
  let below: { bytes: number; next: number } | undefined;
  for (let found = readFrame(segment, 0); typeof found !== 'string'; ) {
    const next = found.frame.first + found.frame.entries.length;
    if (next > index) break;
    below = { bytes: found.end, next };
    found = readFrame(segment, found.end);
  }
  return below;
}

function readEntry(bytes: Buffer, start: number): { readonly entry: WalEntry; readonly end: number } {
  const leafEnd = start + 2 + bytes.readUInt16BE(start);
  const leaf = bytes.subarray(start + 2, leafEnd);
  const records: PackRecord[] = [];
  let at = leafEnd + 1;
  for (let i = 0; i < bytes.readUInt8(leafEnd); i++) {
    const nameEnd = at + 1 + bytes.readUInt8(at);
    const audience = bytes.toString('latin1', at + 1, nameEnd);
    const end = nameEnd + 4 + bytes.readUInt32BE(nameEnd);
    records.push({ audience, record: bytes.subarray(nameEnd + 4, end) });
    at = end;
  }
  return { entry: { leaf, records }, end: at };
}

const REFILL = 'Nothing was changed. Refill it from a mirror: armistice recover <folder> --from <mirror>';

/** What was wrong with a write-ahead log, and where. */
export class WalDamage extends Error {
  readonly index: number;

  constructor(index: number, message: string) {
    super(message);
    this.name = 'WalDamage';
    this.index = index;
  }
}

interface Segment {
  readonly path: string;
  readonly first: number;
}

/** The book of original entry: appended and fsynced before anything is acknowledged; all else is made from it. */
export class WriteAheadLog {
  readonly #disk: Disk;
  #segment: Segment | undefined;
  #length = 0;
  #next = 0;

  constructor(disk: Disk) {
    this.#disk = disk;
  }

  /** Index of the next entry. */
  get next(): number {
    return this.#next;
  }

  async segments(): Promise<Segment[]> {
    const names = (await this.#disk.list(FOLDER)).filter((name) => /^\d{15}\.wal$/.test(name));
    return names.map((name) => ({ path: `${FOLDER}/${name}`, first: Number.parseInt(name, 10) }));
  }

  /**
   * Finds the end: reads the last segment, cuts a torn tail that was never acknowledged, and answers how many bytes
   * were cut. A frame that is damaged but has whole ones after it, or that holds entries below `signed`, was
   * acknowledged: that is {@link WalDamage}, and nothing is cut.
   */
  async open(signed = 0): Promise<number> {
    const segment = (await this.segments()).at(-1);
    if (segment === undefined) return 0;
    const bytes = Buffer.from((await this.#disk.read(segment.path)) ?? new Uint8Array());
    let at = 0;
    let next = segment.first;
    for (let found = readFrame(bytes, at); typeof found !== 'string'; found = readFrame(bytes, at)) {
      if (found.frame.first !== next) throw outOfOrder(segment, found.frame.first, next);
      at = found.end;
      next += found.frame.entries.length;
    }
    if (at < bytes.length && hasFrameAfter(bytes, at + 1, next)) {
      throw new WalDamage(
        next,
        `the write-ahead log is damaged at entry ${next} (${segment.path}, byte ${at}) and goes on after it. ${REFILL}`,
      );
    }
    if (at < bytes.length && next < signed) {
      throw new WalDamage(
        next,
        `the write-ahead log is damaged at entry ${next} (${segment.path}, byte ${at}), and a checkpoint of ${signed} entries was signed. ${REFILL}`,
      );
    }
    if (at < bytes.length) await this.#disk.truncate(segment.path, at);
    this.#segment = segment;
    this.#length = at;
    this.#next = next;
    return bytes.length - at;
  }

  /** Appends a batch durably. After a failure nothing of it is in the log, or {@link WalDamage} says that this could not be made sure. */
  async append(entries: readonly WalEntry[]): Promise<void> {
    const frame = formatFrame({ first: this.#next, entries });
    if (this.#segment === undefined || this.#length > SEGMENT_BYTES) {
      this.#segment = { path: `${FOLDER}/${String(this.#next).padStart(15, '0')}.wal`, first: this.#next };
      this.#length = 0;
    }
    const { path } = this.#segment;
    try {
      await this.#disk.append(path, frame, 0o600);
    } catch (error) {
      await this.#undo(path, error);
      throw error;
    }
    this.#length += frame.length;
    this.#next += entries.length;
  }

  /** A write that was reported as failed may have been stored, all or in part: cut it off again before anyone goes on. */
  async #undo(path: string, cause: unknown): Promise<void> {
    try {
      if ((await this.#disk.size(path)) !== undefined) await this.#disk.truncate(path, this.#length);
    } catch (error) {
      const message = `the write-ahead log could not be cut back after a failed write (${String(cause)}; then ${String(error)})`;
      throw new WalDamage(this.#next, message);
    }
  }

  /** All frames that hold entries at or after `from`, in order. */
  async *framesFrom(from: number): AsyncGenerator<WalFrame> {
    const segments = await this.segments();
    for (const [i, segment] of segments.entries()) {
      const following = segments[i + 1];
      if (following !== undefined && following.first <= from) continue;
      yield* this.#framesOf(segment, following?.first ?? this.#next, from);
    }
  }

  async *#framesOf(segment: Segment, end: number, from: number): AsyncGenerator<WalFrame> {
    const bytes = Buffer.from((await this.#disk.read(segment.path)) ?? new Uint8Array());
    let next = segment.first;
    let found = readFrame(bytes, 0);
    for (; typeof found !== 'string' && next < end; found = readFrame(bytes, found.end)) {
      if (found.frame.first !== next) throw outOfOrder(segment, found.frame.first, next);
      next += found.frame.entries.length;
      if (next > from) yield found.frame;
    }
    if (next < end)
      throw new WalDamage(
        next,
        `the write-ahead log is damaged at entry ${next} in ${segment.path}, but entries up to ${end - 1} were acknowledged. ${REFILL}`,
      );
  }

  /** Rewrites the segments that hold these entries with what `redact` leaves of their records. */
  async redact(
    indexes: ReadonlySet<number>,
    redact: (index: number, record: PackRecord) => PackRecord,
  ): Promise<void> {
    const segments = await this.segments();
    for (const [i, segment] of segments.entries()) {
      const end = segments[i + 1]?.first ?? this.#next;
      if (![...indexes].some((index) => index >= segment.first && index < end)) continue;
      const parts: Uint8Array[] = [];
      for await (const frame of this.#framesOf(segment, end, segment.first)) {
        const entries = frame.entries.map((entry, at) =>
          indexes.has(frame.first + at)
            ? { leaf: entry.leaf, records: entry.records.map((record) => redact(frame.first + at, record)) }
            : entry,
        );
        parts.push(formatFrame({ first: frame.first, entries }));
      }
      const bytes = Buffer.concat(parts);
      try {
        await this.#disk.replace(segment.path, bytes, 0o600);
      } finally {
        // Reported as failed, it may have been stored; a later cut must know which.
        if (segment.path === this.#segment?.path)
          this.#length = (await this.#disk.size(segment.path)) ?? bytes.length;
      }
    }
  }
}

function outOfOrder(segment: Segment, found: number, expected: number): WalDamage {
  return new WalDamage(
    expected,
    `the write-ahead log is out of order in ${segment.path}: entry ${expected} should follow, entry ${found} does`,
  );
}

/** Whether a whole frame with later entries stands anywhere after `from`: then what is damaged before it was acknowledged. */
function hasFrameAfter(bytes: Buffer, from: number, next: number): boolean {
  const magic = Buffer.from('AWAL', 'latin1');
  for (let at = bytes.indexOf(magic, from); at >= 0; at = bytes.indexOf(magic, at + 1)) {
    const found = readFrame(bytes, at);
    if (typeof found !== 'string' && found.frame.first > next) return true;
  }
  return false;
}
