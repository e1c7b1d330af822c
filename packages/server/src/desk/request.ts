import {
  list,
  misshapen,
  number,
  object,
  parseShape,
  type Result,
  record,
  refuse,
  type Shape,
  text,
} from '@armistice/core/base';
import {
  canonicalJson,
  type Disclosures,
  type EntrySignature,
  type InnerHeader,
  type Json,
  PUBLIC,
  parseInnerHeader,
  type Statement,
  type Superseded,
} from '@armistice/core/record';

// What is sent to have an entry written: by the mission's staff as kind and body, which the server signs with the key
// that it keeps for them; by parties and bodies, and whoever has a key of their own, signed already.

/** An entry as staff asks for it. */
export interface StaffRequest {
  readonly type: 'staff';
  readonly kind: string;
  readonly audience: string;
  readonly body: { readonly [name: string]: Json };
  readonly supersedes?: Superseded;
  /** The same twice is one entry. */
  readonly nonce?: string;
}

/** An entry that its author composed and signed. */
export interface OwnRequest {
  readonly type: 'own';
  readonly statement: Statement;
  readonly sig: EntrySignature;
  readonly disclosures: Disclosures;
}

export type EntryRequest = StaffRequest | OwnRequest;

const word = text({ max: 63, pattern: /^[a-z][a-z0-9-]{0,62}$/, what: 'a word in small letters' });
const hash = text({ max: 43, pattern: /^[A-Za-z0-9_-]{43}$/, what: 'a leaf hash, base64url' });

/** An object that has a canonical form: what has none cannot be hashed, and so not be recorded. */
const fields: Shape<{ readonly [name: string]: Json }> = {
  schema: { type: 'object' },
  read(value, path) {
    if (typeof value !== 'object' || value === null || Array.isArray(value))
      return misshapen(path, 'must be an object');
    const canonical = canonicalJson(value as Json);
    return canonical.ok
      ? (value as { readonly [name: string]: Json })
      : misshapen(path, `cannot be recorded: ${canonical.refusal.message}`);
  },
};

const staffForm = object(
  { kind: word, body: fields },
  {
    audience: word,
    nonce: text({ max: 64, pattern: /^[A-Za-z0-9_-]+$/, what: 'letters, digits, "-" and "_"' }),
    supersedes: object({
      index: number(0, Number.MAX_SAFE_INTEGER, 'index of an entry', true),
      leaf: hash,
    }),
  },
);

const disclosure = text({ max: 65_536, what: 'a disclosure [salt, name, value] as JSON' });
const ownForm = object({
  statement: fields,
  sig: fields,
  disclosures: record(word, list(disclosure, 1, 64), 16, 0),
});

/** JSON Schemas of both forms, for OpenAPI. */
export const REQUEST_SCHEMA = { anyOf: [staffForm.schema, ownForm.schema] };

/** Reads what was sent, strictly; refusals name the field. */
export function readRequest(sent: unknown): Result<EntryRequest> {
  const isOwn = typeof sent === 'object' && sent !== null && Object.hasOwn(sent, 'statement');
  if (isOwn) return readOwn(sent);
  const read = parseShape(staffForm, sent, 'entry/form');
  if (!read.ok) return read;
  const { audience = PUBLIC, ...rest } = read.value;
  return { ok: true, value: { type: 'staff', ...rest, audience } };
}

function readOwn(sent: unknown): Result<OwnRequest> {
  const read = parseShape(ownForm, sent, 'entry/form');
  if (!read.ok) return read;
  const { statement, sig, disclosures } = read.value;
  const header = parseInnerHeader({ ...statement, sig });
  if (!header.ok) return refuse('entry/form', header.refusal.message);
  const { sig: signature, ...stated } = header.value as InnerHeader & { readonly sig: EntrySignature };
  return { ok: true, value: { type: 'own', statement: stated, sig: signature, disclosures } };
}

/** The nonce of a request, or one for it alone. */
export function randomNonce(request: EntryRequest): string {
  return (request.type === 'staff' ? request.nonce : undefined) ?? crypto.randomUUID();
}

/** Whether it sets the rules of the mission. */
export function isRules(request: EntryRequest): request is StaffRequest {
  return request.type === 'staff' && request.kind === 'mission';
}
