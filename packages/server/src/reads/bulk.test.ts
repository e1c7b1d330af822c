import { type Report, reportKey } from '@armistice/core/mission';
import { VectorTile } from '@mapbox/vector-tile';
import { PbfReader } from 'pbf';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { problem, secretReport } from '../testing.ts';
import { openReadsDesk, type ReadsDesk } from './testing.ts';

const START_MS = 120_000;
const LIST = '/api/incidents?audience=mission&order=latest&limit=2';

/** Too far from each other to be one incident. */
const during = (number: number, hour: number): Report =>
  secretReport(number, {
    occurred: { from: `2026-11-20T1${hour}:03:10Z`, to: `2026-11-20T1${hour}:05:00Z` },
  });

describe('bulk reads', () => {
  const reports = Array.from({ length: 8 }, (_, hour) => during(20 + hour, hour));
  const heard: object[] = [];
  let desk: ReadsDesk;
  const get = (url: string) => desk.as('duty-1', url);
  const last = async () => (await desk.lines())[0];
  const listen = () => void desk.reads.onAlarm((alarm) => void heard.push(alarm));
  const readEach = async (from = 0) => {
    for (const key of reports.slice(from).map(reportKey)) await get(`/api/reports/${key}?audience=mission`);
  };
  const startAgain = async () => {
    await desk.begin();
    heard.length = 0;
    listen();
  };
  beforeAll(async () => {
    desk = await openReadsDesk('{"rows": 6, "reads": 50}');
    await desk.here.mission.file(reports);
    await desk.here.mission.settled();
    listen();
  }, START_MS);
  afterAll(() => desk.end(), START_MS);
  beforeEach(() => {
    desk.now += 3_600_001;
    heard.length = 0;
  });

  test('are told to the head and the custodians once an hour, and to nobody else', async () => {
    await readEach();
    expect(heard).toMatchObject([{ who: 'duty-1', alarm: 'rows', limit: 6 }]);
    for (const who of ['head-1', 'custodian-1'])
      expect((await desk.as(who, '/api/reads?only=alarms&limit=1')).json().reads).toMatchObject([
        { alarm: 'rows', who: 'duty-1' },
      ]);
    expect(problem(await get('/api/reads'))).toEqual([403, 'request/not-allowed']);
    await readEach();
    expect(heard).toHaveLength(1);
    desk.now += 3_600_001;
    await readEach();
    expect(heard).toHaveLength(2);
  });

  test('are not what a screen left open asks again and again: only what it had not shown counts', async () => {
    for (let i = 0; i < 120; i++) await get(LIST);
    expect(heard).toEqual([]);
    expect((await desk.lines()).slice(0, 120)).toMatchObject([
      ...Array(119).fill({ rows: 2, fresh: 0, again: true }),
      { rows: 2 },
    ]);
    await desk.here.mission.file([
      secretReport(40, { occurred: { from: '2026-11-21T06:00:00Z', to: '2026-11-21T06:01:00Z' } }),
    ]);
    await desk.here.mission.settled();
    await get(LIST);
    expect(await last()).toMatchObject({ rows: 2, fresh: 1, again: true });
  });

  test('are told once of what stays on a screen for hours, and again once as much more was shown', async () => {
    const map = '/api/tiles/0/0/0.mvt?audience=mission';
    for (let i = 0; i < 20; i++) {
      await get(map);
      desk.now += 600_000;
    }
    expect(heard).toMatchObject([{ alarm: 'rows' }]);
    await readEach();
    expect(heard).toHaveLength(2);
  });

  test('are not made by one page of a list after the other, nor by moving a map over the same incidents', async () => {
    const two = `${LIST}&from=2026-11-20T14:30:00Z&to=2026-11-20T17:30:00Z`;
    const { next } = (await get(two)).json();
    await get(`${two}&after=${next}`);
    expect(await last()).toMatchObject({ rows: 1, again: true });
    const asked = 'audience=mission&from=2026-11-20T14:30:00Z&to=2026-11-20T17:30:00Z';
    for (let z = 0; z < 9; z++) {
      const [x, y] = [Math.floor((2 ** z * (180 - 28.06)) / 360), Math.floor(2 ** z * 0.3724)];
      const { rawPayload } = await get(`/api/tiles/${z}/${x}/${y}.mvt?${asked}`);
      expect(new VectorTile(new PbfReader(rawPayload)).layers.incidents?.length).toBe(3);
    }
    // Three rows of the list, and three incidents on the map in whichever tiles.
    expect(heard).toEqual([]);
    expect(desk.reads.counted('duty-1')).toEqual({ rows: 6, reads: 1 });
  });

  test('are told where each answer shows a little more', async () => {
    for (const limit of [1, 2, 3, 4, 5, 6]) await get(LIST.replace('limit=2', `limit=${limit}`));
    expect(heard).toEqual([]);
    await get(LIST.replace('limit=2', 'limit=7'));
    expect(heard).toMatchObject([{ alarm: 'rows' }]);
  });

  test('are told where numbers and empty tiles are asked for by ever other words', async () => {
    for (let i = 0; i < 26; i++) {
      const words = `audience=mission&from=2026-11-01T00:${10 + i}:00Z`;
      await get(`/api/tiles/0/0/0.mvt?${words}&to=2026-11-02T00:00:00Z`);
      await get(`/api/counts?${words}&to=2026-11-03T00:00:00Z`);
    }
    expect(heard).toMatchObject([{ alarm: 'reads', limit: 50 }]);
  });

  test('are told whatever stands in an address that means the same', async () => {
    const [key = ''] = reports.map(reportKey);
    for (let i = 0; i < 60; i++) await get(`/api/reports/${key}?audience=mission&${'&'.repeat(i)}`);
    expect(heard).toEqual([]);
    expect(await last()).toMatchObject({ rows: 1, fresh: 0, again: true });
  });

  test('are not forgotten by a restart, and what was shown again is not made more by one', async () => {
    for (let i = 0; i < 20; i++) await get(LIST);
    await startAgain();
    expect(desk.reads.counted('duty-1')).toEqual({ rows: 2, reads: 1 });
    await readEach(4);
    expect(heard).toEqual([]);
    await readEach();
    expect(heard).toMatchObject([{ alarm: 'rows' }]);
    await startAgain();
    await readEach();
    expect(heard).toEqual([]);
  });

  test('are told when the line of the alarm could not be written at first, and what was not answered is fresh', async () => {
    await readEach(2);
    desk.full = true;
    expect((await get(`/api/reports/${reportKey(reports[0] as Report)}?audience=mission`)).statusCode).toBe(
      500,
    );
    expect(heard).toEqual([]);
    desk.full = false;
    await get(`/api/reports/${reportKey(reports[0] as Report)}?audience=mission`);
    expect(heard).toMatchObject([{ alarm: 'rows' }]);
    const [alarm, line] = await desk.lines();
    expect(alarm).toMatchObject({ alarm: 'rows' });
    expect(line).not.toHaveProperty('fresh');
    expect(line).not.toHaveProperty('again');
  });

  test('of the hour before a month began are not forgotten either', async () => {
    desk.now = Date.parse('2026-11-30T23:59:00Z');
    await readEach(4);
    desk.now = Date.parse('2026-12-01T00:01:00Z');
    await get(LIST);
    await startAgain();
    expect(desk.reads.counted('duty-1').rows).toBe(6);
  });
});
