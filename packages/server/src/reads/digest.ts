import { type Json, PUBLIC, type ReadEntry } from '@armistice/core/record';
import type { Disk } from '../record/disk.ts';
import type { OpenLog } from '../record/folder.ts';
import { followedBy, type Head, isAlarm, NOTHING_READ } from './chain.ts';
import { linesIn, type ReadsLog, readsFiles } from './reads-log.ts';

/** The kind of entry that puts the head of the log of reads into the record. It changes nothing that is computed. */
export const DIGEST_KIND = 'reads-digest';

/** What was put into the record last, so that each day is told once. */
const LAST_FILE = 'private/reads/digest.json';

/** What the record says of the log of reads: its head, how many lines that is, and over which time (UTC). */
export interface Digest extends Head {
  readonly from: string;
  readonly to: string;
}

/**
 * Puts the head of the log of reads into the record once a day (UTC), in the open: how much was read in the mission, and
 * nothing of who or what. Answers the entry; undefined where nothing was read since, or the day is told.
 */
export async function writeDigest(
  { log, keys }: Pick<OpenLog, 'log' | 'keys'>,
  disk: Disk,
  reads: ReadsLog,
  now: number = Date.now(),
): Promise<number | undefined> {
  const to = new Date(now).toISOString();
  const last = await lastDigest(disk);
  const { count, head } = reads.head;
  if (count === (last?.count ?? 0) || last?.to.slice(0, 10) === to.slice(0, 10)) return undefined;
  const from = last?.to ?? (await firstRead(disk)) ?? to;
  const digest: Digest = { from, to, count, head };
  const body = { open: digest as unknown as Json };
  const [entry] = await log.append([
    log.draft({ kind: DIGEST_KIND, audience: PUBLIC, body }, keys.registrar),
  ]);
  // After the entry: a crash between the two tells one day twice, and none never.
  await disk.replace(LAST_FILE, new TextEncoder().encode(`${JSON.stringify(digest)}\n`), 0o600);
  return entry?.index;
}

async function lastDigest(disk: Disk): Promise<Digest | undefined> {
  const bytes = await disk.read(LAST_FILE);
  if (bytes === undefined) return undefined;
  try {
    return digestIn(JSON.parse(new TextDecoder().decode(bytes)));
  } catch {
    return undefined;
  }
}

async function firstRead(disk: Disk): Promise<string | undefined> {
  const [path] = await readsFiles(disk);
  const [text] = path === undefined ? [] : linesIn((await disk.read(path)) ?? new Uint8Array());
  return text === undefined ? undefined : (JSON.parse(text) as { readonly at: string }).at;
}

/** The digest that an entry holds; undefined of any other entry. */
export function digestOf({ header }: Pick<ReadEntry, 'header'>): Digest | undefined {
  if (header?.kind !== DIGEST_KIND || !('open' in header.body)) return undefined;
  return digestIn(header.body.open);
}

function digestIn(value: unknown): Digest | undefined {
  const { from, to, count, head } = (value ?? {}) as Partial<Digest>;
  if (typeof from !== 'string' || typeof to !== 'string' || typeof head !== 'string') return undefined;
  return Number.isSafeInteger(count) ? { from, to, count: count as number, head } : undefined;
}

/** What became of the log of reads, held against the record. */
export interface ReadsCheck {
  readonly lines: number;
  readonly alarms: number;
  /** Digests of the record, and how many lines came after the last of them. */
  readonly digests: number;
  readonly undigested: number;
  /** What does not fit, in sentences; none where everything does. */
  readonly problems: readonly string[];
}

/** Reads the whole log of reads and holds it against the digests of the record, in their order. */
export async function checkReads(disk: Disk, digests: readonly Digest[]): Promise<ReadsCheck> {
  const heads = new Map<number, string>();
  const wanted = new Set(digests.map(({ count }) => count));
  const problems: string[] = [];
  let [head, alarms] = [NOTHING_READ, 0];
  try {
    for (const path of await readsFiles(disk))
      for (const text of linesIn((await disk.read(path)) ?? new Uint8Array())) {
        const next = followedBy(head, text);
        head = next.head;
        if (isAlarm(next.line)) alarms += 1;
        if (wanted.has(head.count)) heads.set(head.count, head.head);
      }
  } catch (error) {
    problems.push(error instanceof Error ? error.message : String(error));
  }
  for (const { count, head: stated, to } of digests) {
    const found = heads.get(count);
    if (found === undefined)
      problems.push(`the record has ${count} lines by ${to}, and only ${head.count} are here`);
    else if (found !== stated)
      problems.push(
        `line ${count} is not the one that the record names by ${to}: the log of reads was rewritten`,
      );
  }
  const undigested = head.count - (digests.at(-1)?.count ?? 0);
  return {
    lines: head.count,
    alarms,
    digests: digests.length,
    undigested: Math.max(0, undigested),
    problems,
  };
}
