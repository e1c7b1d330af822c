import { isBase64Url, toBase64Url } from './base64.ts';
import { concat, textOf, utf8 } from './bytes.ts';
import { formatJson, type Json, parseCanonicalJson } from './json.ts';
import { accept, type Result, refuse } from './refusal.ts';
import { sha256 } from './sha256.ts';
import { MAX_ENTRY_BYTES } from './tile.ts';

// The leaf of the tree: canonical JSON, normative in docs/formats/entry.md.

/** The audience whose packs anyone may read. */
export const PUBLIC = 'public';

/** `public`, `mission`, a party's id, …: it names a folder too, so it is kept to what every file system can carry. */
export function isAudience(text: string): boolean {
  return /^[a-z][a-z0-9-]{0,62}$/.test(text);
}

/** What the author signed: ed25519 directly, or a passkey's assertion over it. */
export type EntrySignature =
  | { readonly alg: 'ed25519'; readonly value: string }
  | {
      readonly alg: 'webauthn';
      readonly authenticator: string;
      readonly client: string;
      readonly value: string;
    };

/** The sequencer's one signature over a batch, in the batch's last entry: it took in entries `from` to this one, in this order. */
export interface Vouch {
  /** Thumbprint of the sequencer's key. */
  readonly by: string;
  readonly from: number;
  readonly sig: string;
}

/** The entry that this one replaces: by place, and by hash so that it cannot be another. */
export interface Superseded {
  readonly index: number;
  readonly leaf: string;
}

/** Open: stands in the leaf itself, for what must never be erased. `sd`: digests of salted fields, by audience. */
export type Body =
  | { readonly open: Json }
  | { readonly sd: { readonly [audience: string]: readonly string[] } };

/** What an author states; the sequencer adds `at` and may add `vouch`. */
export interface Statement {
  readonly v: 1;
  readonly kind: string;
  readonly mission: string;
  readonly by: string;
  readonly audience: string;
  readonly supersedes?: Superseded;
  readonly body: Body;
  /** Author's own time (Unix milliseconds) and a nonce. */
  readonly authored: { readonly at: number; readonly nonce: string };
}

/** A header as it stands in the log. */
export interface Header extends Statement {
  /** UTC milliseconds, set by the sequencer, never decreasing. */
  readonly at: number;
  readonly sig?: EntrySignature;
  readonly vouch?: Vouch;
}

/** All that the world sees of a restricted entry. The header is inside, behind the commitment. */
export interface SealedLeaf {
  readonly v: 1;
  readonly mission: string;
  readonly at: number;
  readonly audience: string;
  readonly commitment: string;
  readonly vouch?: Vouch;
}

export type Leaf =
  | { readonly type: 'open'; readonly header: Header }
  | { readonly type: 'sealed'; readonly sealed: SealedLeaf };

/** The header of a restricted entry, before the sequencer: what its commitment covers. */
export type InnerHeader = Statement & { readonly sig?: EntrySignature };

/** The bytes that an author signs: the header without what the sequencer sets. */
export function authoredBytes(header: Statement): Uint8Array<ArrayBuffer> {
  const { at: _at, sig: _sig, vouch: _vouch, ...statement } = header as Header;
  return utf8(`armistice/entry/v1\n${formatJson(statement as unknown as Json)}`);
}

/** The bytes that a sequencer signs for entries `from` to `to` (inclusive); `root` covers their leaf hashes, the last one taken without its vouch. */
export function vouchBytes(
  mission: string,
  from: number,
  to: number,
  root: Uint8Array,
): Uint8Array<ArrayBuffer> {
  return utf8(`armistice/vouch/v1\n${mission}\n${from}\n${to}\n${toBase64Url(root)}\n`);
}

/** The commitment of a restricted entry to its salted inner header. */
export function sealedCommitment(salt: Uint8Array, inner: InnerHeader): string {
  const header = utf8(formatJson(inner as unknown as Json));
  return toBase64Url(sha256(concat([utf8('armistice/sealed/v1\n'), salt, header])));
}

/** A leaf as bytes; refuses one that no bundle can carry. */
export function formatLeaf(leaf: Header | SealedLeaf): Result<Uint8Array<ArrayBuffer>> {
  const bytes = utf8(formatJson(leaf as unknown as Json));
  if (bytes.length > MAX_ENTRY_BYTES) {
    return refuse(
      'entry-size',
      `the entry has ${bytes.length} bytes, at most ${MAX_ENTRY_BYTES} fit: move large content into an attachment`,
    );
  }
  return accept(bytes);
}

type Fields = { readonly [name: string]: Json };

function isFields(value: Json | undefined): value is Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function isTime(value: Json | undefined): value is number {
  return Number.isSafeInteger(value) && (value as number) >= 0;
}

function isHashText(value: Json | undefined): value is string {
  return typeof value === 'string' && isBase64Url(value, 32);
}

function isText(value: Json | undefined): value is string {
  return typeof value === 'string' && value !== '';
}

/** The mission stands on a line of its own where a sequencer signs, so it holds no control character. */
function isMission(value: Json | undefined): value is string {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what is refused
  return isText(value) && !/[\u0000-\u001f\u007f-\u009f]/.test(value);
}

function isBytesText(value: Json | undefined, bytes?: number): value is string {
  return typeof value === 'string' && isBase64Url(value, bytes);
}

function only(fields: Fields, names: readonly string[]): boolean {
  for (const name in fields) if (!names.includes(name)) return false;
  return true;
}

function isVouch(value: Json | undefined): boolean {
  if (value === undefined) return true;
  return (
    isFields(value) &&
    only(value, ['by', 'from', 'sig']) &&
    isHashText(value.by) &&
    isTime(value.from) &&
    isBytesText(value.sig, 64)
  );
}

function isSignature(value: Json | undefined): boolean {
  if (value === undefined) return true;
  if (!isFields(value)) return false;
  if (value.alg === 'ed25519') return only(value, ['alg', 'value']) && isBytesText(value.value, 64);
  return (
    value.alg === 'webauthn' &&
    only(value, ['alg', 'authenticator', 'client', 'value']) &&
    isBytesText(value.authenticator) &&
    isBytesText(value.client) &&
    isBytesText(value.value)
  );
}

function isBody(value: Json | undefined): boolean {
  if (!isFields(value)) return false;
  if ('open' in value) return only(value, ['open']);
  if (!only(value, ['sd']) || !isFields(value.sd)) return false;
  for (const audience in value.sd) {
    const digests = value.sd[audience];
    if (!isAudience(audience) || !Array.isArray(digests) || digests.length === 0) return false;
    // Sorted, so that the order of the fields is not told; distinct, so that one field cannot stand for two.
    for (let i = 0; i < digests.length; i++) {
      if (!isHashText(digests[i]) || (i > 0 && digests[i - 1] >= digests[i])) return false;
    }
  }
  return true;
}

function isSuperseded(value: Json | undefined): boolean {
  if (value === undefined) return true;
  return isFields(value) && only(value, ['index', 'leaf']) && isTime(value.index) && isHashText(value.leaf);
}

const STATEMENT = ['v', 'kind', 'mission', 'by', 'audience', 'supersedes', 'body', 'authored', 'sig'];
const OPEN = [...STATEMENT, 'at', 'vouch'];
const SEALED = ['v', 'mission', 'at', 'audience', 'commitment', 'vouch'];

/** The name of the first field that is not as it must be. */
function wrongInStatement(fields: Fields, allowed: readonly string[]): string | undefined {
  if (!only(fields, allowed))
    return `field "${Object.keys(fields).find((name) => !allowed.includes(name))}" (unknown)`;
  const { authored, audience, kind } = fields;
  if (fields.v !== 1) return 'v';
  if (typeof kind !== 'string' || !/^[a-z][a-z0-9-]{0,62}$/.test(kind)) return 'kind';
  if (!isMission(fields.mission)) return 'mission';
  if (!isHashText(fields.by)) return 'by';
  if (typeof audience !== 'string' || !isAudience(audience)) return 'audience';
  if (!isSuperseded(fields.supersedes)) return 'supersedes';
  if (!isBody(fields.body)) return 'body';
  if (
    !isFields(authored) ||
    !only(authored, ['at', 'nonce']) ||
    !isTime(authored.at) ||
    !isBytesText(authored.nonce, 16)
  )
    return 'authored';
  return isSignature(fields.sig) ? undefined : 'sig';
}

function misshapen(what: string): Result<never> {
  return refuse('entry-shape', `${what} is not as docs/formats/entry.md has it`);
}

/** Parses a leaf strictly: UTF-8, canonical JSON, exactly the fields of one of the two shapes. */
export function parseLeaf(bytes: Uint8Array): Result<Leaf> {
  const text = textOf(bytes);
  if (text === undefined) return refuse('entry-text', 'the entry is not UTF-8');
  const parsed = parseCanonicalJson(text);
  if (!parsed.ok) return parsed;
  const fields = parsed.value;
  if (!isFields(fields)) return misshapen('the entry');
  return leafOf(fields);
}

/** Checks the shape of a leaf that this program made itself: what {@link parseLeaf} does after reading the text. */
export function checkLeaf(leaf: Header | SealedLeaf): Result<Leaf> {
  return leafOf(leaf as unknown as Fields);
}

function leafOf(fields: Fields): Result<Leaf> {
  if ('commitment' in fields) return parseSealed(fields);
  const wrong =
    wrongInStatement(fields, OPEN) ??
    (isTime(fields.at) ? undefined : 'at') ??
    (isVouch(fields.vouch) ? undefined : 'vouch');
  if (wrong !== undefined) return misshapen(`the entry's ${wrong}`);
  if (fields.audience !== PUBLIC)
    return refuse('entry-shape', `an entry for "${String(fields.audience)}" must not show its header`);
  return accept({ type: 'open', header: fields as unknown as Header });
}

function parseSealed(fields: Fields): Result<Leaf> {
  const { audience } = fields;
  const sound =
    only(fields, SEALED) &&
    fields.v === 1 &&
    isMission(fields.mission) &&
    isTime(fields.at) &&
    isHashText(fields.commitment) &&
    typeof audience === 'string' &&
    isAudience(audience) &&
    audience !== PUBLIC &&
    isVouch(fields.vouch);
  if (!sound)
    return refuse(
      'entry-shape',
      'a restricted entry shows v, mission, at, audience and commitment, and nothing else',
    );
  return accept({ type: 'sealed', sealed: fields as unknown as SealedLeaf });
}

/** Parses the inner header of a restricted entry, once opened. */
export function parseInnerHeader(value: Json): Result<InnerHeader> {
  if (!isFields(value)) return misshapen('the inner header');
  const wrong = wrongInStatement(value, STATEMENT);
  return wrong === undefined
    ? accept(value as unknown as InnerHeader)
    : misshapen(`the inner header's ${wrong}`);
}

/** The leaf of a batch's last entry as it was before the sequencer vouched: what the batch root covers. */
export function withoutVouch(leaf: Header | SealedLeaf): Header | SealedLeaf {
  const { vouch: _vouch, ...rest } = leaf;
  return rest;
}
