import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PUBLIC } from '@armistice/core/record';
import { afterAll, expect, test } from 'vitest';
import type { Io } from './command.ts';
import { folded } from './folded.ts';
import { openPlace } from './place.ts';
import { runCommand } from './run.ts';

const root = mkdtempSync(join(tmpdir(), 'armistice-new-'));
afterAll(() => rmSync(root, { recursive: true, force: true }));

async function run(args: readonly string[], typed = '') {
  const said = { out: '', err: '' };
  const io: Io = {
    stdin: (async function* () {
      yield Buffer.from(typed);
    })(),
    out: (text) => {
      said.out += text;
    },
    err: (text) => {
      said.err += text;
    },
    interactive: false,
    env: { ARMISTICE_STATE: join(root, 'state') },
    now: () => Date.now(),
    signal: new AbortController().signal,
  };
  return { code: await runCommand(args, io), ...said };
}

const ANSWERS =
  'east-west\nCeasefire between East and West\nexample.org/east-west\nEurope/Kyiv\nwest=West, east=East\n';

test('mission new asks, writes a folder whose agreement is sound, and puts no party first by its answer', async () => {
  const folder = join(root, 'asked');
  const made = await run(['mission', 'new', folder], ANSWERS);
  expect([made.code, made.out]).toEqual([0, `${folder}\n`]);
  for (const file of ['mission.yaml', 'sources.csv', 'README.md', 'agreement/lines'])
    expect(existsSync(join(folder, file))).toBe(true);
  const agreement = readFileSync(join(folder, 'agreement', 'agreement.yaml'), 'utf8');
  expect(agreement.indexOf('east: {')).toBeLessThan(agreement.indexOf('west: {'));
  const checked = await run(['agreement', 'check', join(folder, 'agreement', 'agreement.yaml')]);
  expect([checked.code, checked.err + checked.out]).toEqual([0, expect.stringContaining('5 clauses read')]);
});

test('it asks again where an answer does not fit, and takes options in place of answers', async () => {
  const typed = `EAST\n${ANSWERS}`;
  expect((await run(['mission', 'new', join(root, 'again')], typed)).err).toContain(
    'that is not small letters',
  );
  const options = [
    '--id',
    'b',
    '--title',
    'B',
    '--origin',
    'example.org/b',
    '--clock',
    'UTC',
    '--party',
    'a=A',
    '--party',
    'b=B',
  ];
  expect((await run(['mission', 'new', join(root, 'options'), ...options])).code).toBe(0);
});

test.each([
  [
    'what is there already is never written over',
    ['mission', 'new', 'asked'],
    ANSWERS,
    1,
    /is there already/,
  ],
  [
    'one party alone makes no agreement',
    ['mission', 'new', 'alone', '--party', 'a=A'],
    ANSWERS,
    2,
    /two or more/,
  ],
  ['answers that end early', ['mission', 'new', 'early'], 'a\n', 2, /no answer came/],
  [
    'a folder that is no mission',
    ['start', '--mission', 'nowhere', '--data', 'd', '--no-page'],
    '',
    1,
    /mission new/,
  ],
  ['a status of nothing', ['status', 'nowhere'], '', 1, /there is no log/],
])('%s', async (_, args, typed, code, words) => {
  const placed = args.map((word) =>
    ['asked', 'alone', 'early', 'nowhere', 'd'].includes(word) ? join(root, word) : word,
  );
  const told = await run(placed, typed);
  expect([told.code, told.err]).toEqual([code, expect.stringMatching(words)]);
});

test('mission begin puts the listed sources on record, and says where the list is wrong', async () => {
  const folder = join(root, 'listed');
  expect((await run(['mission', 'new', folder], ANSWERS)).code).toBe(0);
  const list = (rows: string) =>
    writeFileSync(join(folder, 'sources.csv'), `source,of,party,area,means,notes\n${rows}`);
  const begin = [
    'mission',
    'begin',
    folder,
    '--data',
    join(root, 'listed-data'),
    '--state',
    join(root, 'state'),
  ];
  list('post-1,mission,,river,seen heard,on the roof\nliaison-east,party,,,told,\n');
  const wrong = await run(begin);
  expect([wrong.code, existsSync(join(root, 'listed-data'))]).toEqual([1, false]);
  expect(wrong.err).toMatch(/sources\.csv: line 3: .*party is missing: whose source is it/);
  list('post-1,mission,,river,seen heard,on the roof\nliaison-east,party,east,,told,\n');
  // Begun twice, each stands once.
  for (const _ of [1, 2]) expect((await run(begin)).code).toBe(0);
  const { sources, size } = await folded(await openPlace(join(root, 'listed-data')), PUBLIC);
  expect([...sources.values()]).toEqual([
    { source: 'post-1', of: 'mission', area: 'river', means: ['seen', 'heard'] },
    { source: 'liaison-east', of: 'party', party: 'east', means: ['told'] },
  ]);
  expect(size).toBeGreaterThan(sources.size);
});
