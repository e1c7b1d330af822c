import { createCipheriv, createDecipheriv } from 'node:crypto';
import {
  concat,
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
import type { Draft } from './draft.ts';
import type { PackRecord } from './wal.ts';

// A key seals one part once, so a fixed nonce repeats for no key.
const NONCE = new Uint8Array(12);
const TAG_BYTES = 16;

/** What an entry puts into packs, and the keys to its restricted parts, which go elsewhere. */
export interface SealedBody {
  readonly records: readonly PackRecord[];
  readonly keys: readonly (Omit<PartKey, 'slot'> & { readonly audience: string })[];
  /** Of a restricted entry: all that its leaf shows. */
  readonly commitment?: string;
}

/** Seals the fields of a draft: public ones stand open in their pack, each restricted part is encrypted under a key of its own. */
export function sealDraft(draft: Draft, random: (bytes: number) => Uint8Array): SealedBody {
  const { audience: own } = draft.statement;
  const inner = own === PUBLIC ? undefined : innerOf(draft, random);
  const records: PackRecord[] = [];
  const keys: { audience: string; part: Part; key: Uint8Array }[] = [];
  for (const audience of audiencesOf(draft)) {
    const parts = draft.parts.filter((one) => one.audience === audience);
    if (audience === PUBLIC) {
      for (const { lines } of parts) records.push({ audience, record: lines });
      continue;
    }
    const sealed: SealedPart[] = [];
    for (const part of PARTS) {
      const lines = parts.find((one) => one.part === part)?.lines;
      const plain =
        part === 'view' && inner !== undefined && audience === own ? headed(inner.line, lines) : lines;
      if (plain === undefined) continue;
      const key = random(32);
      keys.push({ audience, part, key });
      sealed.push({ part, ciphertext: seal(key, plain) });
    }
    records.push({ audience, record: formatSealedParts(sealed) });
  }
  return { records, keys, ...(inner === undefined ? {} : { commitment: inner.commitment }) };
}

const PARTS = ['view', 'detail'] as const;

/** Whose packs an entry goes into: a restricted one into its own in any case, for its header. */
function audiencesOf({ statement, parts }: Draft): ReadonlySet<string> {
  const audiences = new Set(statement.audience === PUBLIC ? [] : [statement.audience]);
  for (const { audience } of parts) audiences.add(audience);
  return audiences;
}

/** The view of a restricted entry begins with its header. */
function headed(line: string, lines: Uint8Array | undefined): Uint8Array {
  if (lines === undefined) return utf8(line);
  return concat([utf8(`${line}\n`), lines]);
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
