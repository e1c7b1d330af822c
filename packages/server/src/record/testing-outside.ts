// Test-only: a judgement of a log from outside, with the eyes of those whom it promised something.
import {
  appendHashes,
  auditLog,
  EMPTY_FRONTIER,
  equalBytes,
  formatNote,
  frontierRoot,
  isPromiseOf,
  judgePromise,
  type LogSource,
  parseEntryPromise,
  parseErasure,
  parseSignedCheckpoint,
  type ReadEntry,
  toBase64,
  type VerifierKey,
} from '@armistice/core/record';
import type { Disk } from './disk.ts';
import { readPolicy } from './folder.ts';
import { nodeVerifier } from './keys.ts';
import { missionSource } from './reading.ts';
import { openPart } from './seal.ts';
import type { Acknowledged } from './sequencer.ts';

/** An entry that the log acknowledged, with the file that holds the log to it. */
export interface Kept {
  readonly index: number;
  readonly leafHash: Uint8Array;
  readonly promise: string;
}

/** What the world outside has seen of a log. */
export class Outside {
  readonly kept: Kept[] = [];
  /** Root of every tree ever seen signed, by its size. */
  readonly roots = new Map<number, string>();
  readonly problems: string[] = [];
  #largest = 0;
  #turn: Promise<void> = Promise.resolve();

  keep(acknowledged: readonly Acknowledged[]): void {
    for (const entry of acknowledged)
      this.kept.push({ index: entry.index, leafHash: entry.leafHash, promise: entry.promise() });
  }

  /** Takes note of the checkpoint as it stands on the disk. One look after the other: of two at once, the older may end last. */
  look(disk: Disk): Promise<void> {
    const seen = this.#turn.then(() => this.#see(disk));
    this.#turn = seen.catch(() => undefined);
    return seen;
  }

  async #see(disk: Disk): Promise<void> {
    const bytes = await disk.read('public/checkpoint');
    const parsed = bytes === undefined ? undefined : parseSignedCheckpoint(new TextDecoder().decode(bytes));
    if (parsed === undefined) return;
    if (!parsed.ok) {
      this.problems.push(`the checkpoint on disk is damaged: ${parsed.refusal.message}`);
      return;
    }
    const { size, root } = parsed.value;
    const before = this.roots.get(size);
    if (before !== undefined && before !== toBase64(root))
      this.problems.push(`two trees of ${size} entries were signed`);
    if (size < this.#largest) this.problems.push(`signed sizes went back from ${this.#largest} to ${size}`);
    this.#largest = Math.max(this.#largest, size);
    this.roots.set(size, toBase64(root));
  }
}

/** The public folder alone, as a web server gives it out. */
export function publicSource(disk: Disk): LogSource {
  return { read: (path) => disk.read(`public/${path}`) };
}

/**
 * Everything that is wrong with a log, seen from outside by a stranger and by the mission; nothing where all is well.
 * A body that an erasure names and that can still be read is wrong too.
 */
export async function wrongs(disk: Disk, outside: Outside): Promise<string[]> {
  const options = { policy: await readPolicy(disk), verifier: nodeVerifier() };
  const audiences = await disk.list('private/bodies');
  const read: ReadEntry[] = [];
  const onEntry = (entry: ReadEntry) => read.push(entry);
  const stranger = await auditLog(publicSource(disk), options);
  const mission = await auditLog(missionSource(disk), { ...options, audiences, open: openPart, onEntry });
  const problems = [...stranger.problems, ...mission.problems].map((problem) => problem.message);
  const logKey = options.policy.logs[0]?.key as VerifierKey;
  return [
    ...outside.problems,
    ...problems,
    ...(await wrongWithPromises(outside.kept, stranger.leaves, logKey)),
    ...wrongWithRoots(outside.roots, stranger.leaves),
    ...notErased(read).map((index) => `entry ${index} is named by an erasure and can still be read`),
  ];
}

async function wrongWithPromises(
  kept: readonly Kept[],
  leaves: Uint8Array,
  logKey: VerifierKey,
): Promise<string[]> {
  const verifier = nodeVerifier();
  const found: string[] = [];
  // One signature serves the promises of a batch.
  const signed = new Map<string, boolean>();
  for (const { index, leafHash, promise } of kept) {
    const there = index * 32 < leaves.length ? leaves.subarray(index * 32, index * 32 + 32) : undefined;
    if (there === undefined) found.push(`entry ${index} was acknowledged and is lost`);
    else if (!equalBytes(there, leafHash)) found.push(`entry ${index} is another than was acknowledged`);
    const parsed = parseEntryPromise(promise);
    const note = parsed.ok ? formatNote(parsed.value.note) : '';
    if (parsed.ok && !signed.has(note)) signed.set(note, await isPromiseOf(parsed.value, logKey, verifier));
    if (!parsed.ok || signed.get(note) !== true) {
      found.push(`the promise for entry ${index} does not hold`);
      continue;
    }
    const verdict = judgePromise(parsed.value, there, parsed.value.promised.until + 1);
    if (verdict !== 'kept') found.push(`the promise for entry ${index} is ${verdict}`);
  }
  return found;
}

function wrongWithRoots(roots: ReadonlyMap<number, string>, leaves: Uint8Array): string[] {
  const found: string[] = [];
  let tree = EMPTY_FRONTIER;
  for (const [size, root] of [...roots].sort(([a], [b]) => a - b)) {
    if (size * 32 > leaves.length) found.push(`a tree of ${size} entries was signed and is gone`);
    else {
      tree = appendHashes(tree, leaves.subarray(tree.size * 32, size * 32));
      if (toBase64(frontierRoot(tree)) !== root)
        found.push(`the tree of ${size} entries that was signed is no part of this log`);
    }
  }
  return found;
}

/** All entries as the mission reads them from the published folder. */
export async function readAsMission(disk: Disk): Promise<ReadEntry[]> {
  const entries: ReadEntry[] = [];
  await auditLog(missionSource(disk), {
    policy: await readPolicy(disk),
    verifier: nodeVerifier(),
    audiences: await disk.list('private/bodies'),
    open: openPart,
    onEntry: (entry) => entries.push(entry),
  });
  return entries;
}

/** Of entries that the mission read: those whose detail an erasure names and that can still be read. */
export function notErased(entries: readonly ReadEntry[]): number[] {
  return entries
    .flatMap(({ header }) => (header?.kind === 'erasure' ? [parseErasure(header)] : []))
    .flatMap((erasure) => (erasure.ok ? erasure.value.targets : []))
    .map(({ index }) => index)
    .filter((index) => Object.hasOwn({ ...entries[index]?.body, ...entries[index]?.withheld }, 'text'));
}
