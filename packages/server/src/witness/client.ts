import {
  type AddCheckpoint,
  checkSignature,
  formatAddCheckpoint,
  hex,
  type NoteSignature,
  parseDecimal,
  parseSignatures,
  parseSignedCheckpoint,
  type SignedCheckpoint,
  sha256,
  type Verifier,
  type VerifierKey,
} from '@armistice/core/record';
import { nodeVerifier } from '../record/keys.ts';
import { reasonOf } from './reason.ts';

// C2SP tlog-witness v1.0.0, from the log's side.

/** What became of asking a witness. `unreachable` is worth another try later; `refused` means that it looked and declined. */
export type WitnessReply =
  | { readonly answer: 'cosigned'; readonly signature: NoteSignature; readonly unixSeconds: number }
  | { readonly answer: 'conflict'; readonly size: number }
  | { readonly answer: 'refused'; readonly status: number; readonly reason: string }
  | { readonly answer: 'unreachable'; readonly reason: string };

/** The newest checkpoint that a witness says it cosigned. */
export type LastSeen =
  | { readonly answer: 'seen'; readonly checkpoint: SignedCheckpoint }
  | { readonly answer: 'never' }
  | { readonly answer: 'unreachable'; readonly reason: string };

// A witness answers one line, a checkpoint with its signatures, or a reason.
const MAX_ANSWER_BYTES = 256 * 1024;
const SIZE_TYPE = 'text/x.tlog.size';

interface Answer {
  readonly status: number;
  readonly type: string;
  readonly text: string;
}

/** Name of an origin in a witness's addresses: lower-case hex of its SHA-256. */
export function originHash(origin: string): string {
  return hex(sha256(new TextEncoder().encode(origin)));
}

/** Asks a witness for its cosignature, and verifies what it gives with `key`. Never rejects. */
export async function askWitness(
  url: string,
  key: VerifierKey,
  request: AddCheckpoint,
  verifier: Verifier,
  timeoutMs: number,
): Promise<WitnessReply> {
  const body = formatAddCheckpoint(request);
  const answer = await exchange(`${prefix(url)}/add-checkpoint`, timeoutMs, body);
  if (typeof answer === 'string') return { answer: 'unreachable', reason: answer };
  const { status, text } = answer;
  if (status === 200) return cosignatureIn(text, key, request.checkpoint, verifier);
  if (status === 409 && answer.type === SIZE_TYPE) {
    const size = text.endsWith('\n') ? parseDecimal(text.slice(0, -1)) : undefined;
    if (size !== undefined) return { answer: 'conflict', size };
  }
  if (status >= 500) return { answer: 'unreachable', reason: `it answered ${status}: ${firstLine(text)}` };
  return { answer: 'refused', status, reason: firstLine(text) };
}

async function cosignatureIn(
  text: string,
  key: VerifierKey,
  checkpoint: SignedCheckpoint,
  verifier: Verifier,
): Promise<WitnessReply> {
  const bad = (reason: string): WitnessReply => ({ answer: 'refused', status: 200, reason });
  const parsed = parseSignatures(text);
  if (!parsed.ok) return bad(`its answer is no cosignature: ${parsed.refusal.message}`);
  const signature = parsed.value.find((one) => one.name === key.name && one.keyId === key.keyId);
  if (signature === undefined)
    return bad(`its answer is not by ${key.name}: the policy has another key than the witness uses`);
  const note = { text: checkpoint.note.text, signatures: [signature] };
  const signed = await checkSignature(note, key, verifier);
  if (signed.state !== 'valid' || signed.unixSeconds === undefined)
    return bad(`the cosignature that it gave as ${key.name} is false`);
  return { answer: 'cosigned', signature, unixSeconds: signed.unixSeconds };
}

/**
 * Asks a witness for the newest checkpoint of `origin` that it cosigned, and verifies its cosignature.
 * Whether the log signed it too is for the caller to check. Never rejects.
 */
export async function lastSeen(
  url: string,
  origin: string,
  key: VerifierKey,
  timeoutMs: number,
): Promise<LastSeen> {
  const answer = await exchange(`${prefix(url)}/${originHash(origin)}/checkpoint`, timeoutMs);
  if (typeof answer === 'string') return { answer: 'unreachable', reason: answer };
  if (answer.status === 404) return { answer: 'never' };
  const unusable = (reason: string): LastSeen => ({ answer: 'unreachable', reason });
  if (answer.status !== 200) return unusable(`it answered ${answer.status}: ${firstLine(answer.text)}`);
  const checkpoint = parseSignedCheckpoint(answer.text);
  if (!checkpoint.ok) return unusable(`what it serves is no checkpoint: ${checkpoint.refusal.message}`);
  if (checkpoint.value.origin !== origin)
    return unusable(`it serves a checkpoint of ${checkpoint.value.origin} for ${origin}`);
  const signed = await checkSignature(checkpoint.value.note, key, nodeVerifier());
  if (signed.state !== 'valid')
    return unusable(`the checkpoint that it serves is not validly cosigned by ${key.name}`);
  return { answer: 'seen', checkpoint: checkpoint.value };
}

function prefix(url: string): string {
  return url.replace(/\/+$/, '');
}

/** One request; the answer, or in words why there is none. */
async function exchange(url: string, timeoutMs: number, body?: string): Promise<Answer | string> {
  try {
    const response = await fetch(url, {
      ...(body === undefined ? {} : { method: 'POST', body }),
      headers: body === undefined ? {} : { 'content-type': 'text/plain; charset=utf-8' },
      signal: AbortSignal.timeout(timeoutMs),
      redirect: 'error',
    });
    const chunks: Uint8Array[] = [];
    let length = 0;
    for await (const chunk of response.body ?? []) {
      length += chunk.length;
      if (length > MAX_ANSWER_BYTES) return `its answer is longer than ${MAX_ANSWER_BYTES} bytes`;
      chunks.push(chunk);
    }
    const type = (response.headers.get('content-type') ?? '').split(';')[0]?.trim() ?? '';
    return { status: response.status, type, text: Buffer.concat(chunks).toString('utf8') };
  } catch (error) {
    return whyNot(error, timeoutMs);
  }
}

function whyNot(error: unknown, timeoutMs: number): string {
  return (error as Error).name === 'TimeoutError'
    ? `no answer within ${timeoutMs / 1000} s`
    : reasonOf(error);
}

function firstLine(text: string): string {
  return text.split('\n')[0]?.slice(0, 200) || 'no reason given';
}
