import { createHash } from 'node:crypto';
import { appendFile, mkdir, readdir, readFile, stat, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import {
  expectAccepted,
  formatPackPath,
  formatTilePath,
  judgeEvidence,
  parseEvidence,
} from '@armistice/core/record';
import type { TestLog } from '@armistice/core/record-testing';
import { describe, expect, onTestFinished, test } from 'vitest';
import { nodeVerifier } from '../record/keys.ts';
import { mirrorCommand } from './mirror.ts';
import {
  type Desk,
  desk,
  finish,
  publicLog,
  publish,
  replaceLog,
  serveFolder,
  summaryOf,
  verifyRecord,
  writeLog,
} from './testing-logs.ts';

interface Scene extends Desk {
  readonly mirror: string;
  /** Mirrors the log of the desk, or another place. */
  mirrorIt(...more: string[]): ReturnType<typeof finish>;
}

async function scene(log: TestLog, cosigned: { readonly [witness: string]: number } = {}): Promise<Scene> {
  const its = await desk(publish(log, cosigned), log, onTestFinished);
  const mirror = join(its.folder, 'mirror');
  return {
    ...its,
    mirror,
    mirrorIt: (...more) => finish(mirrorCommand, [its.log, mirror, '--policy', its.policy, ...more]),
  };
}

async function verifyMirror({ mirror, policy, folder }: Scene, ...more: string[]) {
  return finish(verifyRecord, [
    mirror,
    '--policy',
    policy,
    '--state',
    join(folder, 'state-of-mirror'),
    '--json',
    ...more,
  ]);
}

/** Every file below a folder, as text in which any byte can be looked for. */
async function allBytes(folder: string): Promise<string> {
  const names = await readdir(folder, { recursive: true, withFileTypes: true });
  const files = names.filter((name) => name.isFile()).map((name) => join(name.parentPath, name.name));
  return (await Promise.all(files.map((file) => readFile(file, 'latin1')))).join('\n');
}

describe('a mirror', () => {
  test('holds a whole log that verifies, and then only what is new', async () => {
    const log = publicLog(600);
    const its = await scene(log, { north: 600, south: 600 });
    const first = await its.mirrorIt('--json');
    expect([first.exit, summaryOf(first)]).toEqual([
      0,
      { ok: true, origin: log.origin, size: 600, added: 600, missing: [] },
    ]);
    expect(summaryOf(await verifyMirror(its))).toMatchObject({
      ok: true,
      size: 600,
      witnesses: [{ name: 'north', state: 'current' }, {}],
    });
    while (log.size < 700) {
      log.append({ fields: [{ name: 'text', value: `later ${log.size}` }] });
      log.vouch();
    }
    await writeLog(its.log, publish(log, { north: 700 }));
    expect(summaryOf(await its.mirrorIt('--json'))).toMatchObject({ size: 700, added: 100 });
    expect(summaryOf(await verifyMirror(its))).toMatchObject({ ok: true, size: 700, since: 'grown' });
    expect(summaryOf(await its.mirrorIt('--json'))).toMatchObject({ size: 700, added: 0 });
  });

  test('goes on where it was interrupted, and fetches no tile twice', async () => {
    const log = publicLog(600);
    const its = await scene(log);
    const web = await serveFolder(its.log);
    onTestFinished(web.close);
    const run = () => finish(mirrorCommand, [web.url, its.mirror, '--policy', its.policy]);
    web.breakAfter = 12;
    expect((await run()).exit).toBe(1);
    await expect(stat(join(its.mirror, 'checkpoint'))).rejects.toThrow('ENOENT');
    web.breakAfter = Number.POSITIVE_INFINITY;
    expect((await run()).exit).toBe(0);
    const tiles = web.asked.slice(0, 12).filter((path) => path.startsWith('tile/'));
    const again = web.asked.slice(web.asked.indexOf('checkpoint', 12)).filter((path) => tiles.includes(path));
    expect(tiles.length).toBeGreaterThan(3);
    expect(again).toEqual([]);
    expect(summaryOf(await verifyMirror(its))).toMatchObject({ ok: true, size: 600 });
  });

  test('refuses a log that was rolled back, names the entry, keeps the evidence, and stays as it was', async () => {
    const its = await scene(publicLog(300));
    await its.mirrorIt();
    const before = await readFile(join(its.mirror, 'checkpoint'), 'utf8');
    await replaceLog(its.log, publish(publicLog(299)));
    const { exit, err } = await its.mirrorIt();
    expect([exit, err]).toEqual([1, expect.stringContaining('entry 299 is gone')]);
    expect(await readFile(join(its.mirror, 'checkpoint'), 'utf8')).toBe(before);
    expect(summaryOf(await verifyMirror(its))).toMatchObject({ ok: true, size: 300 });
  });

  test.each([250, 300, 600])(
    'refuses a rewritten log of %i entries and proves the first that differs',
    async (size) => {
      const log = publicLog(300);
      const its = await scene(log);
      await its.mirrorIt();
      await replaceLog(
        its.log,
        publish(publicLog(size, { text: (i) => `report ${i}${i < 123 ? '' : ' as rewritten'}` })),
      );
      const { exit, err } = await its.mirrorIt();
      expect([exit, err]).toEqual([1, expect.stringContaining('entry 123 differs')]);
      const [name = ''] = await readdir(join(its.mirror, 'evidence'));
      const evidence = expectAccepted(
        parseEvidence(await readFile(join(its.mirror, 'evidence', name), 'utf8')),
      );
      expect((await judgeEvidence(evidence, log.signer.key, nodeVerifier())).verdict).toBe('proved');
      expect(summaryOf(await verifyMirror(its))).toMatchObject({ ok: true, size: 300 });
    },
  );

  test.each([
    ['a new bundle', formatTilePath({ level: 'entries', place: 1, width: 144 })],
    ['a new hash tile', formatTilePath({ level: 0, place: 1, width: 144 })],
    ['a new tile above', formatTilePath({ level: 1, place: 0, width: 1 })],
    ['a new pack', formatPackPath('public', 1)],
  ])(
    'takes nothing of a log with a flipped byte in %s, and everything once it is mended',
    async (_, path) => {
      const log = publicLog(200);
      const its = await scene(log);
      await its.mirrorIt();
      const grown = publicLog(400);
      await writeLog(its.log, publish(grown));
      const whole = await readFile(join(its.log, path));
      const flipped = Buffer.from(whole);
      flipped[flipped.length - 20] = (flipped[flipped.length - 20] ?? 0) ^ 1;
      await writeFile(join(its.log, path), flipped);
      expect((await its.mirrorIt()).exit).toBe(1);
      expect(summaryOf(await verifyMirror(its))).toMatchObject({ ok: true, size: 200 });
      await writeFile(join(its.log, path), whole);
      expect((await its.mirrorIt()).exit).toBe(0);
      expect(summaryOf(await verifyMirror(its))).toMatchObject({ ok: true, size: 400 });
    },
  );

  test('loses no body to a log that empties its packs without an erasure', async () => {
    const log = publicLog(100);
    const its = await scene(log);
    await its.mirrorIt();
    const grown = publicLog(120);
    const files = publish(grown);
    files.set(formatPackPath('public', 0), new Uint8Array());
    await writeLog(its.log, files);
    expect((await its.mirrorIt()).exit).toBe(1);
    expect(await allBytes(its.mirror)).toContain('report 50');
    expect(summaryOf(await verifyMirror(its))).toMatchObject({ ok: true, size: 100 });
  });

  test('without a policy it believes the log once, and keeps to that', async () => {
    const log = publicLog(20);
    const its = await scene(log);
    const run = () => finish(mirrorCommand, [its.log, its.mirror]);
    const first = await run();
    expect([first.exit, first.err]).toEqual([0, expect.stringContaining('trust on first use')]);
    await writeFile(join(its.log, 'policy'), 'quorum none\n');
    const second = await run();
    expect([second.exit, second.err]).toEqual([0, '']);
    expect(await readFile(join(its.mirror, 'policy'), 'utf8')).toContain('witness south');
  });

  test('is kept by one process at a time', async () => {
    const its = await scene(publicLog(20));
    const runs = await Promise.all([its.mirrorIt(), its.mirrorIt()]);
    expect(runs.map(({ exit }) => exit).sort()).toEqual([0, 1]);
    expect(runs.map(({ err }) => err).join('')).toContain('is being mirrored by another process');
  });
});

describe('a mirror of what an audience may read', () => {
  function withSecret(): { log: TestLog; secret: number } {
    const log = publicLog(20);
    const secret = log.append({
      audience: 'mission',
      fields: [{ name: 'text', value: 'name of a source', part: 'detail' }],
    });
    log.vouch();
    return { log, secret };
  }

  test('holds no restricted file without --as, and opens with it', async () => {
    const { log } = withSecret();
    const its = await scene(log);
    expect((await its.mirrorIt()).exit).toBe(0);
    expect(await readdir(join(its.mirror, 'bodies'))).toEqual(['public']);
    await expect(readdir(join(its.mirror, 'keys'))).rejects.toThrow('ENOENT');
    const { exit, err } = await its.mirrorIt('--as', 'mission');
    expect([exit, err]).toEqual([0, expect.stringContaining('never serve it')]);
    expect((await stat(join(its.mirror, 'keys', 'mission', '000'))).mode & 0o777).toBe(0o600);
    expect(summaryOf(await verifyMirror(its, '--as', 'mission'))).toMatchObject({
      entries: { sealed: 1, opened: 1 },
    });
  });

  test('forgets the keys that an erasure destroyed', async () => {
    const { log, secret } = withSecret();
    const its = await scene(log);
    await its.mirrorIt('--as', 'mission');
    const keys = join(its.mirror, 'keys', 'mission', '000');
    const before = await readFile(keys);
    log.erase(secret, 'detail');
    await writeLog(its.log, publish(log));
    expect((await its.mirrorIt('--as', 'mission')).exit).toBe(0);
    expect((await readFile(keys)).length).toBeLessThan(before.length);
    expect(summaryOf(await verifyMirror(its, '--as', 'mission'))).toMatchObject({
      ok: true,
      entries: { erased: 1 },
    });
  });

  test.each(['public', 'Mission', '../x'])('"%s" is no audience to ask for', async (audience) => {
    const its = await scene(publicLog(3));
    expect((await its.mirrorIt('--as', audience)).exit).toBe(2);
  });
});

describe('attachments', () => {
  const photo = Buffer.alloc(5_000_000, 'photograph');
  const sha256 = createHash('sha256').update(photo).digest('hex');
  const path = `attachments/${sha256.slice(0, 2)}/${sha256}`;

  async function withPhoto(bytes: Buffer): Promise<Scene> {
    const its = await scene(publicLog(20));
    await mkdir(dirname(join(its.log, path)), { recursive: true });
    await writeFile(join(its.log, path), bytes);
    await writeFile(join(its.log, 'attachments', 'index'), `${sha256} ${photo.length}\n`);
    return its;
  }

  test('are copied by their hash, from a folder and from an address', async () => {
    const its = await withPhoto(photo);
    expect((await its.mirrorIt()).exit).toBe(0);
    expect(await readFile(join(its.mirror, path))).toEqual(photo);
    const web = await serveFolder(its.log);
    onTestFinished(web.close);
    const other = join(its.folder, 'other');
    expect((await finish(mirrorCommand, [web.url, other, '--policy', its.policy])).exit).toBe(0);
    expect(await readFile(join(other, path))).toEqual(photo);
  });

  test('that were copied in part are finished, not begun again', async () => {
    const its = await withPhoto(photo);
    await mkdir(dirname(join(its.mirror, path)), { recursive: true });
    await appendFile(join(its.mirror, `${path}.part`), photo.subarray(0, 3_000_001));
    expect((await its.mirrorIt()).exit).toBe(0);
    expect(await readFile(join(its.mirror, path))).toEqual(photo);
  });

  test.each([
    ['altered', Buffer.from(photo).fill(0, 77, 78)],
    ['cut short', photo.subarray(0, 1000)],
    ['too long', Buffer.concat([photo, Buffer.from('!')])],
  ])('that are %s are told as missing, and the log is mirrored all the same', async (_, bytes) => {
    const its = await withPhoto(bytes);
    const { exit, err } = await its.mirrorIt();
    expect([exit, err]).toEqual([3, expect.stringContaining(`missing: attachment ${sha256}`)]);
    await expect(stat(join(its.mirror, path))).rejects.toThrow('ENOENT');
    await writeFile(join(its.log, path), photo);
    expect((await its.mirrorIt()).exit).toBe(0);
  });
});
