import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { runAgreement as run } from './testing-agreements.ts';

let home = '';
const at = (name: string) => join(home, name);
const library = new URL('../../../../agreements/', import.meta.url);
const minsk = new URL('minsk-package-2015/agreement.yaml', library).pathname;

beforeAll(() => {
  home = mkdtempSync(join(tmpdir(), 'agreement-evaluate-'));
});
afterAll(() => rmSync(home, { recursive: true }));

describe('evaluate', () => {
  const events = [
    { fact: 'withdrawal-start', by: 'theirs', at: '2015-02-16T10:00:00+02:00' },
    { fact: 'withdrawal-start', by: 'ordlo', at: '2015-02-16T10:00:00+02:00' },
    {
      id: 'b',
      kind: 'presence',
      occurred: { from: '2015-04-01T12:00:00Z', to: '2015-04-01T12:00:00Z' },
      weapon: { class: 'howitzer', calibre: 122 },
      place: { type: 'point', at: [37, 48], radius: 0 },
    },
    {
      id: 'a',
      kind: 'explosion',
      phase: 'impact',
      occurred: { from: '2015-04-01T12:00:00Z', to: '2015-04-01T12:00:00Z' },
    },
    { id: 'c', kind: 'presence' },
  ];
  const straight = (longitude: number) => ({
    type: 'LineString',
    coordinates: [
      [longitude, 49],
      [longitude, 47],
    ],
  });

  test('gives indications sorted by event, binds lines, maps parties, and names refused rows', async () => {
    writeFileSync(at('events.ndjson'), events.map((one) => JSON.stringify(one)).join('\n'));
    // One degree of longitude at 48° north is about 74.6 km: a quarter of it is nearer than 25 km.
    writeFileSync(at('near.geojson'), JSON.stringify(straight(37.25)));
    writeFileSync(at('far.geojson'), JSON.stringify(straight(37.5)));
    const line = (name: string) => ['--line', `contact-2015=${at(name)}`];
    const near = await run(
      'evaluate',
      minsk,
      at('events.ndjson'),
      ...line('near.geojson'),
      '--party',
      'theirs=ua',
      '--relevant',
    );
    expect(near.exit).toBe(4);
    expect(near.err).toContain('line 5: refused: occurred is missing');
    expect(near.rows().map(({ incident, clause, outcome }) => [incident, clause, outcome])).toEqual([
      ['a', '1', 'breach'],
      ['b', '2.artillery', 'breach'],
    ]);
    expect(near.rows()[1].ifBy).toEqual({ ordlo: 'undetermined', ua: 'breach' });
    const far = await run(
      'evaluate',
      minsk,
      at('events.ndjson'),
      ...line('far.geojson'),
      '--party',
      'theirs=ua',
      '--relevant',
    );
    expect(far.rows()[1]).toMatchObject({
      clause: '2.artillery',
      outcome: 'undetermined',
      ifBy: { ua: 'not-applicable' },
    });
  });

  test('takes Incidents, Reports and facts in one file, in any order, and what they carry besides', async () => {
    const moment = '2015-04-01T12:00:00Z';
    const rows = [
      {
        id: 'incident-1',
        kind: 'presence',
        reports: ['r1', 'r2'],
        covers: [],
        occurred: { from: moment, to: moment, extent: 'instant' },
        place: { at: [37, 48], covariance: [90_000, 0, 90_000] },
        count: { min: 1, best: 2, max: 3 },
        weapon: { class: 'howitzer', calibre: 122 },
        origins: 2,
        diffuse: false,
        status: 'alleged',
      },
      { fact: 'withdrawal-start', at: '2015-02-16T10:00:00+02:00' },
      {
        id: 'a-report',
        source: 'post-a',
        kind: 'presence',
        occurred: { from: moment, to: moment },
        place: { type: 'sector', origin: [37, 48], bearing: 90, bearingTolerance: 10, distance: [100, 300] },
        means: 'seen',
        count: [1, 3],
        weapon: { class: 'howitzer', calibre: 122 },
        observer: { at: [37, 48], radius: 20 },
      },
    ];
    writeFileSync(at('mixed.ndjson'), rows.map((one) => JSON.stringify(one)).join('\n'));
    writeFileSync(at('mixed.geojson'), JSON.stringify(straight(37.2)));
    const { rows: found, exit } = await run(
      'evaluate',
      minsk,
      at('mixed.ndjson'),
      '--line',
      `contact-2015=${at('mixed.geojson')}`,
      '--relevant',
      '--json',
    );
    expect(exit).toBe(0);
    expect(
      found()
        .slice(0, -1)
        .map(({ incident, clause, outcome }) => [incident, clause, outcome]),
    ).toEqual([
      ['a-report', '2.artillery', 'breach'],
      ['incident-1', '2.artillery', 'breach'],
    ]);
    expect(found().at(-1)).toMatchObject({ events: 2, facts: 1, indications: 2, outcomes: { breach: 2 } });
  });

  test('without geometry says that the line is missing', async () => {
    const { out } = await run('evaluate', minsk, at('events.ndjson'), '--party', 'theirs=ua', '--relevant');
    expect(out).toContain('"missing":"line"');
  });

  test('a line that the agreement does not have is refused', async () => {
    const { exit, err } = await run(
      'evaluate',
      minsk,
      at('events.ndjson'),
      '--line',
      `border=${at('near.geojson')}`,
    );
    expect(exit).toBe(1);
    expect(err).toContain('the agreement has no line "border"');
  });
});

describe('zones and maps of record', () => {
  const square = (west: number, east: number) => ({
    type: 'Polygon',
    coordinates: [
      [
        [west, 48],
        [east, 48],
        [east, 49],
        [west, 49],
        [west, 48],
      ],
    ],
  });
  const text = `agreement: two-maps
title: A ban in an area that is drawn twice
adopted: 2026-07-01
clock: Europe/Kyiv
parties: { north: { name: North }, south: { name: South } }
zones:
  area:
    name: the area
    maps:
      a: [ { from: 2026-07-01, file: zones/a.geojson } ]
      b: [ { from: 2026-07-01, file: zones/b.geojson }, { from: 2026-08-01, file: zones/a.geojson, tolerance: 500 } ]
  post: { name: the post, boundary: outside }
clauses:
  - id: "1"
    forbid: fire
    in: area
    anchor: { article: "1", paraphrase: Nobody fires in the area., source: made for a test, words: none, certainty: unchecked }
  - id: "2"
    like: "1"
    in: post
`;
  const shot = (id: string, longitude: number, at: string) => ({
    id,
    kind: 'shot',
    phase: 'impact',
    occurred: { from: at, to: at },
    place: { type: 'point', at: [longitude, 48.5], radius: 0 },
  });
  beforeAll(() => {
    mkdirSync(at('zones'));
    writeFileSync(at('two-maps.yaml'), text);
    writeFileSync(at('zones/a.geojson'), JSON.stringify(square(37, 38)));
    writeFileSync(at('zones/b.geojson'), JSON.stringify(square(37.5, 38.5)));
    const rows = [
      shot('both', 37.7, '2026-07-10T00:00:00Z'),
      shot('a-only', 37.2, '2026-07-10T00:00:00Z'),
      shot('after', 37.2, '2026-08-10T00:00:00Z'),
    ];
    writeFileSync(at('shots.ndjson'), rows.map((one) => JSON.stringify(one)).join('\n'));
  });
  const evaluate = (...more: readonly string[]) =>
    run('evaluate', at('two-maps.yaml'), at('shots.ndjson'), '--all', ...more);

  test('each map is judged, the version in force at the time counts, and where they differ neither is chosen', async () => {
    const { rows } = await evaluate();
    const first = rows().filter(({ clause }) => clause === '1');
    expect(first.map(({ incident, outcome, missing }) => [incident, outcome, missing])).toEqual([
      ['a-only', 'undetermined', 'map of record'],
      ['after', 'breach', undefined],
      ['both', 'breach', undefined],
    ]);
    expect(first[0].maps).toEqual({
      a: { outcome: 'breach', probability: 1 },
      b: { outcome: 'not-applicable', probability: 0 },
    });
    expect(first[2].because.join()).toMatch(/in area with probability 1 \(geometry sha256:[0-9a-f]{64}\)/);
  });

  test('one map alone is judged where a person asks for it', async () => {
    const outcomes = async (map: string) =>
      (await evaluate('--map', map))
        .rows()
        .flatMap(({ clause, outcome }) => (clause === '1' ? [outcome] : []));
    expect(await outcomes('a')).toEqual(['breach', 'breach', 'breach']);
    expect(await outcomes('b')).toEqual(['not-applicable', 'breach', 'breach']);
    expect(await evaluate('--map', 'c')).toMatchObject({
      exit: 2,
      err: expect.stringContaining('one of the maps of record of this agreement: a, b'),
    });
  });

  test('a zone without geometry is open until an option draws it, its edge as the agreement declares', async () => {
    const second = async (...more: readonly string[]) =>
      (await evaluate(...more))
        .rows()
        .flatMap(({ clause, outcome, missing }) => (clause === '2' ? [[outcome, missing]] : []));
    expect(await second()).toEqual(Array.from({ length: 3 }, () => ['undetermined', 'zone']));
    expect(await second('--zone', `post=${at('zones/a.geojson')}`)).toEqual(
      Array.from({ length: 3 }, () => ['breach', undefined]),
    );
    writeFileSync(at('zones/edge.geojson'), JSON.stringify(square(37.2, 37.6)));
    expect(await second('--zone', `post=${at('zones/edge.geojson')}`)).toEqual([
      ['not-applicable', undefined],
      ['not-applicable', undefined],
      ['not-applicable', undefined],
    ]);
    expect(await evaluate('--zone', `pots=${at('zones/a.geojson')}`)).toMatchObject({
      exit: 1,
      err: expect.stringContaining('the agreement has no zone "pots"'),
    });
  });

  test('the summary counts outcomes and the facts that are missing', async () => {
    const { rows, err } = await evaluate('--json', '--at', '2026-07-31T00:00:00Z');
    expect(rows().at(-1)).toEqual({
      events: 2,
      facts: 0,
      indications: 4,
      outcomes: { breach: 1, permitted: 0, 'not-applicable': 0, undetermined: 3 },
      missing: { zone: 2, 'map of record': 1 },
      refused: 0,
    });
    expect(err).toContain('undetermined for want of: zone (2), map of record (1)');
  });

  test('a drawing that is not there, or does not read, is told with its place', async () => {
    writeFileSync(at('lost.yaml'), text.replace('zones/b.geojson', 'zones/c.geojson'));
    expect((await run('check', at('lost.yaml'))).out).toMatch(
      /line 11, column \d+: zones\.area\.maps\.b\[0\]\.file: zones\/c\.geojson cannot be read/,
    );
    writeFileSync(at('zones/c.geojson'), JSON.stringify({ type: 'LineString', coordinates: [] }));
    expect((await run('check', at('lost.yaml'))).out).toMatch(
      /maps\.b\[0\]\.file: zones\/c\.geojson: .*Polygon/,
    );
  });
});
