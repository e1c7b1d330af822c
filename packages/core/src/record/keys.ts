import { fromBase64Url, toBase64Url } from './base64.ts';
import { concat, utf8 } from './bytes.ts';
import type { Header, InnerHeader } from './entry.ts';
import { formatJson, type Json } from './json.ts';
import { parseVkey } from './note.ts';
import { accept, type Result, refuse } from './refusal.ts';
import { sha256 } from './sha256.ts';

// Keys are entries too: introduced, rotated, revoked, and in force by index (docs/formats/keys.md).

/** A public key as JWK (RFC 8037, RFC 7518), only the members that its thumbprint covers. */
export type Jwk =
  | { readonly crv: 'Ed25519'; readonly kty: 'OKP'; readonly x: string }
  | { readonly crv: 'P-256'; readonly kty: 'EC'; readonly x: string; readonly y: string };

/**
 * What a key may do. `registrar` introduces and revokes keys; `sequencer` vouches for batches; the entries of
 * `party`, `body` and `person` keys must carry their author's own signature; `device` and `import` are vouched for.
 */
export const KEY_ROLES = ['registrar', 'sequencer', 'party', 'body', 'person', 'device', 'import'] as const;
export type KeyRole = (typeof KEY_ROLES)[number];

const SIGNS_ITSELF: ReadonlySet<KeyRole> = new Set(['registrar', 'party', 'body', 'person']);
/** Kinds that bind everyone: never without an author's signature, whatever the key. */
const ALWAYS_SIGNED: ReadonlySet<string> = new Set([
  'mission',
  'key',
  'erasure',
  'succession',
  'attestation',
]);

/** Kinds that only a registrar writes: what is destroyed, and where a log ends. */
const REGISTRAR_ONLY: ReadonlySet<string> = new Set(['erasure', 'succession']);

/** Whether a key of this role may write entries of this kind. */
export function mayWrite(kind: string, role: KeyRole): boolean {
  return role === 'registrar' || !REGISTRAR_ONLY.has(kind);
}

/** A key with its history. It is in force for entries after `since` and before `until`. */
export interface KeyRecord {
  readonly id: string;
  readonly key: Jwk;
  readonly role: KeyRole;
  /** Whose it is: a party's id, a body's, a handle. Never a person's name. */
  readonly subject: string;
  readonly since: number;
  readonly until?: number;
  /** Web origins whose passkey prompts may sign with it; only for webauthn. */
  readonly origins?: readonly string[];
}

/** RFC 7638 thumbprint, base64url: the key id that `by` names. */
export function thumbprint(key: Jwk): string {
  return toBase64Url(sha256(utf8(formatJson(key as unknown as Json))));
}

/** The raw key bytes: 32 for Ed25519, the 65-byte uncompressed point for P-256. */
export function rawKey(key: Jwk): Uint8Array {
  const x = fromBase64Url(key.x) ?? new Uint8Array();
  return key.crv === 'Ed25519' ? x : concat([Uint8Array.of(4), x, fromBase64Url(key.y) ?? new Uint8Array()]);
}

function parseJwk(value: Json | undefined): Jwk | undefined {
  const { crv, kty, x, y, ...others } = (value ?? {}) as { readonly [name: string]: Json };
  const whole = (part: Json | undefined) => typeof part === 'string' && fromBase64Url(part)?.length === 32;
  if (Object.keys(others).length > 0 || !whole(x)) return undefined;
  if (crv === 'Ed25519' && kty === 'OKP' && y === undefined) return { crv, kty, x: x as string };
  if (crv === 'P-256' && kty === 'EC' && whole(y)) return { crv, kty, x: x as string, y: y as string };
  return undefined;
}

/** What the mission's first entry says of the log. */
export interface Genesis {
  readonly mission: string;
  readonly origin: string;
  /** vkey of the log: the mission names it, the policy decides whether to believe it. */
  readonly log: string;
  readonly registrar: Jwk;
  readonly sequencer: Jwk;
}

/** Keys in force, by index. Immutable: each key entry gives a new register. */
export interface KeyRegister {
  readonly genesis?: Genesis;
  readonly keys: ReadonlyMap<string, KeyRecord>;
}

export const NO_KEYS: KeyRegister = { keys: new Map() };

/** The key that was in force for entry `index`, or undefined. */
export function keyInForce(register: KeyRegister, id: string, index: number): KeyRecord | undefined {
  const record = register.keys.get(id);
  if (record === undefined) return undefined;
  // The first entry introduces the keys that sign it.
  const begun = index > record.since || (index === 0 && record.since === 0);
  return begun && (record.until === undefined || index < record.until) ? record : undefined;
}

/** Whether an entry of this kind by a key of this role must carry its author's signature. */
export function mustBeSigned(kind: string, role: KeyRole): boolean {
  return SIGNS_ITSELF.has(role) || ALWAYS_SIGNED.has(kind);
}

/** Reads the first entry of a log; every other register grows from here. */
export function openRegister(header: Header): Result<KeyRegister> {
  const body = ('open' in header.body ? header.body.open : undefined) as
    | { readonly [name: string]: Json }
    | undefined;
  const registrar = parseJwk(body?.registrar);
  const sequencer = parseJwk(body?.sequencer);
  const { origin, log } = body ?? {};
  if (
    header.kind !== 'mission' ||
    registrar === undefined ||
    sequencer === undefined ||
    typeof origin !== 'string' ||
    typeof log !== 'string' ||
    !parseVkey(log).ok
  ) {
    return refuse(
      'keys-genesis',
      'entry 0 must be the mission entry: origin, log key, registrar and sequencer',
    );
  }
  const genesis = { mission: header.mission, origin, log, registrar, sequencer };
  const keys = new Map<string, KeyRecord>();
  for (const [role, key] of [
    ['registrar', registrar],
    ['sequencer', sequencer],
  ] as const) {
    const id = thumbprint(key);
    keys.set(id, { id, key, role, subject: role, since: 0 });
  }
  if (keys.size !== 2) return refuse('keys-genesis', 'registrar and sequencer must have keys of their own');
  return accept({ genesis, keys });
}

/**
 * Applies a `key` entry that stands at `index`. The signature must have been verified by the caller.
 * Introduce: by a registrar in force. Rotate: by the key itself or a registrar. Revoke: the same.
 */
export function applyKeyEntry(
  register: KeyRegister,
  header: Header | InnerHeader,
  index: number,
): Result<KeyRegister> {
  const author = keyInForce(register, header.by, index);
  // `?? {}`: an author may write an open body of null.
  const body = (('open' in header.body ? header.body.open : undefined) ?? {}) as {
    readonly [name: string]: Json;
  };
  const wrong = (why: string) => badKeyEntry(index, why);
  if (author === undefined) return wrong('its author had no key in force');
  const named =
    body.action === 'rotate' ? body.replaces : body.action === 'revoke' ? body.revokes : undefined;
  const target = typeof named === 'string' ? register.keys.get(named) : undefined;
  const own = target !== undefined && target.id === author.id;
  if (author.role !== 'registrar' && !own)
    return wrong('only a registrar, or the key itself for itself, may do this');
  switch (body.action) {
    case 'introduce': {
      if (author.role !== 'registrar') return wrong('only a registrar introduces keys');
      return introduce(register, index, parseJwk(body.key), body.role, body.subject, body.origins);
    }
    case 'rotate': {
      if (target === undefined || keyInForce(register, target.id, index) === undefined)
        return wrong('the key it replaces is not in force');
      const grown = introduce(
        register,
        index,
        parseJwk(body.key),
        target.role,
        target.subject,
        target.origins as Json | undefined,
      );
      return grown.ok ? accept(end(grown.value, target, index)) : grown;
    }
    case 'revoke': {
      if (target === undefined || keyInForce(register, target.id, index) === undefined)
        return wrong('the key it revokes is not in force');
      return accept(end(register, target, index));
    }
    default:
      return wrong('its action is none of introduce, rotate, revoke');
  }
}

function badKeyEntry(index: number, why: string): Result<never> {
  return refuse('keys-entry', `entry ${index}: ${why}`);
}

function introduce(
  register: KeyRegister,
  index: number,
  key: Jwk | undefined,
  role: Json | undefined,
  subject: Json | undefined,
  origins: Json | undefined,
): Result<KeyRegister> {
  const known = KEY_ROLES.find((one) => one === role);
  if (key === undefined || known === undefined || typeof subject !== 'string' || subject === '') {
    return badKeyEntry(index, 'a key needs its JWK, its role and whose it is');
  }
  const id = thumbprint(key);
  // A key once revoked never comes back: an entry signed with it would otherwise change its standing.
  if (register.keys.has(id)) return badKeyEntry(index, 'this key was introduced before');
  const web = parseOrigins(origins);
  if (web === null) {
    return badKeyEntry(index, 'the web origins of a passkey are a list of at least one text');
  }
  const keys = new Map(register.keys);
  const names = web === undefined ? {} : { origins: web };
  keys.set(id, { id, key, role: known, subject, since: index, ...names });
  return accept({ ...register, keys });
}

/** Undefined where none are given, null where they are malformed: a passkey without origins would count as a plain key. */
function parseOrigins(value: Json | undefined): readonly string[] | undefined | null {
  if (value === undefined) return undefined;
  const sound =
    Array.isArray(value) && value.length > 0 && value.every((one) => typeof one === 'string' && one !== '');
  return sound ? (value as readonly string[]) : null;
}

function end(register: KeyRegister, record: KeyRecord, index: number): KeyRegister {
  const keys = new Map(register.keys);
  keys.set(record.id, { ...record, until: index });
  return { ...register, keys };
}
