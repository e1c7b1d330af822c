import { fromBase64, toBase64 } from './base64.ts';
import { concat, hex, readUint32, utf8 } from './bytes.ts';
import { accept, type Result, refuse } from './refusal.ts';
import { sha256 } from './sha256.ts';

// C2SP signed-note v1.0.0.

/** One signature line of a note: `— <name> base64(4-byte key id ‖ signature)`. */
export interface NoteSignature {
  readonly name: string;
  /** The first four bytes of SHA-256(name ‖ 0x0A ‖ type ‖ key), as a number. */
  readonly keyId: number;
  readonly bytes: Uint8Array;
}

/** A text and who signed it. */
export interface Note {
  /** Ends in a line feed; the signatures cover exactly these bytes. */
  readonly text: string;
  readonly signatures: readonly NoteSignature[];
}

/** Signature types of signed-note that Armistice reads. */
export type KeyType = 'ed25519' | 'cosignature-ed25519';

/** A public key with its name: what a vkey line carries. */
export interface VerifierKey {
  readonly name: string;
  readonly keyId: number;
  readonly type: KeyType;
  /** 32 bytes. */
  readonly key: Uint8Array;
}

const TYPE_BYTE: Readonly<Record<KeyType, number>> = { ed25519: 1, 'cosignature-ed25519': 4 };
const MAX_NOTE_CHARACTERS = 1_000_000;
const MAX_SIGNATURES = 64;

/** A key name: not empty, no white space of any kind, no plus sign, no control character. */
export function isKeyName(name: string): boolean {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what is refused
  return name.length > 0 && name.isWellFormed() && !/[\s+\u0000-\u0020\u007f-\u00a0]/u.test(name);
}

function keyIdOf(name: string, type: KeyType, key: Uint8Array): number {
  return readUint32(sha256(utf8(`${name}\n`), Uint8Array.of(TYPE_BYTE[type]), key), 0);
}

/** Names a raw 32-byte Ed25519 key. Refuses a name that a note cannot carry. */
export function verifierKey(name: string, type: KeyType, key: Uint8Array): Result<VerifierKey> {
  if (!isKeyName(name))
    return refuse('key-name', `"${name}" cannot name a key: no spaces, no "+", at least one character`);
  if (key.length !== 32)
    return refuse('key-length', `the key of "${name}" has ${key.length} bytes, Ed25519 has 32`);
  return accept({ name, type, key, keyId: keyIdOf(name, type, key) });
}

/** `<name>+<8 hex key id>+base64(type ‖ key)`. */
export function formatVkey(key: VerifierKey): string {
  return `${key.name}+${formatKeyId(key.keyId)}+${toBase64(concat([Uint8Array.of(TYPE_BYTE[key.type]), key.key]))}`;
}

export function formatKeyId(keyId: number): string {
  return hex(Uint8Array.of(keyId >>> 24, keyId >>> 16, keyId >>> 8, keyId));
}

/** Strict inverse of {@link formatVkey}. */
export function parseVkey(text: string): Result<VerifierKey> {
  const malformed = refuse(
    'vkey',
    `"${text.slice(0, 120)}" is not a verifier key (name+8 hex digits+base64); copy the whole line`,
  );
  const match = /^([^+]+)\+([0-9a-f]{8})\+([A-Za-z0-9+/=]+)$/.exec(text);
  const bytes = fromBase64(match?.[3] ?? '');
  if (match === null || bytes === undefined || bytes.length !== 33) return malformed;
  const type = bytes[0] === 1 ? 'ed25519' : bytes[0] === 4 ? 'cosignature-ed25519' : undefined;
  if (type === undefined) {
    return refuse(
      'vkey-type',
      `the key of "${match[1]}" is of type ${bytes[0]}; Armistice reads 1 (Ed25519) and 4 (Ed25519 cosignature)`,
    );
  }
  const key = verifierKey(match[1] ?? '', type, bytes.slice(1));
  if (!key.ok) return key;
  if (formatVkey(key.value) !== text)
    return refuse(
      'vkey-id',
      `the key id of "${match[1]}" does not belong to its key: a character was changed`,
    );
  return key;
}

function formatSignature(signature: NoteSignature): string {
  const { keyId } = signature;
  const id = Uint8Array.of(keyId >>> 24, keyId >>> 16, keyId >>> 8, keyId);
  return `— ${signature.name} ${toBase64(concat([id, signature.bytes]))}\n`;
}

/** The note as bytes to store: text, an empty line, one line for each signature. */
export function formatNote(note: Note): string {
  return `${note.text}\n${formatSignatures(note.signatures)}`;
}

/** Signature lines alone, as a witness answers. */
export function formatSignatures(signatures: readonly NoteSignature[]): string {
  return signatures.map(formatSignature).join('');
}

/** Parses signature lines alone. At least one; each ends in a line feed. */
export function parseSignatures(text: string): Result<NoteSignature[]> {
  if (!text.endsWith('\n'))
    return refuse('note-signature', 'the last signature line does not end in a line feed');
  const lines = text.slice(0, -1).split('\n');
  if (lines.length > MAX_SIGNATURES)
    return refuse('note-signature', `more than ${MAX_SIGNATURES} signatures`);
  const signatures: NoteSignature[] = [];
  for (const line of lines) {
    const match = /^— ([^ ]+) ([A-Za-z0-9+/=]+)$/u.exec(line);
    const bytes = fromBase64(match?.[2] ?? '');
    if (match === null || bytes === undefined || bytes.length < 5 || !isKeyName(match[1] ?? '')) {
      return refuse('note-signature', `"${line.slice(0, 80)}" is not a signature line`);
    }
    signatures.push({ name: match[1] ?? '', keyId: readUint32(bytes, 0), bytes: bytes.slice(4) });
  }
  return accept(signatures);
}

/** Parses a signed note strictly. It says nothing about whether any signature is valid. */
export function parseNote(text: string): Result<Note> {
  if (text.length > MAX_NOTE_CHARACTERS)
    return refuse('note-size', 'the note is longer than a million characters');
  // biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what is refused
  if (!text.isWellFormed() || /[\u0000-\u0009\u000b-\u001f]/.test(text)) {
    return refuse('note-characters', 'the note holds a control character');
  }
  const split = text.lastIndexOf('\n\n');
  if (split < 0) return refuse('note-split', 'the note has no empty line before its signatures');
  const signatures = parseSignatures(text.slice(split + 2));
  if (!signatures.ok) return signatures;
  return accept({ text: text.slice(0, split + 1), signatures: signatures.value });
}

/** The signatures of a note that name this key. */
export function signaturesBy(note: Note, key: VerifierKey): NoteSignature[] {
  return note.signatures.filter((signature) => signature.name === key.name && signature.keyId === key.keyId);
}
