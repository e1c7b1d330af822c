import { hash } from 'node:crypto';
import {
  authoredBytes,
  type Body,
  type Disclosure,
  type EntrySignature,
  formatDisclosure,
  type Json,
  type Part,
  PUBLIC,
  SALT_BYTES,
  type Statement,
  type Superseded,
  thumbprint,
  toBase64Url,
  WHOLE_BODY,
} from '@armistice/core/record';
import { FOLD_VIEW } from './erase.ts';
import type { EntrySigner } from './keys.ts';

/** One field of a body: who may read it, and whether the fold needs it (`view`) or an erasure takes it first (`detail`). */
export interface Field {
  readonly name: string;
  readonly value: Json;
  readonly audience: string;
  readonly part: Part;
}

/** What someone wants written: open (never erasable, for what binds everyone) or as fields. */
export interface Content {
  readonly kind: string;
  readonly audience: string;
  readonly supersedes?: Superseded;
  readonly body: { readonly open: Json } | { readonly fields: readonly Field[] };
}

/** The opened fields that go with an entry, ready for the packs. */
export interface OpenedField {
  readonly audience: string;
  readonly part: Part;
  readonly json: Uint8Array;
}

/** An entry before the sequencer: stated, perhaps signed by its author, with its fields salted. */
export interface Draft {
  readonly statement: Statement;
  readonly sig?: EntrySignature;
  readonly fields: readonly OpenedField[];
}

/** What drafting needs from outside: the author's clock and randomness. */
export interface Drafting {
  now(): number;
  random(bytes: number): Uint8Array;
}

/** States content for `by`, a key id; a signer signs it as its author. Restricted content must have fields of its own audience only. */
export function draftEntry(
  content: Content,
  mission: string,
  author: EntrySigner | string,
  drafting: Drafting,
): Draft {
  const { body, fields } = commit(content, drafting);
  // Names in the order of the canonical form, which is then written without sorting.
  const statement: Statement = {
    audience: content.audience,
    authored: { at: drafting.now(), nonce: toBase64Url(drafting.random(16)) },
    body,
    by: typeof author === 'string' ? author : thumbprint(author.jwk),
    kind: content.kind,
    mission,
    ...(content.supersedes === undefined ? {} : { supersedes: content.supersedes }),
    v: 1,
  };
  if (typeof author === 'string') return { statement, fields };
  return {
    statement,
    fields,
    sig: { alg: 'ed25519', value: toBase64Url(author.sign(authoredBytes(statement))) },
  };
}

/** The SD-JWT digest of a disclosure, on the host's own hashing: intake computes one for every entry. */
function digestOf(json: Uint8Array): string {
  return hash(
    'sha256',
    Buffer.from(json.buffer, json.byteOffset, json.length).toString('base64url'),
    'base64url',
  );
}

function commit(
  content: Content,
  drafting: Drafting,
): { readonly body: Body; readonly fields: readonly OpenedField[] } {
  if ('open' in content.body) return { body: { open: content.body.open }, fields: [] };
  const stated = content.body.fields;
  if (stated.length === 0) throw new Error(`an entry of kind "${content.kind}" needs at least one field`);
  const stray = stated.find((field) => content.audience !== PUBLIC && field.audience !== content.audience);
  if (stray !== undefined)
    throw new Error(
      `field "${stray.name}" is for "${stray.audience}", but the entry is for "${content.audience}" alone`,
    );
  const fields = grouped(stated, drafting);
  const sd: { [audience: string]: string[] } = {};
  // Audiences in order: the header then has its canonical form already.
  for (const audience of new Set(fields.map((field) => field.audience).sort())) sd[audience] = [];
  for (const { audience, json } of fields) sd[audience]?.push(digestOf(json));
  for (const digests of Object.values(sd)) digests.sort();
  return { body: { sd }, fields };
}

/** Fields that all go to one audience in one part need no digest each: they are committed to together. */
function grouped(stated: readonly Field[], drafting: Drafting): OpenedField[] {
  const [first] = stated;
  // What an erasure of detail takes and what it leaves are committed to apart.
  const taken = (field: Field) => field.audience === PUBLIC && !FOLD_VIEW.has(field.name);
  const one = stated.every(
    (field) =>
      field.audience === first?.audience && field.part === first.part && taken(field) === taken(first),
  );
  const open = ({ audience, part }: Field, name: string, value: Json): OpenedField => {
    const disclosure: Disclosure = { salt: drafting.random(SALT_BYTES), name, value };
    return { audience, part, json: Buffer.from(formatDisclosure(disclosure)) };
  };
  if (!one || first === undefined) return stated.map((field) => open(field, field.name, field.value));
  return [open(first, WHOLE_BODY, Object.fromEntries(stated.map(({ name, value }) => [name, value])))];
}
