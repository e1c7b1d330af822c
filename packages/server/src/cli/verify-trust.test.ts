import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { formatPolicy, formatVkey } from '@armistice/core/record';
import { TestLog } from '@armistice/core/record-testing';
import { describe, expect, onTestFinished, test } from 'vitest';
import { temporaryFolder } from '../witness/testing.ts';
import { desk, finish, publicLog, publish, verifyRecord, writeLog } from './testing-logs.ts';

describe('trust', () => {
  test('without a policy the log is believed once, plainly said, and then kept to', async () => {
    const log = publicLog(20);
    const its = await desk(publish(log), log, onTestFinished);
    const state = ['--state', join(its.folder, 'state')];
    const first = await finish(verifyRecord, [its.log, ...state]);
    expect([first.exit, first.out]).toEqual([0, expect.stringContaining('note: trust on first use')]);
    const stranger = new TestLog({ witnesses: ['east'] });
    await writeFile(join(its.log, 'policy'), formatPolicy({ ...stranger.policy, logs: log.policy.logs }));
    const second = await finish(verifyRecord, [its.log, ...state]);
    expect(second.out).toContain('the log now serves another policy than at the first look');
    expect(second.out).toContain('never co-signed by north');
  });

  test("with the log's key alone no co-signature is told", async () => {
    const log = publicLog(20);
    const its = await desk(publish(log), log, onTestFinished);
    const { exit, out } = await finish(verifyRecord, [
      its.log,
      '--log',
      formatVkey(log.signer.key),
      '--state',
      join(its.folder, 'state'),
    ]);
    expect([exit, out]).toEqual([0, expect.stringContaining('with the key of the log alone')]);
  });

  test('a log that the policy does not name is refused, with both names', async () => {
    const log = publicLog(20);
    const its = await desk(publish(log), log, onTestFinished);
    const other = new TestLog({ origin: 'other.example/log' });
    await writeFile(its.policy, formatPolicy(other.policy));
    const { exit, out } = await its.verify();
    expect(exit).toBe(1);
    expect(out).toContain('expected: other.example/log\n    found: log.example/training');
  });

  test("a witness on the mission's own machine shows as NOT INDEPENDENT", async () => {
    const log = publicLog(20);
    const files = publish(log, { north: 20, south: 20 });
    files.set('witnesses.json', new TextEncoder().encode('[{"name":"south","independent":false}]'));
    const its = await desk(files, log, onTestFinished);
    const { out } = await its.verify();
    expect(out).toMatch(
      /co-signed by south up to entry 19.* — NOT INDEPENDENT: its key lives on the mission's own machine/,
    );
    expect(out).toMatch(/co-signed by north up to entry 19, \d+ minutes ago\n/);
  });

  test.each([
    ['neither a log nor a file', []],
    ['two logs', ['a', 'b']],
    ['an option that does not exist', ['a', '--nonsense']],
    ['a policy and a key', ['.', '--policy', 'x', '--log', 'y']],
  ])('%s is wrong usage', async (_, args) => {
    const folder = await temporaryFolder(onTestFinished);
    const log = publicLog(2);
    await writeLog(folder, publish(log));
    const given = args.map((one) => (one === '.' ? folder : one));
    expect((await finish(verifyRecord, [...given, '--state', join(folder, 'state')])).exit).toBe(2);
  });
});
