import {
  type AddCheckpoint,
  checkSignature,
  cosignedPath,
  equalBytes,
  formatNote,
  type NoteSignature,
  type PolicyWitness,
  parseSignedCheckpoint,
  type SignedCheckpoint,
  type Verifier,
  type VerifierKey,
} from '@armistice/core/record';
import { askWitness } from '../witness/client.ts';
import type { Disk } from './disk.ts';
import { lastSigned } from './hearing.ts';
import { type ReadPublic, readConsistencyProof } from './tree-reader.ts';

/** What came of asking one witness. */
export type Cosigning =
  | {
      readonly witness: string;
      readonly answer: 'cosigned';
      readonly size: number;
      readonly unixSeconds: number;
    }
  | { readonly witness: string; readonly answer: 'unreachable' | 'refused'; readonly reason: string }
  /** It has seen more than this log holds: this log was rolled back, and must sign no more. */
  | { readonly witness: string; readonly answer: 'ahead'; readonly size: number };

const TIMEOUT_MS = 5_000;
/** A witness that was restored from a backup may answer an older size than we last heard; one more try settles it. */
const TRIES = 3;

/** Asks one witness to cosign the log's checkpoint. A missing co-signature is told, never waited for. */
export async function askToCosign(
  witness: PolicyWitness,
  checkpoint: SignedCheckpoint,
  known: number,
  read: ReadPublic,
  logKey: VerifierKey,
  verifier: Verifier,
): Promise<{ readonly cosigning: Cosigning; readonly signature?: NoteSignature }> {
  const name = witness.name;
  if (witness.url === undefined)
    return {
      cosigning: {
        witness: name,
        answer: 'unreachable',
        reason: 'the policy gives no address for it; it cosigns by hand',
      },
    };
  let oldSize = known;
  for (let attempt = 0; attempt < TRIES; attempt++) {
    const proof = await readConsistencyProof(oldSize, checkpoint.size, read);
    const request: AddCheckpoint = { oldSize, proof, checkpoint };
    const answer = await askWitness(witness.url, witness.key, request, verifier, TIMEOUT_MS);
    switch (answer.answer) {
      case 'cosigned':
        return {
          cosigning: {
            witness: name,
            answer: 'cosigned',
            size: checkpoint.size,
            unixSeconds: answer.unixSeconds,
          },
          signature: answer.signature,
        };
      case 'conflict':
        if (answer.size > checkpoint.size)
          return { cosigning: await saidToBeAhead(witness, checkpoint.size, answer.size, logKey, verifier) };
        oldSize = answer.size;
        break;
      case 'refused':
        return {
          cosigning: { witness: name, answer: 'refused', reason: `${answer.status}: ${answer.reason}` },
        };
      case 'unreachable':
        return { cosigning: { witness: name, answer: 'unreachable', reason: answer.reason } };
    }
  }
  return {
    cosigning: { witness: name, answer: 'refused', reason: 'it gave another size each time it was asked' },
  };
}

/** A size that a witness names is its word alone, which must not stop a log; a larger checkpoint that this log signed does. */
async function saidToBeAhead(
  witness: PolicyWitness,
  size: number,
  said: number,
  logKey: VerifierKey,
  verifier: Verifier,
): Promise<Cosigning> {
  const seen = await lastSigned(witness, logKey, verifier);
  if (seen.answer === 'seen' && seen.checkpoint.size > size)
    return { witness: witness.name, answer: 'ahead', size: seen.checkpoint.size };
  const reason = `it says that it has cosigned ${said} entries, and shows no such checkpoint that this log signed`;
  return { witness: witness.name, answer: 'refused', reason };
}

/** Keeps a co-signature beside the log, and adds it to the log's checkpoint while that is still the same. */
export async function keepCosignature(
  disk: Disk,
  witness: PolicyWitness,
  checkpoint: SignedCheckpoint,
  signature: NoteSignature,
): Promise<void> {
  const own = checkpoint.note.signatures.filter((one) => one.name === checkpoint.origin);
  const text = formatNote({ text: checkpoint.note.text, signatures: [...own, signature] });
  await disk.replace(`public/${cosignedPath(witness)}`, new TextEncoder().encode(text));
  const current = await readCheckpoint(disk);
  if (current === undefined || current.size !== checkpoint.size || !equalBytes(current.root, checkpoint.root))
    return;
  const others = current.note.signatures.filter(
    (one) => one.name !== signature.name || one.keyId !== signature.keyId,
  );
  const note = { text: current.note.text, signatures: [...others, signature] };
  await disk.replace('public/checkpoint', new TextEncoder().encode(formatNote(note)));
}

/** The checkpoint published last, or undefined where none is. Throws where the file is damaged. */
export async function readCheckpoint(
  disk: Disk,
  path = 'public/checkpoint',
): Promise<SignedCheckpoint | undefined> {
  const bytes = await disk.read(path);
  if (bytes === undefined) return undefined;
  const parsed = parseSignedCheckpoint(new TextDecoder().decode(bytes));
  if (!parsed.ok) throw new Error(`${path} is damaged: ${parsed.refusal.message}`);
  return parsed.value;
}

/** The log's own checkpoint, where its signature holds: what a log may go by when it starts. */
export async function readOwnCheckpoint(
  disk: Disk,
  logKey: VerifierKey,
  verifier: Verifier,
): Promise<SignedCheckpoint | undefined> {
  const checkpoint = await readCheckpoint(disk).catch(() => undefined);
  if (checkpoint?.origin !== logKey.name) return undefined;
  const signed = await checkSignature(checkpoint.note, logKey, verifier);
  return signed.state === 'valid' ? checkpoint : undefined;
}
