import { readFileSync, writeFileSync } from 'node:fs';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { at, closeStory, openStory, run } from './testing-story.ts';

// A stranger with the guide alone: its files, its commands, in its order.

const GUIDE = readFileSync(new URL('../../../../docs/first-mission.md', import.meta.url), 'utf8');
const BLOCKS = [...GUIDE.matchAll(/^```(\w+) ?(.*)\n([\s\S]*?)^```$/gm)];
const TEST_MS = 120_000;

beforeAll(openStory);
afterAll(closeStory);

/** The words of a line as a shell gives them; files and folders of the guide lie in the folder of the story. */
function wordsOf(line: string): readonly string[] {
  const words = [...line.matchAll(/"([^"]*)"|(\S+)/g)].map(([, quoted, plain]) => quoted ?? plain ?? '');
  expect(words.slice(0, 2)).toEqual(['npx', 'armistice']);
  return words
    .slice(2)
    .map((word) => (/^(my-mission|data)(\/|$)|\.(csv|json|ndjson|geojson)$/.test(word) ? at(word) : word));
}

test(
  'a stranger comes from nothing to incidents, a count with its coverage and a verified folder',
  async () => {
    let shown = '';
    const verbs: string[] = [];
    for (const [, language, about = '', text = ''] of BLOCKS) {
      const file = /file=(\S+)/.exec(about)?.[1];
      if (file !== undefined) writeFileSync(at(file), text);
      if (language === 'text') for (const line of text.trimEnd().split('\n')) expect(shown).toContain(line);
      if (language !== 'sh') continue;
      const [, back, from = '', to = ''] = /mend=([^:]+):([^:]+):(\S+)/.exec(about) ?? [];
      if (back !== undefined) {
        const returned = readFileSync(at(back), 'utf8');
        expect(returned).toContain(from);
        writeFileSync(at(back), returned.replace(from, to));
      }
      const words = wordsOf(text.trim());
      const { exit, out, err } = await run(words);
      expect(`${text.trim()}: ${exit}`, err).toBe(`${text.trim()}: ${/exit=(\d)/.exec(about)?.[1]}`);
      shown = err + out;
      verbs.push(words[0] ?? '');
    }
    expect(verbs).toEqual([
      ...['mission', 'agreement', 'mission', 'append', 'append'],
      ...['import', 'import', 'append', 'count', 'count', 'verify'],
    ]);
  },
  TEST_MS,
);

test('what the clauses say of it is indicated under the drawn line, and nothing is found', async () => {
  const { out } = await run(['log', at('data'), '--json', '--from', '0', '--limit', '100']);
  const kinds = out
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line).kind);
  for (const kind of ['agreement', 'fusion-parameters', 'source', 'confirmation', 'report', 'coverage'])
    expect(kinds).toContain(kind);
  const statement = out
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line))
    .findLast(({ kind }) => kind === 'statement');
  const rows = readFileSync(
    at('data/public/derived', String(statement.body.open.size), 'incidents.ndjson'),
    'utf8',
  )
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line));
  expect(rows.length).toBe(5);
  for (const { incident } of rows)
    expect([incident.finding, incident.attribution]).toEqual(['none', 'undetermined']);
});

test('a drawn line without the party on its left, a line that is none, and another mission are told of', async () => {
  const make = (...more: readonly string[]) =>
    run([
      ...[
        'mission',
        'new',
        at('other'),
        '--id',
        'o',
        '--title',
        'O',
        '--origin',
        'example.org/o',
        '--clock',
        'UTC',
      ],
      ...['--party', 'a=A', '--party', 'b=B', ...more],
    ]);
  expect((await make('--line', at('contact.geojson'))).err).toContain(
    '--line <file> and --left <party> together',
  );
  writeFileSync(at('point.geojson'), '{"type":"Point","coordinates":[1,2]}');
  const none = await make('--line', at('point.geojson'), '--left', 'a');
  expect([none.exit, none.err]).toEqual([1, expect.stringContaining('is no drawn line')]);
  expect((await make('--line', at('contact.geojson'), '--left', 'c')).err).toContain(
    'one of two parties (a, b)',
  );
  expect((await make()).exit).toBe(0);
  const mixed = await run(['mission', 'begin', at('other'), '--data', at('data')]);
  expect([mixed.exit, mixed.err]).toEqual([
    2,
    expect.stringContaining('holds the record of example.org/posts'),
  ]);
});

test('a count says where it is asked wrongly, and with nothing to count that there is nothing', async () => {
  expect((await run(['count', at('data'), '--rule', 'mine'])).err).toContain(
    'there is no rule "mine"; there are each-explosion',
  );
  expect((await run(['count', at('data'), '--from', 'monday'])).err).toContain('takes a time such as');
  const answer = await run([
    'count',
    at('data'),
    '--json',
    '--from',
    '2026-12-01T00:00:00Z',
    '--to',
    '2026-12-02T00:00:00Z',
  ]);
  const { count, coverage, cells } = JSON.parse(answer.out);
  expect([count.best, coverage.recorded]).toEqual([0, false]);
  for (const { shows } of cells) expect(shows).toEqual({ is: 'not-observed', causes: ['not recorded'] });
});
