import { createHash } from 'node:crypto';
import { type LogSource, textOf } from '@armistice/core/record';
import { attachmentPath } from '../record/attachments.ts';
import type { Disk } from '../record/disk.ts';
import { missionSource, readEntries } from '../record/reading.ts';

// What a mission published beside its entries, and a backup from before does not hold: rows of statements, open attachments. Each is
// named by its hash in the record or by its own name, so a mirror need not be believed.

const SHA256 = /^[0-9a-f]{64}$/;
const INDEX = 'attachments/index';

/** Brings back from a mirror what was published with the entries from an index on. Answers the paths that it does not hold soundly. */
export async function bringBackPublished(
  disk: Disk,
  mirror: LogSource,
  { from, size }: { readonly from: number; readonly size: number },
): Promise<readonly string[]> {
  const missing: string[] = [];
  for await (const { header } of readEntries(missionSource(disk), size, from, [])) {
    const stated = header?.kind === 'statement' && 'open' in header.body ? header.body.open : undefined;
    const { size: at, derived = {} } = (stated ?? {}) as {
      size?: unknown;
      derived?: { [name: string]: unknown };
    };
    const rows = /^sha256:([0-9a-f]{64})$/.exec(String(derived['incidents.ndjson']))?.[1];
    if (rows === undefined || !Number.isSafeInteger(at)) continue;
    const path = `derived/${String(at)}/incidents.ndjson`;
    if (!(await bringBack(disk, mirror, path, rows))) missing.push(path);
  }
  for (const line of await linesOf(mirror)) {
    const sha256 = line.slice(0, 64);
    if (!SHA256.test(sha256)) continue;
    const path = attachmentPath(sha256);
    if ((await disk.size(`public/${path}`)) !== undefined) continue;
    if (await bringBack(disk, mirror, path, sha256))
      await disk.append(`public/${INDEX}`, new TextEncoder().encode(`${line}\n`));
    else missing.push(path);
  }
  return missing;
}

async function linesOf(mirror: LogSource): Promise<readonly string[]> {
  return (textOf((await mirror.read(INDEX)) ?? new Uint8Array()) ?? '').split('\n');
}

/** One file, where the mirror has it as its hash says. Files that are larger than any of a log are not read. */
async function bringBack(disk: Disk, mirror: LogSource, path: string, sha256: string): Promise<boolean> {
  const here = await disk.read(`public/${path}`);
  if (here !== undefined && digestOf(here) === sha256) return true;
  const there = await mirror.read(path).catch(() => undefined);
  if (there === undefined || digestOf(there) !== sha256) return false;
  await disk.replace(`public/${path}`, there);
  return true;
}

function digestOf(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex');
}
