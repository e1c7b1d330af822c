import { fromBase64Url, toBase64Url } from './base64.ts';
import { utf8 } from './bytes.ts';
import { parseDecimal } from './checkpoint.ts';
import { formatJson, type Json, parseCanonicalJson } from './json.ts';
import { formatNote, isKeyName, type Note, parseNote, type VerifierKey } from './note.ts';
import { accept, type Result, refuse } from './refusal.ts';
import { sha256 } from './sha256.ts';
import { checkSignature, type Signer, signNote, type Verifier } from './signature.ts';

// A refusal to a party is signed, with the reason: that it was refused, when, and why, can be shown to others and is
// not taken back. See docs/formats/signed-refusal.md.

const FIRST_LINE = 'armistice.refusal/v1';

/** What a log refused to a party. */
export interface SignedRefusal {
  readonly origin: string;
  /** The party's id. */
  readonly party: string;
  /** The act, as the table of rights names it. */
  readonly act: string;
  /** SHA-256 over the canonical JSON of what was asked, base64url: whoever sent it can make it again. */
  readonly target: string;
  /** Unix milliseconds. */
  readonly at: number;
  /** The entry that stands in the record and changes nothing, where it was taken that far. */
  readonly entry?: number;
  /** In a sentence. */
  readonly why: string;
}

/** Digest of what was asked, as a signed refusal names it. */
export function digestOfAsked(asked: Json): string {
  return toBase64Url(sha256(utf8(formatJson(asked))));
}

/** Signs a refusal with the log's own key; the text is a signed note, to be kept as a file. */
export function signRefusal(refusal: SignedRefusal, signer: Signer): string {
  const { origin, party, act, target, at, entry, why } = refusal;
  const lines = [
    FIRST_LINE,
    origin,
    party,
    act,
    target,
    String(at),
    entry === undefined ? '-' : String(entry),
  ];
  const text = `${[...lines, formatJson(why)].join('\n')}\n`;
  return formatNote({ text, signatures: [signNote(text, signer)] });
}

/** Parses a signed refusal strictly; its signature is still to be verified. */
export function parseSignedRefusal(
  text: string,
): Result<{ readonly refusal: SignedRefusal; readonly note: Note }> {
  const note = parseNote(text);
  if (!note.ok) return note;
  const lines = note.value.text.split('\n');
  const [first, origin = '', party = '', act = '', target = '', time = '', place = '', words = ''] = lines;
  if (first !== FIRST_LINE || lines.length !== 9 || lines[8] !== '')
    return refuse('refusal-lines', `a signed refusal has eight lines and begins with "${FIRST_LINE}"`);
  const why = parseCanonicalJson(words);
  const at = parseDecimal(time);
  const entry = place === '-' ? undefined : parseDecimal(place);
  const sound =
    isKeyName(origin) &&
    isKeyName(party) &&
    act !== '' &&
    fromBase64Url(target)?.length === 32 &&
    at !== undefined &&
    (place === '-' || entry !== undefined) &&
    why.ok &&
    typeof why.value === 'string';
  if (!sound) return refuse('refusal-body', 'the refusal does not say who, what, when and why as it must');
  const refusal = { origin, party, act, target, at, why: why.value as string };
  return accept({ refusal: entry === undefined ? refusal : { ...refusal, entry }, note: note.value });
}

/** Whether the log that a refusal names signed it. */
export async function isRefusalOf(
  { refusal, note }: { readonly refusal: SignedRefusal; readonly note: Note },
  logKey: VerifierKey,
  verifier: Verifier,
): Promise<boolean> {
  if (refusal.origin !== logKey.name) return false;
  return (await checkSignature(note, logKey, verifier)).state === 'valid';
}
