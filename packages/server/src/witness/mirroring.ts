import {
  type Audit,
  auditLog,
  cosignedPath,
  type Evidence,
  equalBytes,
  formatNote,
  type LogSource,
  type OpenPart,
  type Policy,
  type Problem,
  PUBLIC,
  parseSignedCheckpoint,
  type SignedCheckpoint,
  textOf,
  type Verifier,
} from '@armistice/core/record';
import type { Disk } from '../record/disk.ts';
import { accuse, keepEvidence, makesRoot } from './accuse.ts';
import { fetchLeaves } from './leaf-store.ts';
import { readServed } from './lookout.ts';
import { copyPacks, modeOf, type Staged } from './mirror-packs.ts';
import { copyTiles, dropTiles, erasedBundles } from './mirror-tiles.ts';

/** What to mirror, and how. */
export interface MirrorJob {
  readonly source: LogSource;
  /** Rooted at the mirror's own folder. */
  readonly disk: Disk;
  readonly policy: Policy;
  readonly verifier: Verifier;
  /** Audiences, besides public, whose packs and keys the source gives to this reader. */
  readonly audiences: readonly string[];
  readonly open: OpenPart;
  /** Unix milliseconds. */
  now(): number;
  onProgress(stage: 'copying' | 'verifying', done: number, total: number): void;
}

export type Mirrored =
  | { readonly result: 'mirrored'; readonly held: number; readonly audit: Audit }
  /** The mirror is as it was. `path`: the evidence, in the mirror's folder. */
  | { readonly result: 'accused'; readonly evidence: Evidence; readonly path: string }
  | { readonly result: 'refused'; readonly problems: readonly Problem[]; readonly problemCount: number };

/** Small public files that are copied as they are. */
const SMALL = ['witnesses.json', 'successor', 'attachments/index'];

/**
 * Brings a mirror up to the log: copies, verifies the whole mirror as it would be, and only then puts the new
 * checkpoint in place. A log that is no extension of what the mirror holds is refused, with evidence.
 */
export async function mirrorLog(job: MirrorJob): Promise<Mirrored> {
  const { source, disk, policy } = job;
  const own: LogSource = { read: (path) => disk.read(path) };
  const held = await heldCheckpoint(job, own);
  // Co-signatures first, so that none is of a larger log than the checkpoint that is read after them.
  const cosigned = await readAll(source, policy.witnesses.map(cosignedPath));
  const small = await readAll(source, SMALL);
  const served = await servedCheckpoint(job);
  if (
    held !== undefined &&
    (served.size < held.size || (served.size === held.size && !equalBytes(served.root, held.root)))
  )
    return accused(job, own, held, served);
  await copyTiles(source, disk, held?.size ?? 0, served.size, (done, total) =>
    job.onProgress('copying', done, total),
  );
  const touched = await erasedBundles(own, held?.size ?? 0, served.size);
  const staged = await copyPacks(
    source,
    disk,
    [PUBLIC, ...job.audiences],
    held?.size ?? 0,
    served.size,
    touched,
  );
  const note = new TextEncoder().encode(formatNote(served.note));
  const audit = await auditMirror(job, own, held, new Map([...staged, ...cosigned, ['checkpoint', note]]));
  if (!audit.intact) return notIntact(job, own, held, served, audit);
  await putInPlace(disk, staged, small, note, cosigned);
  return { result: 'mirrored', held: held?.size ?? 0, audit };
}

async function heldCheckpoint(job: MirrorJob, own: LogSource): Promise<SignedCheckpoint | undefined> {
  const bytes = await own.read('checkpoint');
  if (bytes === undefined) return undefined;
  const parsed = parseSignedCheckpoint(textOf(bytes) ?? '');
  if (parsed.ok && job.policy.logs.some(({ key }) => key.name === parsed.value.origin)) return parsed.value;
  throw new Error(
    parsed.ok
      ? `the mirror holds the log ${parsed.value.origin}, which the policy does not name; mirror each log into a folder of its own`
      : `the mirror's own checkpoint is damaged (${parsed.refusal.message}); put it back from a copy`,
  );
}

async function servedCheckpoint(job: MirrorJob): Promise<SignedCheckpoint> {
  const bytes = (await job.source.read('checkpoint')) ?? new Uint8Array();
  const parsed = parseSignedCheckpoint(textOf(bytes) ?? '');
  const log = parsed.ok ? job.policy.logs.find(({ key }) => key.name === parsed.value.origin) : undefined;
  if (log === undefined)
    throw new Error(
      parsed.ok
        ? `the policy does not name the log ${parsed.value.origin}`
        : 'the log serves no checkpoint that can be read',
    );
  const served = await readServed({ read: async () => bytes }, log.key, job.verifier);
  if (typeof served === 'string') throw new Error(served);
  return served;
}

async function readAll(source: LogSource, paths: readonly string[]): Promise<Staged> {
  const files: Staged = new Map();
  for (const path of paths) {
    const bytes = await source.read(path);
    if (bytes !== undefined) files.set(path, bytes);
  }
  return files;
}

/** Audits the mirror as it will be: what is staged before what is there. */
async function auditMirror(
  job: MirrorJob,
  own: LogSource,
  held: SignedCheckpoint | undefined,
  staged: Staged,
): Promise<Audit> {
  const remembered =
    held === undefined ? undefined : { checkpoint: held, leaves: await fetchLeaves(own, 0, held.size) };
  const audit = await auditLog(
    { read: async (path) => staged.get(path) ?? own.read(path) },
    {
      policy: job.policy,
      verifier: job.verifier,
      audiences: job.audiences,
      open: job.open,
      ...(remembered === undefined ? {} : { remembered }),
      onProgress: (done, total) => job.onProgress('verifying', done, total),
    },
  );
  return audit;
}

/** New files that do not hold are dropped, so that the next attempt does not build on them; a fork leaves evidence. */
async function notIntact(
  job: MirrorJob,
  own: LogSource,
  held: SignedCheckpoint | undefined,
  served: SignedCheckpoint,
  audit: Audit,
): Promise<Mirrored> {
  await dropTiles(job.disk, held?.size ?? 0, served.size);
  const forked = held === undefined ? undefined : await compare(job, own, held, served);
  if (forked !== undefined) return forked;
  return { result: 'refused', problems: audit.problems, problemCount: audit.problemCount };
}

async function accused(
  job: MirrorJob,
  own: LogSource,
  held: SignedCheckpoint,
  served: SignedCheckpoint,
): Promise<Mirrored> {
  const found = await compare(job, own, held, served);
  if (found === undefined)
    throw new Error('two checkpoints of one log exclude each other, and no evidence came of it');
  return found;
}

async function compare(
  job: MirrorJob,
  own: LogSource,
  held: SignedCheckpoint,
  served: SignedCheckpoint,
): Promise<Mirrored | undefined> {
  const none = new Uint8Array();
  const theirs = await fetchLeaves(job.source, 0, served.size).catch(() => none);
  const usable = makesRoot({ checkpoint: served, leaves: theirs }) ? theirs : none;
  const ours = await fetchLeaves(own, 0, held.size).catch(() => none);
  const seenAt = Math.floor(job.now() / 1000);
  const evidence = accuse({ checkpoint: held, leaves: ours }, { checkpoint: served, leaves: usable }, seenAt);
  if (evidence === undefined) return undefined;
  return { result: 'accused', evidence, path: await keepEvidence(job.disk, evidence) };
}

/** Everything that a checkpoint names stands before it; co-signatures follow, as they name a checkpoint. */
async function putInPlace(
  disk: Disk,
  staged: Staged,
  small: Staged,
  note: Uint8Array,
  cosigned: Staged,
): Promise<void> {
  for (const [path, bytes] of staged) await disk.replace(path, bytes, modeOf(path));
  await disk.replaceAll(small);
  await disk.replace('checkpoint', note);
  await disk.replaceAll(cosigned);
}
