import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Io } from './command.ts';
import { runCommand } from './run.ts';

// Six posts saw the same forty things in twenty days; the clock of the first is eight minutes ahead. They are filed, the
// mission is asked what they teach, a person enters it, and whoever verifies the record comes to the same.

let home = '';
const at = (name: string) => join(home, name);
beforeAll(() => {
  home = mkdtempSync(join(tmpdir(), 'learns-'));
});
afterAll(() => rmSync(home, { recursive: true }));

async function run(...line: readonly string[]) {
  const told = { out: '', err: '' };
  const io: Io = {
    stdin: (async function* () {})(),
    out: (text) => {
      told.out += text;
    },
    err: (text) => {
      told.err += text;
    },
    interactive: false,
    env: { ARMISTICE_STATE: at('state') },
    now: Date.now,
    signal: new AbortController().signal,
  };
  const exit = await runCommand(line, io);
  const last = told.out.trimEnd().split('\n').at(-1) ?? '';
  return { exit, ...told, last: last.startsWith('{') ? JSON.parse(last) : undefined };
}

function sighting(post: number, thing: number): object {
  const number = thing * 6 + post;
  const seconds = thing * 43_200 + (post === 1 ? 480 : 0) + ((number * 7) % 5);
  const moment = new Date(Date.UTC(2026, 10, 1) + seconds * 1000).toISOString();
  return {
    id: `0198c9b2-7a10-4c7e-9d54-${number.toString(16).padStart(12, '0')}`,
    source: `post-${post}`,
    kind: 'explosion',
    occurred: { from: moment, to: moment },
    place: { type: 'point', at: [-28 + ((number * 3) % 4) * 0.0004, 42], radius: 300 },
    means: 'seen',
  };
}

test('a person sees what a mission would learn, enters it, and every reader groups by it', async () => {
  const folder = at('mission');
  const things = Array.from({ length: 40 }, (_, thing) => thing);
  const reports = things.flatMap((thing) => [1, 2, 3, 4, 5, 6].map((post) => sighting(post, thing)));
  writeFileSync(at('reports.ndjson'), reports.map((one) => `${JSON.stringify(one)}\n`).join(''));
  const into = ['--data', folder, '--agreement', 'minsk-package-2015'];
  const filed = await run('import', 'ndjson', at('reports.ndjson'), ...into, '--json');
  // A mission's own reports change no models by coming in.
  expect(filed.last).toMatchObject({
    ok: true,
    filed: { fresh: 240, learnt: 1, outcome: { incidents: 80 } },
  });

  const asked = await run('mission', 'learn', folder, '--json');
  expect(asked.last).toMatchObject({ written: 0, changes: { before: 80, after: 40, parted: [] } });
  expect(asked.err).toMatch(/post-1 4[78]\d\.\d s ahead/);
  expect(asked.err).toMatch(/nothing was written; to put it on record, repeat with --adopt/);

  const entered = await run('mission', 'learn', folder, '--adopt', '--json');
  const { clocks, parameters } = asked.last;
  expect(entered.last).toMatchObject({ clocks, parameters, written: clocks.length + 1 });

  const again = await run('mission', 'learn', folder, '--json');
  expect(again.last).toMatchObject({
    clocks: [],
    changes: { before: 40, after: 40, joined: [], parted: [] },
  });
  const verified = await run('verify', folder, '--json');
  expect([verified.exit, verified.err]).toEqual([0, expect.anything()]);
});

test('an address is read and never written', async () => {
  const answer = await run('mission', 'learn', 'http://127.0.0.1:9/', '--adopt');
  expect(answer.exit).not.toBe(0);
  expect((await run('mission', 'learn')).err).toMatch(/mission learn <data folder>/);
});
