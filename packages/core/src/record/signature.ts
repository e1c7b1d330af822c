import { concat, readUint64, utf8, writeUint64 } from './bytes.ts';
import type { Note, NoteSignature, VerifierKey } from './note.ts';
import { signaturesBy } from './note.ts';

/** Verifies raw signatures. Passed in, as each host has its own: see {@link webCrypto}. */
export interface Verifier {
  /** Ed25519 (RFC 8032): 32-byte key, 64-byte signature. */
  ed25519(key: Uint8Array, message: Uint8Array, signature: Uint8Array): Promise<boolean>;
  /** ECDSA on P-256 with SHA-256: 65-byte uncompressed point, 64-byte r ‖ s. */
  p256(key: Uint8Array, message: Uint8Array, signature: Uint8Array): Promise<boolean>;
}

/** Makes Ed25519 signatures with a key that it keeps to itself. */
export interface Signer {
  readonly key: VerifierKey;
  sign(message: Uint8Array): Uint8Array;
}

/** What a cosignature commits to: `cosignature/v1`, the time, the whole checkpoint body (C2SP tlog-cosignature v1.0.1). */
export function cosignatureMessage(body: string, unixSeconds: number): Uint8Array<ArrayBuffer> {
  return utf8(`cosignature/v1\ntime ${unixSeconds}\n${body}`);
}

/** Signs a note's text with a type 0x01 key. */
export function signNote(text: string, signer: Signer): NoteSignature {
  return { name: signer.key.name, keyId: signer.key.keyId, bytes: signer.sign(utf8(text)) };
}

/** Cosigns a checkpoint body with a type 0x04 key at a time in whole Unix seconds. */
export function cosign(body: string, unixSeconds: number, signer: Signer): NoteSignature {
  const time = new Uint8Array(8);
  writeUint64(time, 0, unixSeconds);
  const bytes = concat([time, signer.sign(cosignatureMessage(body, unixSeconds))]);
  return { name: signer.key.name, keyId: signer.key.keyId, bytes };
}

/** How a note stands with one key: no signature by it, a false one, or a valid one (with its time, where it is a cosignature). */
export type Signed =
  | { readonly state: 'absent' }
  | { readonly state: 'invalid' }
  | { readonly state: 'valid'; readonly unixSeconds?: number };

/** Checks the signatures on a note by one key. One false signature by a known key spoils the note (signed-note v1.0.0). */
export async function checkSignature(note: Note, key: VerifierKey, verifier: Verifier): Promise<Signed> {
  let best: Signed = { state: 'absent' };
  for (const signature of signaturesBy(note, key)) {
    const signed = await checkOne(note.text, signature, key, verifier);
    if (signed.state === 'invalid') return signed;
    // The newest, where one witness cosigned the same tree twice.
    if (timeOf(signed) >= timeOf(best)) best = signed;
  }
  return best;
}

function timeOf(signed: Signed): number {
  return signed.state === 'valid' ? (signed.unixSeconds ?? 0) : 0;
}

async function checkOne(
  text: string,
  signature: NoteSignature,
  key: VerifierKey,
  verifier: Verifier,
): Promise<Signed> {
  if (key.type === 'ed25519') {
    const valid =
      signature.bytes.length === 64 && (await verifier.ed25519(key.key, utf8(text), signature.bytes));
    return { state: valid ? 'valid' : 'invalid' };
  }
  const unixSeconds = signature.bytes.length === 72 ? readUint64(signature.bytes, 0) : undefined;
  if (unixSeconds === undefined || unixSeconds === 0) return { state: 'invalid' };
  const message = cosignatureMessage(text, unixSeconds);
  const valid = await verifier.ed25519(key.key, message, signature.bytes.subarray(8));
  return valid ? { state: 'valid', unixSeconds } : { state: 'invalid' };
}
