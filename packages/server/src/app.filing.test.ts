import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { cellAround, footprintOf, readZone } from '@armistice/core/geo';
import { MISSION, type Report, reportKey } from '@armistice/core/mission';
import type { Actor } from '@armistice/core/rights';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { App } from './app.ts';
import { mustNotTellWhoWatches } from './desk/leaving.ts';
import { problem, SECRETS, secretReport, type TestMission, testMission } from './testing.ts';
import { AS, appFor, fromAnywhere, questionsOf, READERS } from './testing-audiences.ts';

const START_MS = 120_000;
const square = (west: number) => {
  const ring = [
    [west, 40],
    [west + 4, 40],
    [west + 4, 44],
    [west, 44],
    [west, 40],
  ];
  const read = readZone({ type: 'Polygon', coordinates: [ring] });
  if (!read.ok) throw new Error(read.refusal.message);
  return read.value;
};
const ACTORS: { readonly [name: string]: Actor } = {
  ...READERS,
  camera: { handle: 'camera-1', roles: ['device'], sources: ['camera-1'] },
  analyst: { handle: 'analyst-1', roles: ['analyst'] },
  any: { handle: 'device-9', roles: ['device'], sources: ['north', 'north-1'] },
  here: { handle: 'monitor-1', roles: ['monitor'], area: square(-30) },
  elsewhere: { handle: 'monitor-2', roles: ['monitor'], area: square(10) },
};

let here: TestMission;
let app: App;
beforeAll(async () => {
  here = await testMission();
  await here.mission.register({ source: 'north-1', of: 'party', party: 'north' });
  await here.mission.register({ source: 'south-1', of: 'party', party: 'south' });
  app = await appFor(here, ACTORS);
}, START_MS);
afterAll(async () => {
  await app.close();
  await here.end();
}, START_MS);

const wire = (report: Report) => JSON.parse(JSON.stringify(report)) as object;
const file = (who: string, report: Report, query = '') =>
  app.inject({ method: 'POST', url: `/api/reports${query}`, headers: { [AS]: who }, payload: wire(report) });
const read = (who: string, path: string) =>
  app.inject({ url: `${path}?audience=${who}`, headers: { [AS]: who } });
const REFUSED = [403, 'request/not-allowed'];

describe('a party', () => {
  const report = secretReport(1, { source: 'north-1', kind: 'jamming' });
  const key = reportKey(report);

  test('seals a report to itself, and sees it whole with its incident, its count and its place on the map', async () => {
    expect((await file('north', report, '?audience=north')).statusCode).toBe(201);
    await here.mission.stored();
    const whole = (await read('north', `/api/reports/${key}`)).json().report;
    expect(whole).toEqual(wire(report));
    expect((await read('north', `/api/incidents/${key}`)).json().incident).toMatchObject({
      id: key,
      basis: 'north',
    });
    expect((await read('north', '/api/counts')).json().counts.byKind.jamming).toMatchObject({ incidents: 1 });
    const bytes = async (who: string) => (await read(who, '/api/tiles/0/0/0.mvt')).rawPayload.length;
    expect(await bytes('north')).toBeGreaterThan(await bytes('south'));
  });

  test('is read by nobody else, the mission’s staff included', async () => {
    for (const who of Object.keys(READERS).filter((one) => one !== 'north')) {
      for (const path of ['/api/reports', '/api/incidents'])
        expect(problem(await read(who, `${path}/${key}`))).toEqual([404, 'request/not-found']);
      for (const path of ['/api/reports', '/api/incidents', '/api/situation', '/api/counts']) {
        const { body } = await read(who, path);
        for (const secret of [key, 'north-1', 'jamming', ...SECRETS.slice(0, 1)])
          expect([who, path, secret, body.includes(secret)]).toEqual([who, path, secret, false]);
      }
    }
  });

  test('files for its own sources, and for no other', async () => {
    const other = secretReport(2, { source: 'south-1' });
    for (const query of ['', '?audience=north', '?audience=south'])
      expect(problem(await file('north', other, query))).toEqual(REFUSED);
    expect(problem(await file('north', secretReport(2), '?audience=north'))).toEqual(REFUSED);
    expect(problem(await file('south', report, '?audience=north'))).toEqual(REFUSED);
    expect(problem(await file(MISSION, report, '?audience=north'))).toEqual(REFUSED);
  });

  test('is the only one that files from its sources, its own id among them, and nobody learns what it sealed', async () => {
    for (const source of ['north-1', 'north'])
      for (const who of ['partners', MISSION, 'south', 'any']) {
        const refusals = [1, 3].map(async (id) => (await file(who, secretReport(id, { source }))).body);
        const [taken, free] = await Promise.all(refusals);
        expect([source, who, taken?.includes('request/not-allowed')]).toEqual([source, who, true]);
        expect(taken).toBe(free);
      }
    expect((await file('north', secretReport(3, { source: 'north-1' }))).statusCode).toBe(201);
  });

  test('sends the same again, and it is the same report', async () => {
    expect((await file('north', report, '?audience=north')).json()).toMatchObject({ key, already: true });
  });
});

describe('of a stream, each line is held against the rights of who sends it', () => {
  test('a device files for its own sources alone', async () => {
    const lines = ['camera-1', 'camera-2', 'camera-1'].map((source, i) =>
      wire(secretReport(20 + i, { source })),
    );
    const { body, statusCode } = await app.inject({
      method: 'POST',
      url: '/api/reports',
      headers: { [AS]: 'camera', 'content-type': 'application/x-ndjson' },
      payload: lines.map((one) => `${JSON.stringify(one)}\n`).join(''),
    });
    const answers = body
      .trimEnd()
      .split('\n')
      .map((one) => JSON.parse(one));
    expect(statusCode).toBe(200);
    expect(answers.map(({ line, problem: refused }) => [line, refused?.code ?? 'filed'])).toEqual([
      [1, 'filed'],
      [2, 'request/not-allowed'],
      [3, 'filed'],
    ]);
  });

  test('a monitor files in their area alone', async () => {
    expect((await file('here', secretReport(30))).statusCode).toBe(201);
    expect(problem(await file('elsewhere', secretReport(31)))).toEqual(REFUSED);
  });
});

describe('an id that others took', () => {
  const mine = secretReport(40, { text: 'of the mission' });
  const theirs = secretReport(40, { text: 'of the partners' });

  test('is free to those who may not know of it, and after a start as before', async () => {
    expect((await file(MISSION, mine, '?audience=mission')).statusCode).toBe(201);
    for (const already of [false, true]) {
      expect((await file('partners', theirs, '?audience=partners')).json()).toMatchObject({ already });
      expect((await file(MISSION, mine, '?audience=mission')).json()).toMatchObject({ already: true });
    }
    const refused = await file(MISSION, theirs, '?audience=mission');
    expect(problem(refused)).toEqual([409, 'report/another']);
    expect(refused.body).not.toMatch(/entry \d|as entry/);
  });
});

describe('the whole of a report', () => {
  const report = secretReport(50, { text: 'WORDS' });
  const shown = async (who: string) => {
    const url = `/api/reports/${reportKey(report)}?audience=mission`;
    return (await app.inject({ url, headers: { [AS]: who } })).json().report;
  };

  test('is read in one’s area; where observers stand, by those who may see positions', async () => {
    await file(MISSION, report);
    await here.mission.settled();
    expect(await shown('here')).toEqual(wire(report));
    expect(await shown(MISSION)).toEqual(wire(report));
    const analyst = await shown('analyst');
    expect(analyst).toMatchObject({ text: 'WORDS', place: { type: 'point' } });
    const elsewhere = await shown('elsewhere');
    expect(elsewhere).toMatchObject({ kind: 'explosion', place: { type: 'point' } });
    expect(elsewhere).not.toHaveProperty('text');
    for (const one of [analyst, elsewhere]) {
      expect(one).not.toHaveProperty('observer');
      expect(JSON.stringify(one)).not.toContain('-28.0312');
    }
  });
});

describe('a source whose places go out as a cell', () => {
  const EXACT = [-28.0312345, 42.0467891, -28.0412347, 42.0567893, -28.0512349, 42.0667895];
  const at = (i: number) => [EXACT[i], EXACT[i + 1]];
  const report = secretReport(60, {
    source: 'shy-1',
    occurred: { from: '2026-11-19T21:03:10-01:00', to: '2026-11-19T21:05:00-01:00' },
    place: { type: 'sector', origin: at(0), bearing: 0, bearingTolerance: 10, distance: [0, 10] },
    firedFrom: { type: 'named', name: 'bridge', at: at(2), radius: 15 },
    impactAt: { type: 'point', at: at(4), radius: 5 },
    observer: { at: at(0), radius: 20 },
  });
  const key = reportKey(report);
  /** What everyone may read of the record, as its mirrors do. */
  const published = async () => {
    await here.mission.settled();
    const folder = join(here.folder, 'public');
    const names = await readdir(folder, { recursive: true, withFileTypes: true });
    const files = names.filter((one) => one.isFile());
    return Buffer.concat(await Promise.all(files.map((one) => readFile(join(one.parentPath, one.name)))));
  };
  const cells = [0, 2, 4].map((i) =>
    cellAround({ type: 'point', at: at(i) as never, radius: 15 }, 'cell-10km'),
  );
  const digits = EXACT.map((one) => String(one).slice(0, -3));

  test('is taken once its class is known, however soon its reports come', async () => {
    const registered = here.mission.register({ source: 'shy-1', of: 'mission', placeClass: 'cell-10km' });
    expect((await file(MISSION, report)).statusCode).toBe(201);
    await registered;
    await here.mission.settled();
    const { report: view, placeClass } = (await read('public', `/api/reports/${key}`)).json();
    expect([view.place, view.firedFrom, view.impactAt]).toEqual(cells);
    expect(placeClass).toBe('cell-10km');
  });

  test('is known exactly to the mission, and in no public answer, event or pack of the record', async () => {
    await here.mission.stored();
    const whole = (await read(MISSION, `/api/reports/${key}`)).json();
    expect(whole.report).toEqual(wire(report));
    const values = { key: [key], id: [key], source: ['shy-1'], bbox: ['-29,41,-27,43'], limit: ['1'] };
    const urls = [...(await questionsOf(app, values)), '/api/tiles/0/0/0.mvt', '/api/tiles/9/216/189.mvt'];
    let told = 0;
    for (const url of urls) {
      const { body } = await app.inject({ url, ...fromAnywhere() });
      told += body.includes(key) ? 1 : 0;
      for (const secret of digits) expect([url, secret, body.includes(secret)]).toEqual([url, secret, false]);
    }
    expect(told).toBeGreaterThan(4);
    const record = await published();
    expect(record.includes('shy-1')).toBe(true);
    for (const secret of digits) expect([secret, record.includes(secret)]).toEqual([secret, false]);
    // What is drawn, sorted and found by place is the middle of the cell.
    const { incident } = (await read('public', `/api/incidents/${key}`)).json();
    expect(incident.place.at).toEqual(footprintOf(cells[0] as never).at);
  });

  test('is filed for nobody else, who would read it whole', async () => {
    const other = secretReport(61, { source: 'shy-1' });
    expect(problem(await file('partners', other, '?audience=partners'))).toEqual(REFUSED);
    expect((await file(MISSION, other, '?audience=mission')).statusCode).toBe(201);
  });
});

describe('who observes, and what is watched now', () => {
  const now = Date.parse('2026-11-21T12:00:00Z');
  const sum = { id: 's1', area: 'river', from: '2026-11-19T00:00:00Z', state: 'summed', hours: 1, of: 2 };
  const written = (audience: string, body: object, kind = 'coverage') =>
    mustNotTellWhoWatches(here.mission, { kind, audience, body: body as never }, now);

  test('is written for the mission alone; for others as sums, a day after they were over', async () => {
    const { 'coverage-delay': _none, ...rules } = here.derived.view.rules;
    await here.mission.setRules(rules);
    const over = { ...sum, to: '2026-11-20T12:00:00Z' };
    const live = { ...sum, to: '2026-11-20T12:00:01Z' };
    const named = { ...over, state: 'observing', source: 'post-3' };
    for (const body of [over, live, named]) await written(MISSION, body);
    for (const audience of ['public', 'partners', 'north']) {
      await written(audience, over);
      await written(audience, { ...over, answer: 'denied' }, 'access');
      for (const body of [live, named, { ...over, running: true }])
        await expect(written(audience, body)).rejects.toMatchObject({ code: 'request/not-allowed' });
      await expect(written(audience, { ...live, answer: 'denied' }, 'access')).rejects.toThrow('24 hours');
    }
  });
});

test(
  'what was sealed is there after a start, for those who read it',
  async () => {
    await app.close();
    here = await here.restart();
    app = await appFor(here, ACTORS);
    const key = reportKey(secretReport(1, { source: 'north-1' }));
    expect((await read('north', `/api/reports/${key}`)).json().report).toMatchObject({
      text: 'SECRET-WORDS',
    });
    expect(problem(await read(MISSION, `/api/reports/${key}`))).toEqual([404, 'request/not-found']);
    expect(
      (await file('partners', secretReport(40, { text: 'of the partners' }), '?audience=partners')).json(),
    ).toMatchObject({ already: true });
    const shy = secretReport(62, {
      source: 'shy-1',
      impactAt: { type: 'point', at: [-28.0512, 42.0667], radius: 5 },
    });
    await file(MISSION, shy);
    await here.mission.settled();
    const { report: view } = (await read('public', `/api/reports/${reportKey(shy)}`)).json();
    expect(view.impactAt.type).toBe('area');
    const totals = async (who: string) => (await read(who, '/api/situation')).json().totals;
    const [open, own] = [await totals('public'), await totals('north')];
    expect([own.reports - open.reports, own.incidents - open.incidents]).toEqual([1, 1]);
  },
  START_MS,
);
