import { fromBase64, toBase64 } from './base64.ts';
import { equalBytes } from './bytes.ts';
import { emptyRoot, type Hash } from './merkle.ts';
import { isKeyName, type Note, parseNote } from './note.ts';
import { accept, type Result, refuse } from './refusal.ts';

/**
 * The state of a log (C2SP tlog-checkpoint v1.0.0), as in
 *
 *     example.org/north-south
 *     70000
 *     CsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=
 *
 * Armistice writes no extension lines and refuses them: only a body without them means the same to every verifier.
 */
export interface Checkpoint {
  readonly origin: string;
  readonly size: number;
  readonly root: Hash;
}

export function formatCheckpoint(checkpoint: Checkpoint): string {
  return `${checkpoint.origin}\n${checkpoint.size}\n${toBase64(checkpoint.root)}\n`;
}

/** A decimal without sign or leading zeros, at most 2^53 − 1. */
export function parseDecimal(text: string): number | undefined {
  const value = /^[0-9]{1,16}$/.test(text) ? Number(text) : Number.NaN;
  return Number.isSafeInteger(value) && String(value) === text ? value : undefined;
}

/** Parses the three lines of a checkpoint body strictly. */
export function parseCheckpoint(text: string): Result<Checkpoint> {
  const body = readCheckpoint(text);
  return body.ok && !rootFitsSize(body.value)
    ? refuse('checkpoint-root', 'the root of an empty tree must be the hash of nothing')
    : body;
}

/** Whether a size of zero has the one root that it can have. */
export function rootFitsSize(checkpoint: Checkpoint): boolean {
  return checkpoint.size > 0 || equalBytes(checkpoint.root, emptyRoot());
}

/** As {@link parseCheckpoint} for a witness, which judges a false root of the empty tree only after the signatures. */
export function readCheckpoint(text: string): Result<Checkpoint> {
  const lines = text.split('\n');
  if (lines.length !== 4 || lines[3] !== '') {
    return refuse(
      'checkpoint-lines',
      'a checkpoint has three lines: origin, size, root; this one has others',
    );
  }
  const [origin = '', size = '', root = ''] = lines;
  if (!isKeyName(origin)) return refuse('checkpoint-origin', 'the first line of the checkpoint is no origin');
  const count = parseDecimal(size);
  if (count === undefined)
    return refuse('checkpoint-size', `"${size}" is not a tree size written in plain decimal`);
  const hash = fromBase64(root);
  if (hash?.length !== 32) return refuse('checkpoint-root', `"${root}" is not the base64 of a 32-byte hash`);
  return accept({ origin, size: count, root: hash });
}

/** A checkpoint as published: the note that carries it and what it says. */
export interface SignedCheckpoint extends Checkpoint {
  readonly note: Note;
}

/** Parses a published checkpoint. Signatures are parsed, not verified. */
export function parseSignedCheckpoint(text: string): Result<SignedCheckpoint> {
  const note = parseNote(text);
  if (!note.ok) return note;
  const body = parseCheckpoint(note.value.text);
  return body.ok ? accept({ ...body.value, note: note.value }) : body;
}
