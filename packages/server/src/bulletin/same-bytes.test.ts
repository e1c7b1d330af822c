import { execFile } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { expect, test } from 'vitest';
import { post, reported, testCase } from '../desk/testing-case.ts';

const MS = 240_000;
const MAIN = fileURLToPath(new URL('../cli/main.ts', import.meta.url));
const run = promisify(execFile);

/** Makes a bulletin again in a process of its own, somewhere else in the world. */
async function madeIn(folder: string, env: { readonly TZ: string; readonly LANG: string }, cwd: string) {
  const args = ['--conditions=@armistice/source', MAIN, 'bulletin', folder, '--number', '14/2026', '--json'];
  const { stdout } = await run(process.execPath, args, { cwd, env: { ...process.env, ...env } });
  return JSON.parse(stdout.trim().split('\n').at(-1) ?? '') as {
    readonly ok: boolean;
    readonly files: readonly { readonly file: string; readonly is: string; readonly hash: string }[];
  };
}

async function told(
  words: readonly string[],
  env: { readonly [name: string]: string } = {},
): Promise<string> {
  const args = ['--conditions=@armistice/source', MAIN, ...words];
  return (await run(process.execPath, args, { env: { ...process.env, ...env } })).stdout;
}

/** What a command prints that does not end well. */
async function refused(words: readonly string[], env: { readonly [name: string]: string }) {
  return told(words, env).then(
    (stdout) => ({ code: 0, stdout }),
    ({ code, stdout }: { readonly code: number; readonly stdout: string }) => ({ code, stdout }),
  );
}

test(
  'made again in another time zone, language and folder, every file has the bytes that were published',
  async () => {
    const its = await testCase();
    const away = await mkdtemp(join(tmpdir(), 'armistice-bulletin-'));
    try {
      await reported(its, 20);
      const asked = {
        ...{ number: '14/2026', type: 'daily', rule: { rule: 'each-explosion' } },
        ...{ from: '2026-11-20T00:00:00Z', to: '2026-11-21T00:00:00Z' },
      };
      const { body } = (await post(its, '/api/bulletins/draft', 'duty-1', asked)).json();
      const { proposal } = (await post(its, '/api/entries', 'duty-1', { kind: 'bulletin', body })).json();
      await post(its, `/api/proposals/${proposal}/agree`, 'head-1', {});
      await reported(its, 21);
      await its.here.mission.settled();
      const here = await madeIn(its.here.folder, { TZ: 'Pacific/Chatham', LANG: 'ar_EG.UTF-8' }, away);
      const there = await madeIn(its.here.folder, { TZ: 'America/St_Johns', LANG: 'C' }, '/');
      expect(here).toEqual(there);
      expect([here.ok, here.files.length]).toEqual([true, 20]);
      for (const { file, hash } of here.files) expect(hash, file).toBe(body.files[file]);
      const all = await told(['bulletin', its.here.folder, '--check-all', '--json']);
      expect(JSON.parse(all)).toMatchObject({
        ok: true,
        left: 0,
        bulletins: [{ number: '14/2026', is: 'same' }],
      });
      // A machine that sets no PDF compares all the rest, and says what it left out.
      const without = { ARMISTICE_WITHOUT_PDF: '1' };
      const partly = await refused(['bulletin', its.here.folder, '--number', '14/2026', '--json'], without);
      const { ok, files } = JSON.parse(partly.stdout.trim().split('\n').at(-1) ?? '') as Awaited<
        ReturnType<typeof madeIn>
      >;
      const pdf = files.filter(({ file }) => file.endsWith('.pdf')).map(({ is }) => is);
      const rest = files.filter(({ file }) => !file.endsWith('.pdf')).map(({ is }) => is);
      expect([partly.code, ok]).toEqual([3, false]);
      expect([pdf, rest]).toEqual([Array(5).fill('not-made'), Array(15).fill('same')]);
      const each = await refused(['bulletin', its.here.folder, '--check-all', '--json'], without);
      expect(each.code).toBe(3);
      expect(JSON.parse(each.stdout)).toMatchObject({ ok: true, bulletins: [{ is: 'not-made' }] });
      // It drafts all the rest too, and two people publish it.
      const file = join(away, 'draft.json');
      await writeFile(file, JSON.stringify({ ...asked, number: '15/2026' }));
      const bare = JSON.parse(
        await told(['bulletin', 'draft', its.here.folder, '--draft', file], { ARMISTICE_WITHOUT_PDF: '1' }),
      );
      expect(Object.keys(bare.files)).toHaveLength(15);
      expect(Object.keys(bare.files).some((name) => name.endsWith('.pdf'))).toBe(false);
      const sent = (await post(its, '/api/entries', 'duty-1', { kind: 'bulletin', body: bare })).json();
      const done = await post(its, `/api/proposals/${sent.proposal}/agree`, 'head-1', {});
      expect(done.json()).toMatchObject({ state: 'done' });
    } finally {
      await rm(away, { recursive: true });
      await its.end();
    }
  },
  MS,
);
