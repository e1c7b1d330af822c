import { accept, type Result, refuse } from './refusal.ts';

/** A JSON value. */
export type Json = null | boolean | number | string | readonly Json[] | { readonly [name: string]: Json };

/** Nesting beyond this is refused: no entry needs it, and a parser must not be made to overflow its stack. */
export const MAX_DEPTH = 64;

function canonicalString(text: string, path: string): string {
  if (!text.isWellFormed())
    throw new NotJson(`${path} holds half of a surrogate pair; give whole characters`);
  // ECMAScript escapes exactly what RFC 8785 §3.2.2.2 wants escaped, in the same spelling.
  return JSON.stringify(text);
}

class NotJson extends Error {}

function byUtf16(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

/** Canonical text; undefined where the value has none, and why it has none is then asked of {@link write}. */
function writeSound(value: unknown, depth: number): string | undefined {
  if (value === null || value === true || value === false) return String(value);
  if (typeof value === 'string') return value.isWellFormed() ? JSON.stringify(value) : undefined;
  if (typeof value === 'number') return Number.isFinite(value) ? String(value + 0) : undefined;
  if (typeof value !== 'object' || depth >= MAX_DEPTH) return undefined;
  let text = '';
  if (Array.isArray(value)) {
    for (let i = 0; i < value.length; i++) {
      const item = writeSound(value[i], depth + 1);
      if (item === undefined) return undefined;
      text += i > 0 ? `,${item}` : item;
    }
    return `[${text}]`;
  }
  const prototype: unknown = Object.getPrototypeOf(value);
  if (prototype !== Object.prototype && prototype !== null) return undefined;
  const object = value as { readonly [name: string]: unknown };
  for (const name of Object.keys(object).sort(byUtf16)) {
    const item = name.isWellFormed() ? writeSound(object[name], depth + 1) : undefined;
    if (item === undefined) return undefined;
    text += `${text === '' ? '' : ','}${JSON.stringify(name)}:${item}`;
  }
  return `{${text}}`;
}

/** The same, naming the place of what JSON does not have: a text for each place costs more than the writing. */
function write(value: unknown, path: string, depth: number): string {
  if (value === null || value === true || value === false) return String(value);
  if (typeof value === 'string') return canonicalString(value, path);
  if (typeof value === 'number') {
    // ECMAScript's own number text is what RFC 8785 §3.2.2.3 prescribes; −0 becomes 0.
    if (!Number.isFinite(value)) throw new NotJson(`${path} is ${value}; JSON has finite numbers only`);
    return String(value + 0);
  }
  if (typeof value !== 'object') throw new NotJson(`${path} is ${typeof value}, which JSON does not have`);
  if (depth >= MAX_DEPTH) throw new NotJson(`${path} is nested deeper than ${MAX_DEPTH} levels`);
  if (Array.isArray(value)) {
    let text = '[';
    for (let i = 0; i < value.length; i++) {
      text += (i > 0 ? ',' : '') + write(value[i], `${path}[${i}]`, depth + 1);
    }
    return `${text}]`;
  }
  const prototype: unknown = Object.getPrototypeOf(value);
  if (prototype !== Object.prototype && prototype !== null)
    throw new NotJson(`${path} is not a plain object`);
  const object = value as { readonly [name: string]: unknown };
  const names = Object.keys(object).sort(byUtf16);
  let text = '{';
  for (let i = 0; i < names.length; i++) {
    const name = names[i] as string;
    text += `${i > 0 ? ',' : ''}${canonicalString(name, path)}:${write(object[name], `${path}.${name}`, depth + 1)}`;
  }
  return `${text}}`;
}

/**
 * Canonical JSON (RFC 8785): sorted names, no white space, one spelling for each value.
 * Refuses what I-JSON (RFC 7493) has no place for: undefined, NaN, infinities, lone surrogates, class instances.
 */
export function canonicalJson(value: unknown): Result<string> {
  try {
    return accept(writeSound(value, 0) ?? write(value, '$', 0));
  } catch (error) {
    if (error instanceof NotJson) return refuse('json-not-representable', error.message);
    throw error;
  }
}

/** {@link canonicalJson} of a value that this program made itself; throws where it is not JSON. */
export function formatJson(value: Json): string {
  if (isPlain(value, 0)) return JSON.stringify(value);
  return writeSound(value, 0) ?? write(value, '$', 0);
}

/**
 * Whether the host's own JSON text of a value is its canonical form already: names in order, nothing but finite
 * numbers, whole strings, arrays and plain objects. Several times as fast as writing it ourselves.
 */
function isPlain(value: unknown, depth: number): boolean {
  if (typeof value === 'string') return value.isWellFormed();
  if (typeof value === 'number') return Number.isFinite(value);
  if (value === null || typeof value === 'boolean') return true;
  if (typeof value !== 'object' || depth >= MAX_DEPTH) return false;
  if (Array.isArray(value)) return value.every((one) => isPlain(one, depth + 1));
  const prototype: unknown = Object.getPrototypeOf(value);
  if (prototype !== Object.prototype && prototype !== null) return false;
  let before: string | undefined;
  for (const name in value) {
    // An own toJSON, or a name out of order: the slow way knows what to do.
    if ((before !== undefined && name < before) || name === 'toJSON' || !name.isWellFormed()) return false;
    before = name;
    if (!isPlain((value as { readonly [name: string]: unknown })[name], depth + 1)) return false;
  }
  return true;
}

/** Parses canonical JSON and nothing else: the text must be exactly what {@link canonicalJson} would write. */
export function parseCanonicalJson(text: string): Result<Json> {
  let value: Json;
  try {
    value = JSON.parse(text) as Json;
  } catch {
    return refuse('json-malformed', 'this is not JSON; it was cut short or altered');
  }
  if (isPlain(value, 0) && JSON.stringify(value) === text) return accept(value);
  const again = canonicalJson(value);
  if (!again.ok) return again;
  if (again.value !== text) {
    return refuse(
      'json-not-canonical',
      `this JSON is not in canonical form (RFC 8785): it differs from its one spelling at character ${firstDifference(text, again.value)}`,
    );
  }
  return accept(value);
}

function firstDifference(a: string, b: string): number {
  let i = 0;
  while (i < a.length && a[i] === b[i]) i += 1;
  return i;
}
