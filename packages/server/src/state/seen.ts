import {
  type Policy,
  parsePolicy,
  parseSignedCheckpoint,
  type Remembered,
  textOf,
} from '@armistice/core/record';
import type { Disk } from '../record/disk.ts';
import { makesRoot } from '../witness/accuse.ts';
import { originHash } from '../witness/client.ts';

/** What this machine saw of a log the last time that it verified it. */
export interface Seen extends Remembered {
  /** Unix milliseconds. */
  readonly at: number;
  /** The log's own policy as it was at the first look, where trust began with that. */
  readonly policy?: { readonly text: string; readonly policy: Policy };
  /** Set where the kept leaf hashes do not make the checkpoint: they are not used. */
  readonly leavesDamaged?: true;
}

const folderOf = (origin: string) => `seen/${originHash(origin)}`;

interface SeenFile {
  readonly format: 'armistice.seen/v1';
  readonly at: number;
  readonly checkpoint: string;
  readonly policy?: string;
}

/** What was seen of a log, or undefined at the first look. Throws, with the remedy, where the file is damaged. */
export async function recall(disk: Disk, origin: string): Promise<Seen | undefined> {
  const folder = folderOf(origin);
  const bytes = await disk.read(`${folder}/seen.json`);
  if (bytes === undefined) return undefined;
  const damaged = new Error(
    `${folder}/seen.json is damaged; restore it, or start anew with --forget, which gives up what was seen before`,
  );
  const file = parseFile(textOf(bytes) ?? '');
  const checkpoint = parseSignedCheckpoint(file?.checkpoint ?? '');
  if (file === undefined || !checkpoint.ok || checkpoint.value.origin !== origin) throw damaged;
  const policy = file.policy === undefined ? undefined : parsePolicy(file.policy);
  if (policy?.ok === false) throw damaged;
  const known = {
    at: file.at,
    checkpoint: checkpoint.value,
    ...(policy === undefined ? {} : { policy: { text: file.policy ?? '', policy: policy.value } }),
  };
  const leaves = (await disk.read(`${folder}/leaves`))?.subarray(0, checkpoint.value.size * 32);
  if (leaves === undefined || !makesRoot({ checkpoint: checkpoint.value, leaves }))
    return { ...known, leavesDamaged: true };
  return { ...known, leaves };
}

function parseFile(text: string): SeenFile | undefined {
  try {
    const file = JSON.parse(text) as SeenFile;
    const sound = file.format === 'armistice.seen/v1' && Number.isSafeInteger(file.at);
    return sound && typeof file.checkpoint === 'string' ? file : undefined;
  } catch {
    return undefined;
  }
}

/**
 * Remembers a log that was verified and that extends what was seen before. The leaf hashes go first: they only grow,
 * so those of the old checkpoint stand until the new one does.
 */
export async function remember(
  disk: Disk,
  seen: {
    readonly text: string;
    readonly origin: string;
    readonly leaves: Uint8Array;
    readonly at: number;
    readonly policy?: string;
  },
  before: Seen | undefined,
): Promise<void> {
  const folder = folderOf(seen.origin);
  await keepLeaves(disk, `${folder}/leaves`, seen.leaves, before?.leaves?.length ?? 0);
  const file: SeenFile = {
    format: 'armistice.seen/v1',
    at: seen.at,
    checkpoint: seen.text,
    ...(seen.policy === undefined ? {} : { policy: seen.policy }),
  };
  await disk.replace(
    `${folder}/seen.json`,
    new TextEncoder().encode(`${JSON.stringify(file, null, 2)}\n`),
    0o600,
  );
}

/** Adds the leaf hashes after the first `known` bytes, which are known to be right; what stands behind those is of a write that failed. */
async function keepLeaves(disk: Disk, path: string, leaves: Uint8Array, known: number): Promise<void> {
  const there = (await disk.size(path)) ?? 0;
  if (known === 0 || there < known) {
    await disk.replace(path, leaves, 0o600);
    return;
  }
  if (there > known) await disk.truncate(path, known);
  if (leaves.length > known) await disk.append(path, leaves.subarray(known), 0o600);
}

/** Gives up what was seen of a log: the next look is the first. Evidence stays. */
export async function forget(disk: Disk, origin: string): Promise<boolean> {
  const folder = folderOf(origin);
  const known = (await disk.size(`${folder}/seen.json`)) !== undefined;
  await disk.remove(`${folder}/seen.json`);
  await disk.remove(`${folder}/leaves`);
  return known;
}
