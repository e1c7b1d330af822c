import { fromBase64Url, toBase64Url, writeBase64Url } from './base64.ts';
import { textOf } from './bytes.ts';
import { formatJson, type Json, parseCanonicalJson } from './json.ts';
import { accept, type Result, refuse } from './refusal.ts';
import { sha256 } from './sha256.ts';

// SD-JWT (RFC 9901 §4.2): a disclosure is base64url(JSON [salt, name, value]); its digest is
// base64url(SHA-256(ASCII of that)). Armistice keeps the JSON itself, in canonical form, and makes the
// base64url only to hash it.

export const SALT_BYTES = 32;

/** One field of a body, opened. */
export interface Disclosure {
  readonly salt: Uint8Array;
  readonly name: string;
  readonly value: Json;
}

/** The canonical JSON text `[salt, name, value]`. */
export function formatDisclosure({ salt, name, value }: Disclosure): string {
  return disclosureOf(toBase64Url(salt), name, formatJson(value));
}

/** {@link formatDisclosure} where salt (base64url) and value (canonical JSON) are texts already. */
export function disclosureOf(salt: string, name: string, json: string): string {
  return `["${salt}",${formatJson(name)},${json}]`;
}

/** Digest of a disclosure's JSON bytes, as any SD-JWT library computes it. */
export function disclosureDigest(json: Uint8Array): Uint8Array {
  const ascii = new Uint8Array(Math.ceil((json.length * 4) / 3));
  const end = writeBase64Url(json, ascii, 0);
  return sha256(ascii.subarray(0, end));
}

/** Parses the bytes of a disclosure strictly. */
export function parseDisclosure(json: Uint8Array): Result<Disclosure> {
  const text = textOf(json);
  if (text === undefined) return refuse('disclosure', 'a field of the body is not UTF-8');
  const parsed = parseCanonicalJson(text);
  if (!parsed.ok) return parsed;
  const [salt, name, value] = Array.isArray(parsed.value) ? (parsed.value as readonly Json[]) : [];
  const bytes = typeof salt === 'string' ? fromBase64Url(salt) : undefined;
  if (!Array.isArray(parsed.value) || parsed.value.length !== 3 || bytes?.length !== SALT_BYTES) {
    return refuse('disclosure', `a disclosure is [${SALT_BYTES}-byte salt, name, value]`);
  }
  if (typeof name !== 'string' || value === undefined)
    return refuse('disclosure', 'the field of a disclosure has no name');
  return accept({ salt: bytes, name, value });
}

/** Splits a pack record, one disclosure a line, into their JSON bytes. Canonical JSON never holds a raw line feed. */
export function splitDisclosures(record: Uint8Array): Uint8Array[] {
  const parts: Uint8Array[] = [];
  let from = 0;
  for (let at = record.indexOf(10); at >= 0; at = record.indexOf(10, from)) {
    parts.push(record.subarray(from, at));
    from = at + 1;
  }
  if (record.length > 0) parts.push(record.subarray(from));
  return parts;
}
