import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openLog } from '../record/folder.ts';
import { initLog } from '../record/founding.ts';
import type { Io } from './command.ts';
import { runCommand } from './run.ts';

let home = '';
const at = (name: string) => join(home, name);
const read = (name: string) => readFileSync(at(name), 'utf8');
const exercise = new URL('../../../../exercise/', import.meta.url).pathname;
const MAPPING = ['--mapping', join(exercise, 'first-report.mapping.json')];
const [HEADER = '', SIMULATED = ''] = readFileSync(join(exercise, 'first-report.csv'), 'utf8')
  .trimEnd()
  .split('\n');
// As somebody would have written it who was there.
const ROW = SIMULATED.replace('EXERCISE (simulated). ', '');

async function run(...line: readonly string[]) {
  return runWith('', ...line);
}

async function runWith(stdin: string, ...line: readonly string[]) {
  let [out, err] = ['', ''];
  const io: Io = {
    stdin: (async function* () {
      yield Buffer.from(stdin);
    })(),
    out: (text) => {
      out += text;
    },
    err: (text) => {
      err += text;
    },
    interactive: false,
    env: {},
    now: () => 0,
    signal: new AbortController().signal,
  };
  const exit = await runCommand(['import', ...line], io);
  return { exit, out, err, last: () => JSON.parse(out.trimEnd().split('\n').at(-1) ?? '') };
}

const file = (name: string, ...rows: readonly string[]) => {
  writeFileSync(at(name), `${[HEADER, ...rows].join('\n')}\n`);
  return at(name);
};
const rowOf = (number: number) => ROW.replace('1f0001', `1f${String(number).padStart(4, '0')}`);

beforeAll(() => {
  home = mkdtempSync(join(tmpdir(), 'import-'));
});
afterAll(() => rmSync(home, { recursive: true }));

describe('a file with a bad row', () => {
  test('gives its reports in the order of their ids, and the row back; mended, the row goes in', async () => {
    const source = file('mixed.csv', rowOf(3), rowOf(2).replace(',SW,', ',=SW,'), rowOf(1));
    const first = await run(
      'csv',
      source,
      ...MAPPING,
      '--out',
      at('a.ndjson'),
      '--rejected',
      at('back.csv'),
      '--json',
    );
    expect(first.exit).toBe(4);
    expect(first.last()).toMatchObject({
      ok: false,
      rows: 3,
      accepted: 2,
      rejected: 1,
      reasons: { 'row/cell direction': 1 },
    });
    expect(first.err).toMatch(
      /line 3: column "direction": "=SW" is no compass point.*\n {2}it means: .*\n {2}what to do: /,
    );
    const ids = read('a.ndjson')
      .trimEnd()
      .split('\n')
      .map((line) => (JSON.parse(line) as { id: string }).id);
    expect(ids.map((id) => id.slice(-1))).toEqual(['1', '3']);
    writeFileSync(at('back.csv'), read('back.csv').replace("'=SW", 'SW'));
    const second = await run('csv', at('back.csv'), ...MAPPING, '--out', at('b.ndjson'));
    expect(second.exit).toBe(0);
    expect(read('b.ndjson')).toContain('1f0002');
  });

  test('is shown row by row before anything is written', async () => {
    const source = file('preview.csv', rowOf(1), rowOf(2).replace(',SW,', ',?,'), rowOf(3));
    const { exit, out } = await run('csv', source, ...MAPPING, '--preview', '2', '--out', at('never.ndjson'));
    expect(exit).toBe(4);
    expect(out).toMatch(/line 2: one report\n {2}source {6}post-3\n {2}what {8}explosion/);
    expect(out).toMatch(/3000–5000 m at 225° ± 22\.5° of latitude 42\.0467, longitude -28\.0312/);
    expect(out).toMatch(/line 3: REJECTED/);
    expect(out).not.toMatch(/line 4/);
    expect(existsSync(at('never.ndjson'))).toBe(false);
  });
});

test('what an import writes is what an import reads', async () => {
  const source = file('once.csv', rowOf(1), rowOf(2));
  const { out } = await run('csv', source, ...MAPPING);
  const again = await runWith(out, 'ndjson', '-');
  expect(again).toMatchObject({ exit: 0, out });
});

test('context goes to a file of its own, its source with a licence to another, and groups name the reports of one row', async () => {
  const item = (title: string, text: string) =>
    `<item><title>${title}</title><description>${text}</description></item>`;
  const summary = item(
    'Daily Report 6/2026 issued on 6 October 2026',
    'It recorded two ceasefire violations in Donetsk region and one in Luhansk region.',
  );
  writeFileSync(
    at('feed.xml'),
    `<rss><channel><title>News</title>${summary}${item('Other', 'text')}</channel></rss>`,
  );
  const { exit } = await run(
    'rss',
    at('feed.xml'),
    '--out',
    at('c.ndjson'),
    '--context',
    at('ctx.ndjson'),
    '--groups',
    at('groups.ndjson'),
    '--sources',
    at('sources.ndjson'),
  );
  expect(exit).toBe(0);
  expect(
    read('ctx.ndjson')
      .split('\n')
      .filter((line) => line.includes('"tally"')),
  ).toHaveLength(2);
  expect(read('ctx.ndjson')).toContain('"publication"');
  expect(JSON.parse(read('sources.ndjson'))).toMatchObject({
    source: 'context.rss',
    of: 'other',
    data: { title: 'News', licence: expect.stringContaining('states no licence') },
  });
  expect(JSON.parse(read('groups.ndjson'))).toMatchObject({ line: 1, reports: [{}, {}] });
});

describe('a disk that refuses', () => {
  // Linux has a disk that is always full.
  const full = existsSync('/dev/full');
  test.skipIf(!full).each(['--out', '--rejected', '--context', '--groups', '--sources'])(
    '%s is told of, and leaves nothing half-done',
    async (option) => {
      const many = Array.from({ length: 300 }, (_, at) =>
        at % 2 === 0 ? rowOf(at) : rowOf(at).replace(',SW,', ',?,'),
      );
      const others = option === '--out' ? [] : ['--out', at('whole.ndjson')];
      const summary = `<item><title>Daily Report 6/2026 issued on 6 October 2026</title><description>It recorded two ceasefire violations in Donetsk region.</description></item>`;
      writeFileSync(at('f.xml'), `<rss><channel>${summary}</channel></rss>`);
      const source =
        option === '--context' ? ['rss', at('f.xml')] : ['csv', file('f.csv', ...many), ...MAPPING];
      const { exit, err } = await run(...source, ...others, option, '/dev/full');
      expect(exit).toBe(1);
      expect(err).toMatch(/what to do: the disk is full: make room and repeat/);
      expect(readdirSync(home).filter((name) => name.endsWith('.part'))).toEqual([]);
    },
  );
});

describe('a mission', () => {
  const place = () => ({ folder: at('mission'), state: at('state') });
  const into = () => ['--data', at('mission'), '--state', at('state'), '--json'];
  beforeAll(async () => {
    await initLog({ ...place(), origin: 'log.example/import', mission: 'import' });
  });

  test('takes the reports in, once; the same file again files nothing', async () => {
    const source = file('m.csv', rowOf(1), rowOf(2));
    const first = await run('csv', source, ...MAPPING, ...into());
    expect(first.exit).toBe(0);
    expect(first.last()).toMatchObject({ accepted: 2, filed: { fresh: 2, already: 0 } });
    const second = await run('csv', source, ...MAPPING, ...into());
    expect(second.last()).toMatchObject({ accepted: 2, filed: { fresh: 0, already: 2 } });
  });

  test('gives back the row that bears the id of another report, and files the rows around it', async () => {
    const other = rowOf(2).replace(',SW,', ',NE,');
    const source = file('n.csv', rowOf(3), other, rowOf(4));
    const { exit, last, err } = await run('csv', source, ...MAPPING, ...into());
    expect(exit).toBe(4);
    expect(last()).toMatchObject({
      accepted: 2,
      rejected: 1,
      reasons: { 'report/another': 1 },
      filed: { fresh: 2 },
    });
    expect(err).toMatch(/line 3: post-3 has filed another report for the same readers under the id/);
  });

  test('takes in nothing that says it is simulated: such a row comes back', async () => {
    const simulated = SIMULATED.replace('1f0001', '1f0077');
    const { exit, last, err } = await run('csv', file('s.csv', rowOf(5), simulated), ...MAPPING, ...into());
    expect(exit).toBe(4);
    expect(last()).toMatchObject({ accepted: 1, rejected: 1, reasons: { 'report/simulated': 1 } });
    expect(err).toMatch(/line 3: .*is simulated, and this is no training mission/);
  });

  test('that is an exercise takes in nothing that happened, and says where it goes', async () => {
    const training = { folder: at('training'), state: at('state') };
    await initLog({ ...training, origin: 'log.example/training', mission: 'training' });
    const { log, keys } = await openLog(training);
    const rules = { title: 'EXERCISE', exercise: true, indications: 'at-once' };
    await log.append([
      log.draft({ kind: 'mission', audience: 'public', body: { open: rules } }, keys.registrar),
    ]);
    const size = log.size();
    await log.close();
    const place = ['--data', training.folder, '--state', training.state];
    const { exit, err } = await run('csv', file('t.csv', rowOf(6)), ...MAPPING, ...place);
    expect([exit, err]).toEqual([2, expect.stringMatching(/holds an exercise.*\n.*armistice mission new/)]);
    const again = await openLog(training);
    expect(again.log.size()).toBe(size);
    await again.log.close();
  });

  test('whose server is running is told of, with the way to send it the reports', async () => {
    const open = await openLog(place());
    const { exit, err } = await run('csv', file('o.csv', rowOf(9)), ...MAPPING, ...into());
    await open.log.close();
    expect(exit).toBe(1);
    expect(err).toMatch(/its server is running.*\n.*--out reports\.ndjson.*curl.*api\/reports/);
  });

  test('that is none is told of', async () => {
    const { exit, err } = await run('csv', file('p.csv', rowOf(9)), ...MAPPING, '--data', at('nowhere'));
    expect(exit).toBe(2);
    expect(err).toMatch(/there is no mission in/);
  });
});

describe('a wrong line is told what to mend', () => {
  test.each([
    [['tsv', 'a'], 2, /name a format \(ndjson, json, csv, xlsx, ucdp-ged, viina, bellingcat, rss\)/],
    [['csv', 'a.csv'], 2, /csv needs --mapping/],
    [['ndjson', 'a', '--out', 'b', '--data', 'c'], 2, /--out or --data, not both/],
    [['ndjson', 'a', '--rejected', 'a'], 2, /is the file that is read/],
    [['ndjson', '/nowhere/at/all'], 1, /no such file/],
    [['ndjson', 'a', '--encoding', 'klingon'], 2, /no encoding known here; known are auto, utf-8/],
    [['ucdp-ged', 'a', '--clock', 'Kyiv'], 2, /is no time zone/],
  ] as const)('%j', async (line, exit, words) => {
    const answer = await run(...line);
    expect(answer.exit).toBe(exit);
    expect(answer.err).toMatch(words);
  });

  test('also the wrong file for a data set', async () => {
    const { exit, err } = await run('viina', file('q.csv', ROW));
    expect(exit).toBe(1);
    expect(err).toMatch(
      /no column "date", which VIINA 2\.0 reads.*\n {2}what to do: check that it is the right file/,
    );
  });

  test('and a gazetteer, beside the mapping, that is not one', async () => {
    const mapping = JSON.parse(readFileSync(join(exercise, 'first-report.mapping.json'), 'utf8')) as object;
    const gazetteer = { file: 'towns.csv', name: 'town', latitude: 'lat', longitude: 'lon', radius: 'm' };
    writeFileSync(at('g.json'), JSON.stringify({ ...mapping, gazetteer }));
    writeFileSync(at('towns.csv'), 'town,lat,lon,m\nMilltown,48.5,37.5,800\n');
    const good = await run('csv', file('s.csv', ROW), '--mapping', at('g.json'));
    expect(good.exit).toBe(0);
    writeFileSync(at('towns.csv'), 'town,lat,lon,m\nMilltown,48.5,here,800\n');
    const { exit, err } = await run('csv', file('s.csv', ROW), '--mapping', at('g.json'));
    expect(exit).toBe(1);
    expect(err).toMatch(/line 2 of the gazetteer towns\.csv must have a name, a latitude/);
  });

  test('and a mapping with a slip', async () => {
    writeFileSync(at('slip.json'), '{"mapping": "armistice.csv-mapping/v1", "clock": "Kyiv", "report": {}}');
    const { err } = await run('csv', file('r.csv', ROW), '--mapping', at('slip.json'));
    expect(err).toMatch(/clock must name a time zone/);
  });
});
