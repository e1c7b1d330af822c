import { hash } from 'node:crypto';
import {
  authoredBytes,
  type Body,
  disclosureOf,
  type EntrySignature,
  formatJson,
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

const LINE_FEED = 10;

/** One field of a body: who may read it, and whether the fold needs it (`view`) or an erasure takes it first (`detail`). */
export interface Field {
  readonly name: string;
  readonly value: Json;
  /** Canonical JSON of the value, where whoever states it has written it already. */
  readonly json?: string;
  readonly audience: string;
  readonly part: Part;
}

/** What someone wants written: open (never erasable, for what binds everyone) or as fields. */
export interface Content {
  readonly kind: string;
  readonly audience: string;
  readonly supersedes?: Superseded;
  /** 16 bytes, base64url, by which its author tells the same from another; random where it is left out. */
  readonly nonce?: string;
  readonly body: { readonly open: Json } | { readonly fields: readonly Field[] };
}

/** The opened fields of an entry that one audience reads in one part (public ones in one record), ready for the packs. */
export interface DraftPart {
  readonly audience: string;
  readonly part: Part;
  /** Disclosures, one a line. */
  readonly lines: Uint8Array;
}

/** An entry before the sequencer: stated, perhaps signed by its author, with its fields salted. */
export interface Draft {
  readonly statement: Statement;
  readonly sig?: EntrySignature;
  readonly parts: readonly DraftPart[];
}

/** What drafting needs from outside: the author's clock and randomness. */
export interface Drafting {
  now(): number;
  random(bytes: number): Uint8Array;
  /** Fresh randomness of {@link SALT_BYTES} as base64url: intake salts every field of every report. */
  salt(): string;
}

/** States content for `by`, a key id; a signer signs it as its author. Restricted content must have fields of its own audience only. */
export function draftEntry(
  content: Content,
  mission: string,
  author: EntrySigner | string,
  drafting: Drafting,
): Draft {
  const { body, parts } = commit(content, drafting);
  // Names in the order of the canonical form, which is then written without sorting.
  const statement: Statement = {
    audience: content.audience,
    authored: { at: drafting.now(), nonce: content.nonce ?? toBase64Url(drafting.random(16)) },
    body,
    by: typeof author === 'string' ? author : thumbprint(author.jwk),
    kind: content.kind,
    mission,
    ...(content.supersedes === undefined ? {} : { supersedes: content.supersedes }),
    v: 1,
  };
  if (typeof author === 'string') return { statement, parts };
  return {
    statement,
    parts,
    sig: { alg: 'ed25519', value: toBase64Url(author.sign(authoredBytes(statement))) },
  };
}

function commit(
  content: Content,
  drafting: Drafting,
): { readonly body: Body; readonly parts: readonly DraftPart[] } {
  if ('open' in content.body) return { body: { open: content.body.open }, parts: [] };
  const stated = content.body.fields;
  if (stated.length === 0) throw new Error(`an entry of kind "${content.kind}" needs at least one field`);
  const stray = stated.find((field) => content.audience !== PUBLIC && field.audience !== content.audience);
  if (stray !== undefined)
    throw new Error(
      `field "${stray.name}" is for "${stray.audience}", but the entry is for "${content.audience}" alone`,
    );
  const parts: DraftPart[] = [];
  const digests = new Map<string, string[]>();
  for (const fields of inParts(together(stated))) {
    const { audience, part } = fields[0] as Field;
    const own = digests.get(audience) ?? [];
    digests.set(audience, own);
    parts.push({ audience, part, lines: disclose(fields, drafting, own) });
  }
  const sd: { [audience: string]: string[] } = {};
  // Audiences in order: the header then has its canonical form already.
  for (const audience of [...digests.keys()].sort()) sd[audience] = (digests.get(audience) ?? []).sort();
  return { body: { sd }, parts };
}

/** Fields that all go to one audience in one part need no digest each: they are committed to together. */
function together(stated: readonly Field[]): readonly Field[] {
  const [first] = stated;
  if (first === undefined) return stated;
  // What an erasure of detail takes and what it leaves are committed to apart.
  const taken = (field: Field) => field.audience === PUBLIC && !FOLD_VIEW.has(field.name);
  const one = stated.every(
    (field) =>
      field.audience === first.audience && field.part === first.part && taken(field) === taken(first),
  );
  if (!one) return stated;
  const { audience, part } = first;
  const value = Object.fromEntries(stated.map(({ name, value }) => [name, value]));
  return [{ audience, part, name: WHOLE_BODY, value }];
}

/** Fields of one record or one restricted part each, in the order in which they were stated. */
function inParts(stated: readonly Field[]): readonly (readonly Field[])[] {
  const groups: [Field, ...Field[]][] = [];
  for (const field of stated) {
    const group = groups.find(
      ([{ audience, part }]) => audience === field.audience && (audience === PUBLIC || part === field.part),
    );
    if (group === undefined) groups.push([field]);
    else group.push(field);
  }
  return groups;
}

// Owned by disclose: what it holds between two calls is nobody's.
let scratch = Buffer.allocUnsafe(16 * 1024);

/** Salts fields, and adds their SD-JWT digests, by the host's own hashing, to `digests`; answers the disclosures, one a line. */
function disclose(fields: readonly Field[], drafting: Drafting, digests: string[]): Uint8Array {
  let at = 0;
  for (const { name, value, json = formatJson(value) } of fields) {
    const text = disclosureOf(drafting.salt(), name, json);
    // A UTF-16 unit takes three bytes at most, and a line feed stands before.
    const room = at + 1 + 3 * text.length;
    if (scratch.length < room) scratch = Buffer.concat([scratch.subarray(0, at)], 2 * room);
    if (at > 0) scratch[at++] = LINE_FEED;
    const end = at + scratch.write(text, at);
    digests.push(hash('sha256', scratch.toString('base64url', at, end), 'base64url'));
    at = end;
  }
  return Buffer.from(scratch.subarray(0, at));
}
