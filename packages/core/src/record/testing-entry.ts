// Test-only: what the log writer of testing.ts is asked to append.
import { toBase64Url } from './base64.ts';
import { authoredBytes, type EntrySignature, type Statement, type Superseded } from './entry.ts';
import type { Json } from './json.ts';
import type { Jwk } from './keys.ts';
import type { TestField } from './testing-bodies.ts';

/** An Ed25519 key that follows from a name. Anyone can make it: for tests only. */
export interface TestKey {
  readonly jwk: Jwk & { readonly crv: 'Ed25519' };
  readonly id: string;
  readonly raw: Uint8Array;
  sign(message: Uint8Array): Uint8Array<ArrayBuffer>;
}

/** What to append; all of it has a default: a device's open report of nothing. */
export interface TestEntry {
  /** The entry whose author's time and nonce it repeats, as one does who appends it again. */
  readonly again?: number;
  readonly kind?: string;
  readonly by?: TestKey;
  readonly audience?: string;
  readonly at?: number;
  readonly open?: Json;
  readonly fields?: readonly TestField[];
  readonly supersedes?: Superseded;
  /** `true` and `false` force what the author's role would decide; a function makes the signature itself. */
  readonly signed?: boolean | ((statement: Statement) => EntrySignature);
}

/** The signature that goes with a statement, where one does. */
export function authorSignature(
  signed: NonNullable<TestEntry['signed']>,
  statement: Statement,
  by: TestKey,
): { readonly sig?: EntrySignature } {
  if (signed === false) return {};
  if (typeof signed === 'function') return { sig: signed(statement) };
  return { sig: { alg: 'ed25519', value: toBase64Url(by.sign(authoredBytes(statement))) } };
}
