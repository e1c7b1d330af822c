import { createCipheriv, createDecipheriv } from 'node:crypto';
import {
  formatSealedHeader,
  formatSealedParts,
  type InnerHeader,
  type OpenPart,
  type Part,
  type PartKey,
  PUBLIC,
  type SealedPart,
  sealedCommitment,
  utf8,
} from '@armistice/core/record';
import type { Draft, OpenedField } from './draft.ts';
import type { PackRecord } from './wal.ts';

// A key seals one part once, so a fixed nonce repeats for no key.
const NONCE = new Uint8Array(12);
const TAG_BYTES = 16;
const LINE_FEED = 10;

/** What an entry puts into packs, and the keys to its restricted parts, which go elsewhere. */
export interface SealedBody {
  readonly records: readonly PackRecord[];
  readonly keys: readonly (Omit<PartKey, 'slot'> & { readonly audience: string })[];
  /** Of a restricted entry: all that its leaf shows. */
  readonly commitment?: string;
}

/** Seals the fields of a draft: public ones stand open in their pack, each restricted part is encrypted under a key of its own. */
export function sealDraft(draft: Draft, random: (bytes: number) => Uint8Array): SealedBody {
  const restricted = draft.statement.audience !== PUBLIC;
  if (!restricted && draft.fields.every((field) => field.audience === PUBLIC)) {
    return {
      records:
        draft.fields.length === 0
          ? []
          : [{ audience: PUBLIC, record: lines(draft.fields.map((field) => field.json)) }],
      keys: [],
    };
  }
  const inner = restricted ? innerOf(draft, random) : undefined;
  const records: PackRecord[] = [];
  const keys: { audience: string; part: Part; key: Uint8Array }[] = [];
  for (const [audience, fields] of byAudience(draft, inner)) {
    if (audience === PUBLIC) {
      records.push({ audience, record: lines(fields.map((field) => field.json)) });
      continue;
    }
    const parts: SealedPart[] = [];
    for (const part of ['view', 'detail'] as const) {
      const own = fields.filter((field) => field.part === part).map((field) => field.json);
      const plain = part === 'view' && inner !== undefined ? [utf8(inner.line), ...own] : own;
      if (plain.length === 0) continue;
      const key = random(32);
      keys.push({ audience, part, key });
      parts.push({ part, ciphertext: seal(key, lines(plain)) });
    }
    records.push({ audience, record: formatSealedParts(parts) });
  }
  return { records, keys, ...(inner === undefined ? {} : { commitment: inner.commitment }) };
}

function innerOf(
  draft: Draft,
  random: (bytes: number) => Uint8Array,
): { readonly line: string; readonly commitment: string } {
  const header: InnerHeader =
    draft.sig === undefined ? draft.statement : { ...draft.statement, sig: draft.sig };
  const salt = random(32);
  return { line: formatSealedHeader(salt, header), commitment: sealedCommitment(salt, header) };
}

function byAudience(draft: Draft, inner: object | undefined): Map<string, OpenedField[]> {
  const groups = new Map<string, OpenedField[]>();
  if (inner !== undefined) groups.set(draft.statement.audience, []);
  for (const field of draft.fields) {
    const group = groups.get(field.audience) ?? [];
    group.push(field);
    groups.set(field.audience, group);
  }
  return groups;
}

function lines(parts: readonly Uint8Array[]): Uint8Array {
  if (parts.length === 1) return parts[0] as Uint8Array;
  // From Node's pool: an array buffer for each would cost more than what it holds.
  const bytes = Buffer.allocUnsafe(parts.reduce((sum, part) => sum + part.length + 1, -1));
  let at = 0;
  for (const part of parts) {
    if (at > 0) bytes[at++] = LINE_FEED;
    bytes.set(part, at);
    at += part.length;
  }
  return bytes;
}

function seal(key: Uint8Array, plain: Uint8Array): Uint8Array {
  const cipher = createCipheriv('aes-256-gcm', key, NONCE);
  return Buffer.concat([cipher.update(plain), cipher.final(), cipher.getAuthTag()]);
}

/** Opens a part of a restricted pack. */
export const openPart: OpenPart = async (key, ciphertext) => {
  const end = ciphertext.length - TAG_BYTES;
  if (end < 0) return undefined;
  try {
    const decipher = createDecipheriv('aes-256-gcm', key, NONCE);
    decipher.setAuthTag(ciphertext.subarray(end));
    return Buffer.concat([decipher.update(ciphertext.subarray(0, end)), decipher.final()]);
  } catch {
    return undefined;
  }
};
