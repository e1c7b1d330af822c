// Test-only: a new log in memory, to append to and to audit from outside.
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { auditLog } from '@armistice/core/record';
import type { Content } from './draft.ts';
import { openLog, readPolicy } from './folder.ts';
import { initLog } from './founding.ts';
import { type EntrySigner, nodeVerifier } from './keys.ts';
import { missionSource } from './reading.ts';
import { memoryDisk } from './testing.ts';

export async function freshLog() {
  // The lock is a file of its own, also where the log is in memory.
  const place = {
    folder: mkdtempSync(join(tmpdir(), 'armistice-fresh-')),
    disk: memoryDisk(),
    stateDisk: memoryDisk(),
  };
  await initLog({ ...place, origin: 'test.example/fresh', mission: 'fresh' });
  const { log, keys, operator, disk } = await openLog(place);
  return {
    keys,
    append: (content: Content, author: EntrySigner | string = operator) =>
      log.append([log.draft(content, author)]),
    /** What anyone would find wrong with it. */
    async problems(): Promise<readonly string[]> {
      await log.publish();
      const audit = await auditLog(missionSource(disk), {
        policy: await readPolicy(disk),
        verifier: nodeVerifier(),
      });
      return audit.problems.map(({ message }) => message);
    },
  };
}
