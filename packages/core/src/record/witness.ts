import { toBase64 } from './base64.ts';
import { equalBytes } from './bytes.ts';
import { parseDecimal, readCheckpoint, rootFitsSize, type SignedCheckpoint } from './checkpoint.ts';
import { type Hash, verifyConsistency } from './merkle.ts';
import { formatNote, parseNote, type VerifierKey } from './note.ts';
import { parseHashes } from './proof.ts';
import { accept, type Result, refuse } from './refusal.ts';
import { checkSignature, type Verifier } from './signature.ts';

// C2SP tlog-witness v1.0.0: the decision alone. Keeping the answer durable is the caller's.

/** What a log sends to a witness. */
export interface AddCheckpoint {
  readonly oldSize: number;
  readonly proof: readonly Hash[];
  readonly checkpoint: SignedCheckpoint;
}

/** The newest checkpoint of an origin that a witness cosigned. */
export interface WitnessRecord {
  readonly size: number;
  readonly root: Hash;
}

/** The answers of the C2SP table; only `cosign` may be signed, after the new state is durable. */
export type WitnessAnswer =
  | { readonly answer: 'cosign' }
  | {
      readonly answer: 'malformed' | 'unknown-origin' | 'bad-signature' | 'inconsistent';
      readonly reason: string;
    }
  | { readonly answer: 'conflict'; readonly size: number };

/** HTTP status of each answer. */
export const WITNESS_STATUS: Readonly<Record<WitnessAnswer['answer'], number>> = {
  cosign: 200,
  malformed: 400,
  'bad-signature': 403,
  'unknown-origin': 404,
  conflict: 409,
  inconsistent: 422,
};

export function formatAddCheckpoint(request: AddCheckpoint): string {
  const proof = request.proof.map((hash) => `${toBase64(hash)}\n`).join('');
  return `old ${request.oldSize}\n${proof}\n${formatNote(request.checkpoint.note)}`;
}

/** Parses an add-checkpoint body strictly. */
export function parseAddCheckpoint(text: string): Result<AddCheckpoint> {
  const split = text.indexOf('\n\n');
  const [oldLine = '', ...proofLines] = text.slice(0, Math.max(0, split)).split('\n');
  const oldSize = oldLine.startsWith('old ') ? parseDecimal(oldLine.slice(4)) : undefined;
  if (split < 0 || oldSize === undefined)
    return refuse(
      'witness-request',
      'the request must begin with "old <size>" and have an empty line before the checkpoint',
    );
  const proof = parseHashes(proofLines);
  if (!proof.ok) return proof;
  const note = parseNote(text.slice(split + 2));
  if (!note.ok) return note;
  const body = readCheckpoint(note.value.text);
  return body.ok
    ? accept({ oldSize, proof: proof.value, checkpoint: { ...body.value, note: note.value } })
    : body;
}

/** Decides about a checkpoint, in the order of the specification. `logKey` is the key trusted for its origin, `latest` what was cosigned last. */
export async function decideCheckpoint(
  request: AddCheckpoint,
  logKey: VerifierKey | undefined,
  latest: WitnessRecord | undefined,
  verifier: Verifier,
): Promise<WitnessAnswer> {
  const { oldSize, proof, checkpoint } = request;
  if (logKey === undefined) return { answer: 'unknown-origin', reason: `unknown log "${checkpoint.origin}"` };
  const signed = await checkSignature(checkpoint.note, logKey, verifier);
  if (signed.state !== 'valid') {
    return {
      answer: 'bad-signature',
      reason: signed.state === 'absent' ? 'no signature by the log' : 'invalid signature by the log',
    };
  }
  if (oldSize > checkpoint.size)
    return {
      answer: 'malformed',
      reason: `old size ${oldSize} is larger than the checkpoint's ${checkpoint.size}`,
    };
  if (oldSize !== (latest?.size ?? 0)) return { answer: 'conflict', size: latest?.size ?? 0 };
  if (!rootFitsSize(checkpoint))
    return { answer: 'inconsistent', reason: 'size zero with a root that is not that of the empty tree' };
  if (oldSize === checkpoint.size && latest !== undefined && !equalBytes(checkpoint.root, latest.root)) {
    return { answer: 'inconsistent', reason: `another root was cosigned for size ${oldSize}` };
  }
  const holds =
    latest === undefined || oldSize === 0
      ? proof.length === 0
      : verifyConsistency(oldSize, latest.root, checkpoint.size, checkpoint.root, proof);
  return holds
    ? { answer: 'cosign' }
    : { answer: 'inconsistent', reason: 'the consistency proof does not hold' };
}
