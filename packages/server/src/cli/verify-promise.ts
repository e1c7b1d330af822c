import {
  type Audit,
  checkSignature,
  judgePromise,
  type Policy,
  type PromiseVerdict,
  parseEntryPromise,
  type SignedCheckpoint,
  type Verifier,
} from '@armistice/core/record';
import type { Disk } from '../record/disk.ts';
import { type BrokenPromise, formatBrokenPromise, makeBrokenPromise } from '../witness/broken-promise.ts';
import { originHash } from '../witness/client.ts';
import { CommandError } from './command.ts';
import { count, moment } from './words.ts';

/** How a promise stands to the log that was verified. */
export interface PromiseCheck {
  readonly verdict: PromiseVerdict;
  readonly index: number;
  readonly line: string;
  /** Where it was broken. */
  readonly broken?: BrokenPromise;
}

/**
 * Judges a kept promise against a verified log. Throws where it is none, or is not the log's. `now` (Unix
 * milliseconds) is when the log was read; an old copy read late looks like an omission, so the line says so.
 */
export async function checkPromise(
  text: string,
  audit: Audit,
  checkpoint: SignedCheckpoint,
  policy: Policy,
  verifier: Verifier,
  now: number,
): Promise<PromiseCheck> {
  const parsed = parseEntryPromise(text);
  const refuse = (message: string) =>
    new CommandError(
      `the promise: ${message}`,
      'use the file exactly as the log gave it when it took the entry in',
    );
  if (!parsed.ok) throw refuse(parsed.refusal.message);
  const promise = parsed.value;
  const { origin, until } = promise.promised;
  if (origin !== checkpoint.origin) throw refuse(`it is of the log ${origin}, this is ${checkpoint.origin}`);
  const log = policy.logs.find(({ key }) => key.name === origin);
  const signed = log === undefined ? undefined : await checkSignature(promise.note, log.key, verifier);
  if (signed?.state !== 'valid') throw refuse(`it is not signed by ${origin}`);
  const { index } = promise;
  const leaf = audit.leaves.slice(index * 32, index * 32 + 32);
  const verdict = judgePromise(promise, leaf.length === 32 ? leaf : undefined, now);
  const line = sentence(verdict, index, until);
  const broken = verdict.startsWith('broken')
    ? { broken: makeBrokenPromise(promise, checkpoint, audit.leaves, Math.floor(now / 1000)) }
    : {};
  return { verdict, index, line, ...broken };
}

function sentence(verdict: PromiseVerdict, index: number, until: number): string {
  const entry = `entry ${count(index)}`;
  switch (verdict) {
    case 'kept':
      return `kept: ${entry} is the one that was promised`;
    case 'pending':
      return `pending: ${entry} is not in this log yet, and need not be before ${moment(until)}`;
    case 'broken-omitted':
      return `BROKEN: ${entry} was promised by ${moment(until)} and is not in this log. Make sure that this is the newest copy before you show the evidence`;
    case 'broken-replaced':
      return `BROKEN: another entry stands in place of the ${entry} that was promised`;
  }
}

/** Keeps the evidence of a broken promise; answers its path in the folder. */
export async function keepBrokenPromise(disk: Disk, broken: BrokenPromise): Promise<string> {
  const { origin } = broken.checkpoint;
  const path = `evidence/${originHash(origin)}-promise-${broken.promise.index}-${broken.seenAt}.json`;
  await disk.replace(path, new TextEncoder().encode(formatBrokenPromise(broken)));
  return path;
}
