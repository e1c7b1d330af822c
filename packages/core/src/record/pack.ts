import { fromBase64Url, toBase64Url } from './base64.ts';
import { concat, readUint32, textOf, writeUint32 } from './bytes.ts';
import { splitDisclosures } from './disclosure.ts';
import { type InnerHeader, parseInnerHeader, sealedCommitment } from './entry.ts';
import { formatJson, type Json, parseCanonicalJson } from './json.ts';
import { accept, type Result, refuse } from './refusal.ts';
import { formatPlace, TILE_WIDTH } from './tile.ts';

// Packs carry the bodies: `bodies/<audience>/<N>`, one record for each of the 256 entries of bundle N, in order
// (docs/formats/pack.md). A record of length 0 holds nothing: never there, or erased.

/** `bodies/public/x001/234`. */
export function formatPackPath(audience: string, place: number): string {
  return `bodies/${audience}/${formatPlace(place)}`;
}

/** `keys/mission/000`: the keys to a restricted pack, which never travel with it. */
export function formatKeyPath(audience: string, place: number): string {
  return `keys/${audience}/${formatPlace(place)}`;
}

/** One record with its length before it. */
export function formatPackRecord(record: Uint8Array): Uint8Array<ArrayBuffer> {
  const framed = new Uint8Array(4 + record.length);
  writeUint32(framed, 0, record.length);
  framed.set(record, 4);
  return framed;
}

/** The records of a pack, at most 256; a pack may be behind or ahead of a checkpoint. */
export function parsePack(pack: Uint8Array): Result<Uint8Array[]> {
  const records: Uint8Array[] = [];
  let at = 0;
  while (at < pack.length) {
    const end = at + 4 + readUint32(pack, at);
    if (at + 4 > pack.length || end > pack.length)
      return refuse('pack-short', `the pack ends inside its record ${records.length}`);
    records.push(pack.subarray(at + 4, end));
    at = end;
  }
  if (records.length > TILE_WIDTH)
    return refuse('pack-long', `the pack has ${records.length} records, at most ${TILE_WIDTH} belong`);
  return accept(records);
}

/** Which half of a restricted body: what the fold needs, or the rest, which an erasure takes first. */
export type Part = 'view' | 'detail';

const PART_BYTE: Readonly<Record<Part, number>> = { view: 0, detail: 1 };

function partOf(byte: number | undefined): Part | undefined {
  return byte === 0 ? 'view' : byte === 1 ? 'detail' : undefined;
}

/** A part as a restricted pack holds it: AES-256-GCM under a key of its own, 12 zero bytes as nonce, tag at the end. */
export interface SealedPart {
  readonly part: Part;
  readonly ciphertext: Uint8Array;
}

export function formatSealedParts(parts: readonly SealedPart[]): Uint8Array<ArrayBuffer> {
  return concat(
    parts.flatMap(({ part, ciphertext }) => {
      const head = new Uint8Array(5);
      head[0] = PART_BYTE[part];
      writeUint32(head, 1, ciphertext.length);
      return [head, ciphertext];
    }),
  );
}

export function parseSealedParts(record: Uint8Array): Result<SealedPart[]> {
  const parts: SealedPart[] = [];
  let at = 0;
  while (at < record.length) {
    const end = at + 5 + readUint32(record, at + 1);
    const part = partOf(record[at]);
    if (
      part === undefined ||
      at + 5 > record.length ||
      end > record.length ||
      parts.some((other) => other.part === part)
    ) {
      return refuse(
        'pack-part',
        'a restricted record holds a view and a detail at most, each with its length',
      );
    }
    parts.push({ part, ciphertext: record.subarray(at + 5, end) });
    at = end;
  }
  return accept(parts);
}

/** One key: bundle slot 0–255, part, 32 bytes. */
export interface PartKey {
  readonly slot: number;
  readonly part: Part;
  readonly key: Uint8Array;
}

const KEY_RECORD = 34;

export function formatPartKey({ slot, part, key }: PartKey): Uint8Array<ArrayBuffer> {
  return concat([Uint8Array.of(slot, PART_BYTE[part]), key]);
}

/**
 * Parses a key file. A torn last record (a crash while it was written) is left out: its entry was never acknowledged.
 * So is a record for a part that does not exist: its entry then shows as one without a key.
 */
export function parsePartKeys(bytes: Uint8Array): PartKey[] {
  const keys: PartKey[] = [];
  for (let at = 0; at + KEY_RECORD <= bytes.length; at += KEY_RECORD) {
    const part = partOf(bytes[at + 1]);
    if (part !== undefined)
      keys.push({ slot: bytes[at] ?? 0, part, key: bytes.slice(at + 2, at + KEY_RECORD) });
  }
  return keys;
}

/** The view of a restricted entry begins with its salted header; a view without one belongs to an open entry. */
export function formatSealedHeader(salt: Uint8Array, inner: InnerHeader): string {
  return formatJson({ header: inner as unknown as Json, salt: toBase64Url(salt) });
}

/** An opened part: the inner header, where it carries one, and its disclosures as JSON bytes. */
export interface OpenedPart {
  readonly inner?: { readonly header: InnerHeader; readonly commitment: string };
  readonly disclosures: readonly Uint8Array[];
}

export function parseOpenedPart(plain: Uint8Array): Result<OpenedPart> {
  const lines = splitDisclosures(plain);
  const first = lines[0];
  // "{" opens a header, "[" a disclosure.
  if (first === undefined || first[0] !== 0x7b) return accept({ disclosures: lines });
  const text = textOf(first);
  const parsed =
    text === undefined ? refuse('pack-header', 'the inner header is not UTF-8') : parseCanonicalJson(text);
  if (!parsed.ok) return parsed;
  const { header, salt, ...others } = parsed.value as { readonly header?: Json; readonly salt?: Json };
  const saltBytes = typeof salt === 'string' ? fromBase64Url(salt) : undefined;
  // The commitment covers header and salt; a further member would be covered by nothing.
  if (header === undefined || saltBytes?.length !== 32 || Object.keys(others).length > 0)
    return refuse('pack-header', 'an inner header stands with its 32-byte salt and nothing else');
  const inner = parseInnerHeader(header);
  if (!inner.ok) return inner;
  const commitment = sealedCommitment(saltBytes, inner.value);
  return accept({ inner: { header: inner.value, commitment }, disclosures: lines.slice(1) });
}

/** Opens a part of a restricted pack: AES-256-GCM, 12 zero bytes as nonce; undefined where the key does not fit. */
export type OpenPart = (key: Uint8Array, ciphertext: Uint8Array) => Promise<Uint8Array | undefined>;
