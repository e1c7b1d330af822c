import { type KnownReport, wholeReport } from '@armistice/core/mission';
import { formatJson, type ReadEntry } from '@armistice/core/record';
import { DIGEST_BYTES, KEY_BYTES, type KnownEntry, nameOf, reportDigest } from '../mission-known.ts';

// Reports that were read back, for whoever files: a key, where it stands, and what to compare a repeat with.

const ROW_BYTES = KEY_BYTES + 4 + 1 + DIGEST_BYTES;

/** A report that was read back from the record, with the entry that holds it. */
export type ReadBack = readonly [report: KnownReport, entry: ReadEntry];

/** Packs reports that were read back into rows of 37 bytes: half a key, index, whether there is a digest, digest. */
export function packKnown(all: readonly ReadBack[]): Uint8Array<ArrayBuffer> {
  const rows = Buffer.from(new ArrayBuffer(all.length * ROW_BYTES));
  for (const [i, [{ key, index, basis }, entry]] of all.entries()) {
    const at = i * ROW_BYTES;
    rows.write(nameOf(key, basis).slice(0, 2 * KEY_BYTES), at, 'hex');
    rows.writeUInt32LE(index, at + KEY_BYTES);
    if (!isWhole(entry)) continue;
    rows[at + KEY_BYTES + 4] = 1;
    rows.set(reportDigest(formatJson(wholeReport({ ...entry.body, ...entry.withheld }))), at + KEY_BYTES + 5);
  }
  return rows;
}

/** Calls back with each packed report: half of its key in hexadecimal digits, and what is known of it. */
export function eachKnown(
  rows: Uint8Array<ArrayBuffer>,
  found: (key: string, known: KnownEntry) => void,
): void {
  const all = Buffer.from(rows.buffer, rows.byteOffset, rows.length);
  for (let at = 0; at < all.length; at += ROW_BYTES) {
    const key = all.toString('hex', at, at + KEY_BYTES);
    const index = all.readUInt32LE(at + KEY_BYTES);
    const digest =
      all[at + KEY_BYTES + 4] === 0 ? {} : { digest: rows.slice(at + KEY_BYTES + 5, at + ROW_BYTES) };
    found(key, { index, ...digest });
  }
}

/** Whether this reader holds every field that the entry committed to: after an erasure a repeat cannot be compared. */
function isWhole({ header, body, withheld }: ReadEntry): boolean {
  const committed = header?.body;
  if (committed === undefined || !('sd' in committed)) return true;
  const digests = Object.values(committed.sd).reduce((sum, list) => sum + list.length, 0);
  return Object.keys(body).length + Object.keys(withheld).length >= digests;
}
