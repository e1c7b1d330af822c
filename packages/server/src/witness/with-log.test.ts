import { cp, rm } from 'node:fs/promises';
import type { AddressInfo } from 'node:net';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { expectAccepted, formatVkey, parseVkey } from '@armistice/core/record';
import { expect, onTestFinished, test } from 'vitest';
import { finish, summaryOf, verifyRecord } from '../cli/testing-logs.ts';
import { witnessCommand } from '../cli/witness.ts';
import { type OpenLog, openLog } from '../record/folder.ts';
import { initLog } from '../record/founding.ts';
import { TailLost } from '../record/opening.ts';
import { openReport, policyWith } from '../record/testing-life.ts';
import { temporaryFolder } from './testing.ts';
import { startCommand } from './testing-programs.ts';

const ORIGIN = 'example.org/online';

/** A port that is free now: the policy names the witness's address before the witness runs. */
async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return port;
}

/** Appends reports, publishes, and waits until the witness has cosigned them all. */
async function grow({ log, operator }: OpenLog, texts: readonly string[]): Promise<number> {
  const cosigned = new Promise<void>((resolve) => {
    const stop = log.onChange((change) => {
      if (change.type !== 'cosigned' || change.size < log.size()) return;
      stop();
      resolve();
    });
  });
  await log.append(texts.map((text) => log.draft(openReport(text), operator)));
  await log.publish();
  await cosigned;
  return log.size();
}

test('a log online is cosigned as it grows, and a restored backup may not sign below what its witness has seen', async () => {
  const root = await temporaryFolder(onTestFinished);
  const [data, folder, state, backup] = ['south', 'log', 'state', 'backup'].map((name) =>
    join(root, name),
  ) as [string, string, string, string];
  const port = await freePort();
  const made = await finish(witnessCommand, ['--data', data, '--new-key', 'south.example/witness']);
  const key = expectAccepted(parseVkey(made.out.trim().split(' ')[2] ?? ''));
  let log = '';
  await initLog({
    ...{ folder, state, origin: ORIGIN, mission: 'online' },
    policy: (logKey) => {
      log = formatVkey(logKey);
      return {
        ...policyWith([{ name: 'south', key, url: `http://127.0.0.1:${port}` }])(logKey),
        quorum: 'south',
      };
    },
  });
  const running = startCommand(witnessCommand, [
    '--data',
    data,
    '--log',
    log,
    '--listen',
    `127.0.0.1:${port}`,
  ]);
  onTestFinished(async () => void (await running.stop()));
  await running.seen(/listening on/);
  const first = await openLog({ folder, state });
  const before = await grow(first, ['one', 'two', 'three']);
  await cp(folder, backup, { recursive: true });
  const after = await grow(first, ['four']);
  await first.log.close();
  const verified = await finish(verifyRecord, [folder, '--state', join(root, 'reader'), '--json'], {
    now: Date.now,
  });
  expect(summaryOf(verified)).toMatchObject({
    ok: true,
    size: after,
    quorumSize: after,
    witnesses: [{ name: 'south', state: 'current' }],
  });

  // The machine is gone with all that it remembered; only the backup and the other side's witness are left.
  await rm(folder, { recursive: true });
  await rm(state, { recursive: true });
  await cp(backup, folder, { recursive: true });
  expect(before).toBe(after - 1);
  await expect(openLog({ folder, state })).rejects.toThrow(TailLost);
  await expect(openLog({ folder, state })).rejects.toThrow(/south/);
});
