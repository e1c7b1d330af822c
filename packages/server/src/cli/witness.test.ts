import { readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import {
  checkSignature,
  expectAccepted,
  formatTilePath,
  formatVkey,
  judgeEvidence,
  parseEvidence,
  parseSignedCheckpoint,
  parseVkey,
  type VerifierKey,
} from '@armistice/core/record';
import type { TestLog } from '@armistice/core/record-testing';
import { describe, expect, onTestFinished, test } from 'vitest';
import { nodeVerifier } from '../record/keys.ts';
import { lastSeen } from '../witness/client.ts';
import { temporaryFolder } from '../witness/testing.ts';
import { startCommand } from '../witness/testing-programs.ts';
import {
  finish,
  LATER,
  publicLog,
  publish,
  replaceLog,
  serveFolder,
  summaryOf,
  writeLog,
} from './testing-logs.ts';
import { witnessCommand } from './witness.ts';

interface Party {
  readonly data: string;
  readonly key: VerifierKey;
  readonly stick: string;
  /** Co-signs what is on the stick. */
  once(...more: string[]): ReturnType<typeof finish>;
  run(...args: string[]): ReturnType<typeof finish>;
}

/** A party with a witness key, and a stick that carries a log. */
async function party(log: TestLog): Promise<Party> {
  const folder = await temporaryFolder(onTestFinished);
  const [data, stick] = [join(folder, 'witness'), join(folder, 'stick')];
  const run = (...args: string[]) => finish(witnessCommand, ['--data', data, ...args]);
  const made = await run('--new-key', 'south.example/witness');
  expect(made.out).toMatch(/^witness south south\.example\/witness\+[0-9a-f]{8}\+\S+\n$/);
  const key = expectAccepted(parseVkey(made.out.trim().split(' ')[2] ?? ''));
  await writeLog(stick, publish(log));
  const vkey = formatVkey(log.signer.key);
  return { data, key, stick, run, once: (...more) => run('--log', vkey, '--once', stick, ...more) };
}

async function evidenceOf(data: string, log: TestLog) {
  const names = await readdir(join(data, 'evidence'));
  expect(names).toHaveLength(1);
  const text = await readFile(join(data, 'evidence', names[0] ?? ''), 'utf8');
  const evidence = expectAccepted(parseEvidence(text));
  return { evidence, ...(await judgeEvidence(evidence, log.signer.key, nodeVerifier())) };
}

describe('a co-signature by stick', () => {
  test('is written beside the log, verifies, and follows the log as it grows', async () => {
    const its = await party(publicLog(300));
    for (const size of [300, 300, 700]) {
      const log = publicLog(size);
      await writeLog(its.stick, publish(log));
      const { exit, out } = await its.once();
      const file = join(its.stick, 'cosignature-south.example-witness.txt');
      expect([exit, out]).toEqual([0, `co-signed log.example/training up to its ${size} entries: ${file}\n`]);
      const { note } = expectAccepted(parseSignedCheckpoint(await readFile(file, 'utf8')));
      expect(note.text).toBe(log.checkpoint().note.text);
      expect(await checkSignature(note, its.key, nodeVerifier())).toEqual({
        state: 'valid',
        unixSeconds: LATER / 1000,
      });
    }
    expect((await its.run('--show')).out).toBe('log.example/training: 700 entries co-signed\n');
  });

  test('is not given to a log that lost its last entry: the entry is named, the evidence kept', async () => {
    const log = publicLog(300);
    const its = await party(log);
    await its.once();
    await replaceLog(its.stick, publish(publicLog(299)));
    const { exit, out } = await its.once();
    expect([exit, out]).toEqual([1, expect.stringContaining('NOT co-signed: entry 299 is gone')]);
    const { evidence, verdict } = await evidenceOf(its.data, log);
    expect([evidence.index, evidence.before.size, evidence.after.size, verdict]).toEqual([
      299,
      300,
      299,
      'shown',
    ]);
    expect((await its.run('--show')).out).toContain('evidence against it: ');
  });

  test.each([200, 300, 400])(
    'is not given to a rewritten log of %i entries, and the deed is proved',
    async (size) => {
      const log = publicLog(300);
      const its = await party(log);
      await its.once();
      await replaceLog(
        its.stick,
        publish(publicLog(size, { text: (i) => (i === 123 ? 'rewritten' : `report ${i}`) })),
      );
      const done = await its.once('--json');
      expect([done.exit, summaryOf(done)]).toMatchObject([1, { deed: 'fork', entry: 123 }]);
      const { evidence, verdict } = await evidenceOf(its.data, log);
      expect([evidence.index, verdict]).toEqual([123, 'proved']);
    },
  );

  test('is given where a tile is damaged, but says that a later change could not be named', async () => {
    const its = await party(publicLog(300));
    const tile = join(its.stick, formatTilePath({ level: 0, place: 0, width: 256 }));
    const bytes = await readFile(tile);
    bytes[7] = (bytes[7] ?? 0) ^ 1;
    await writeFile(tile, bytes);
    const { exit, err } = await its.once();
    expect([exit, err]).toEqual([3, expect.stringContaining('could not all be kept')]);
  });

  test('goes where --out says', async () => {
    const its = await party(publicLog(10));
    const file = join(its.data, 'for-the-mission.txt');
    expect((await its.once('--out', file)).exit).toBe(0);
    expect(await readFile(file, 'utf8')).toMatch(
      /\n\n— log\.example\/training \S+\n— south\.example\/witness \S+\n$/,
    );
  });

  test('is not given to a log that the witness does not watch', async () => {
    const its = await party(publicLog(10));
    const other = publicLog(10);
    const key = formatVkey(other.signer.key).replace('log.example', 'other.example');
    expect((await its.run('--log', key, '--once', its.stick)).exit).toBe(2);
  });
});

describe('a witness that watches', () => {
  test('co-signs what continues, and names what is taken back, without being asked', async () => {
    const log = publicLog(300);
    const its = await party(log);
    const web = await serveFolder(its.stick);
    onTestFinished(web.close);
    const running = startCommand(witnessCommand, [
      ...['--data', its.data, '--log', formatVkey(log.signer.key), '--log-url', web.url, '--watch', '1'],
    ]);
    const [, url = ''] = await running.seen(/listening on (\S+)/);
    await running.seen(/cosigned log\.example\/training: 300 entries \(0 before\)\n/);
    await writeLog(its.stick, publish(publicLog(320)));
    await running.seen(/cosigned log\.example\/training: 320 entries \(300 before\)\n/);
    expect(await lastSeen(url, log.origin, its.key, 5_000)).toMatchObject({
      answer: 'seen',
      checkpoint: { size: 320 },
    });
    await replaceLog(its.stick, publish(publicLog(319)));
    await running.seen(
      /ALARM log\.example\/training: entry 319 is gone: the log was rolled back \(320 entries before, 319 now\)/,
    );
    expect(await running.stop()).toBe(0);
    expect((await evidenceOf(its.data, log)).evidence.index).toBe(319);
  });
});

describe('a witness refuses to start', () => {
  test('beside another one over the same folder', async () => {
    const log = publicLog(3);
    const its = await party(log);
    const args = ['--data', its.data, '--log', formatVkey(log.signer.key)];
    const first = startCommand(witnessCommand, args);
    await first.seen(/listening on/);
    const { exit, err } = await finish(witnessCommand, args);
    expect([exit, err]).toEqual([1, expect.stringContaining('another witness uses')]);
    expect(await first.stop()).toBe(0);
  });

  test('over a key that would be overwritten', async () => {
    const its = await party(publicLog(3));
    expect((await its.run('--new-key', 'south.example/witness')).exit).toBe(1);
  });

  test.each([
    ['without a folder', []],
    ['without a log', ['--data', 'DATA']],
    ['with a policy and a log', ['--data', 'DATA', '--policy', 'x', '--log', 'y']],
    ['with a damaged key of the log', ['--data', 'DATA', '--log', 'log.example+00000000+AAAA']],
    ['with an address that is none', ['--data', 'DATA', '--log', 'LOG', '--listen', 'here']],
    ['without its own key', ['--data', 'DATA', '--log', 'LOG', '--key', 'nowhere.json']],
    ['with a pace of no seconds', ['--data', 'DATA', '--log', 'LOG', '--watch', '0']],
  ])('%s, as wrong usage', async (_, args) => {
    const log = publicLog(3);
    const its = await party(log);
    const given = args.map((one) => one.replace('DATA', its.data).replace('LOG', formatVkey(log.signer.key)));
    expect((await finish(witnessCommand, given)).exit).toBe(2);
  });
});
