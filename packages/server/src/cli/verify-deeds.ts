import { join } from 'node:path';
import {
  type Audit,
  cosignedPath,
  equalBytes,
  formatNote,
  type LogSource,
  type Policy,
  parseSignedCheckpoint,
  type SignedCheckpoint,
  textOf,
} from '@armistice/core/record';
import type { Disk } from '../record/disk.ts';
import { remember, type Seen } from '../state/seen.ts';
import { accuse, describeEvidence, type History, keepEvidence, makesRoot } from '../witness/accuse.ts';
import { originHash } from '../witness/client.ts';
import type { Trust } from './verify-trust.ts';

/** Where this machine keeps what it saw, and evidence. */
export interface State {
  readonly disk: Disk;
  readonly folder: string;
}

/** What the log took back, from this machine or from a witness, with the files that show it. */
export async function deedsOf(
  audit: Audit,
  source: LogSource,
  policy: Policy,
  seen: Seen | undefined,
  { disk, folder }: State,
  now: number,
): Promise<{ readonly sentences: string[]; readonly files: string[] }> {
  const sentences: string[] = [];
  const files: string[] = [];
  const { checkpoint } = audit;
  if (checkpoint === undefined) return { sentences, files };
  const seenAt = Math.floor(now / 1000);
  const accusers = [...accusingSight(audit, seen), ...(await accusingWitnesses(audit, source, policy, seen))];
  if (accusers.length > 0) {
    const whole = makesRoot({ checkpoint, leaves: audit.leaves });
    const served = { checkpoint, leaves: whole ? audit.leaves : new Uint8Array() };
    for (const { who, ...held } of accusers) {
      const evidence = accuse(held, served, seenAt);
      if (evidence === undefined) continue;
      sentences.push(`${describeEvidence(evidence)}. ${who}`);
      files.push(join(folder, await keepEvidence(disk, evidence)));
    }
  }
  // What was taken back is in the evidence above; this file is for what does not hold in itself.
  if (audit.problems.some(({ code }) => code !== 'record/rolled-back' && code !== 'record/forked'))
    files.push(join(folder, await keepProblems(disk, audit, checkpoint, seenAt)));
  return { sentences, files };
}

/** Another history than the one that is served, and who says so. */
interface Accuser extends History {
  readonly who: string;
}

function accusingSight({ since }: Audit, seen: Seen | undefined): Accuser[] {
  if (seen === undefined || (since !== 'rolled-back' && since !== 'forked')) return [];
  const { checkpoint, leaves = new Uint8Array() } = seen;
  return [{ checkpoint, leaves, who: 'This machine saw the other log before.' }];
}

async function accusingWitnesses(
  audit: Audit,
  source: LogSource,
  policy: Policy,
  seen: Seen | undefined,
): Promise<Accuser[]> {
  const accusers: Accuser[] = [];
  for (const { name, state } of audit.witnesses) {
    const witness = policy.witnesses.find((one) => one.name === name);
    if (witness === undefined || (state !== 'ahead' && state !== 'forked')) continue;
    const bytes = (await source.read(cosignedPath(witness))) ?? new Uint8Array();
    const kept = parseSignedCheckpoint(textOf(bytes) ?? '');
    if (!kept.ok) continue;
    // A witness keeps its leaf hashes to itself; where this machine saw the same tree, its own serve.
    const same = seen !== undefined && equalBytes(seen.checkpoint.root, kept.value.root);
    const leaves = (same ? seen.leaves : undefined) ?? new Uint8Array();
    accusers.push({ checkpoint: kept.value, leaves, who: `${name} co-signed the other log.` });
  }
  return accusers;
}

/** What does not hold, with the checkpoint that it was held against, as a file that can be shown. */
async function keepProblems(
  disk: Disk,
  audit: Audit,
  checkpoint: SignedCheckpoint,
  seenAt: number,
): Promise<string> {
  const path = `evidence/${originHash(checkpoint.origin)}-${checkpoint.size}-${seenAt}-problems.json`;
  const { problems, problemCount } = audit;
  const file = {
    format: 'armistice.problems/v1',
    seenAt,
    checkpoint: formatNote(checkpoint.note),
    problemCount,
    problems,
  };
  await disk.replace(path, new TextEncoder().encode(`${JSON.stringify(file, null, 2)}\n`));
  return path;
}

/** Remembers a log whose entries make its checkpoint, and that extends what was seen. Other problems do not matter here: what the log signed, it signed. */
export async function rememberIt(
  audit: Audit,
  checkpoint: SignedCheckpoint,
  seen: Seen | undefined,
  trust: Trust,
  disk: Disk,
  now: number,
): Promise<void> {
  const { leaves, origin } = audit;
  if (!audit.intact && !makesRoot({ checkpoint, leaves })) return;
  const text = formatNote(checkpoint.note);
  const policy = trust.pinned === undefined ? {} : { policy: trust.pinned };
  await remember(disk, { text, origin, leaves, at: now, ...policy }, seen);
}
