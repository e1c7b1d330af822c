import { fromBase64Url, toBase64Url } from './base64.ts';
import { concat, textOf } from './bytes.ts';
import { authoredBytes, type EntrySignature, type Statement } from './entry.ts';
import { type KeyRecord, rawKey } from './keys.ts';
import { sha256 } from './sha256.ts';
import type { Verifier } from './signature.ts';

/** Whether the author's signature on an entry holds under this key. */
export async function checkAuthor(
  header: Statement & { readonly sig?: EntrySignature },
  record: KeyRecord,
  verifier: Verifier,
): Promise<boolean> {
  const { sig } = header;
  if (sig === undefined) return false;
  const message = authoredBytes(header);
  const value = fromBase64Url(sig.value) ?? new Uint8Array();
  if (sig.alg === 'ed25519') {
    return (
      record.key.crv === 'Ed25519' &&
      record.origins === undefined &&
      verifier.ed25519(rawKey(record.key), message, value)
    );
  }
  return checkPasskey(message, sig, value, record, verifier);
}

/** Web Authentication Level 3 §7.2, the steps that bind an assertion to a message: type, challenge, origin, user present, signature. */
async function checkPasskey(
  message: Uint8Array,
  sig: Extract<EntrySignature, { alg: 'webauthn' }>,
  value: Uint8Array,
  record: KeyRecord,
  verifier: Verifier,
): Promise<boolean> {
  const authenticator = fromBase64Url(sig.authenticator) ?? new Uint8Array();
  const client = fromBase64Url(sig.client) ?? new Uint8Array();
  const stated = clientData(client);
  const present = ((authenticator[32] ?? 0) & 1) === 1;
  if (authenticator.length < 37 || !present || stated?.type !== 'webauthn.get') return false;
  if (stated.challenge !== toBase64Url(sha256(message))) return false;
  if (record.origins?.includes(stated.origin) !== true) return false;
  const signed = concat([authenticator, sha256(client)]);
  if (record.key.crv === 'Ed25519') return verifier.ed25519(rawKey(record.key), signed, value);
  const plain = rawFromDer(value);
  return plain !== undefined && verifier.p256(rawKey(record.key), signed, plain);
}

function clientData(bytes: Uint8Array): { type: string; challenge: string; origin: string } | undefined {
  try {
    const value: unknown = JSON.parse(textOf(bytes) ?? '');
    const { type, challenge, origin } = value as { readonly [name: string]: unknown };
    if (typeof type !== 'string' || typeof challenge !== 'string' || typeof origin !== 'string')
      return undefined;
    return { type, challenge, origin };
  } catch {
    return undefined;
  }
}

/** ECDSA-Sig-Value (X.690 DER) → r ‖ s of 32 bytes each, which is what WebCrypto takes. */
function rawFromDer(der: Uint8Array): Uint8Array | undefined {
  if (der[0] !== 0x30 || der[1] !== der.length - 2) return undefined;
  const raw = new Uint8Array(64);
  let at = 2;
  for (const end of [32, 64]) {
    const length = der[at + 1] ?? 0;
    const next = at + 2 + length;
    if (der[at] !== 0x02 || length === 0 || next > der.length) return undefined;
    // DER has one spelling: not negative, and a leading zero only where the number would otherwise be.
    const high = (byte: number | undefined) => (byte ?? 0) >= 0x80;
    const padded = length > 1 && der[at + 2] === 0;
    if (high(der[at + 2]) || (padded && !high(der[at + 3]))) return undefined;
    const digits = der.subarray(padded ? at + 3 : at + 2, next);
    if (digits.length > 32) return undefined;
    raw.set(digits, end - digits.length);
    at = next;
  }
  return at === der.length ? raw : undefined;
}
