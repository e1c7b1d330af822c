import { expectAccepted } from '@armistice/core/base';
import { readZone } from '@armistice/core/geo';
import { MISSION } from '@armistice/core/mission';
import type { Json } from '@armistice/core/record';
import { PUBLIC } from '@armistice/core/record';
import type { Actor } from '@armistice/core/rights';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { App } from './app.ts';
import { contentOfRow } from './record/content-row.ts';
import { type TestMission, testMission } from './testing.ts';
import { AS, appFor, READERS } from './testing-audiences.ts';

const START_MS = 120_000;
const SHIFT = { from: '2026-11-22T00:00:00Z', to: '2026-11-22T08:00:00Z' };
const QUERY = `from=${SHIFT.from}&to=${SHIFT.to}`;

const WEST: [number, number] = [-28.9, 42];
const EAST: [number, number] = [-27.4, 42];
const ABOUT_WEST = [
  [-29, 41.9],
  [-28.8, 41.9],
  [-28.8, 42.1],
  [-29, 42.1],
  [-29, 41.9],
];
const PEOPLE: { readonly [name: string]: Actor } = {
  ...READERS,
  analyst: { handle: 'analyst-1', roles: ['analyst'] },
  monitor: {
    handle: 'monitor-1',
    roles: ['monitor'],
    area: expectAccepted(readZone({ type: 'Polygon', coordinates: [ABOUT_WEST] })),
  },
};

let here: TestMission;
let app: App;
beforeAll(async () => {
  here = await testMission(undefined, undefined, 'played');
  const { open } = here;
  for (const [source, at] of [
    ['post-1', WEST],
    ['post-2', EAST],
  ] as const) {
    const sees = { type: 'point', at, radius: 5000 };
    const row = { id: source, source, area: 'river', ...SHIFT, state: 'observing', means: 'seen', at, sees };
    const body = row as unknown as Json;
    const content = contentOfRow(JSON.stringify({ kind: 'coverage', audience: MISSION, body }));
    await open.log.append([open.log.draft(content, open.operator)]);
  }
  await here.mission.settled();
  app = await appFor(here, PEOPLE);
}, START_MS);
afterAll(async () => {
  await app.close();
  await here.end();
}, START_MS);

async function mapFor(who: string, audience: string) {
  const { statusCode, payload } = await app.inject({
    url: `/api/coverage/map?${QUERY}&audience=${audience}`,
    headers: { [AS]: who },
  });
  expect(statusCode).toBe(200);
  return { payload, map: JSON.parse(payload) as { sites: { source: string }[]; unplaced: number } };
}

test('the duty officer sees every post where it stood', async () => {
  const { map } = await mapFor(MISSION, MISSION);
  expect(map.sites.map(({ source }) => source)).toEqual(['post-1', 'post-2']);
  expect(map.sites[0]).toMatchObject({ at: WEST, over: { observed: 'whole', hours: 8, of: 8 } });
});

test('a monitor sees the posts of the own area', async () => {
  const { map } = await mapFor('monitor', MISSION);
  expect(map.sites.map(({ source }) => source)).toEqual(['post-1']);
});

test('an analyst reads who could observe, and not where anyone stands', async () => {
  const { map } = await mapFor('analyst', MISSION);
  expect(map).toMatchObject({ sites: [], unplaced: 0, areas: [{ area: 'river' }] });
});

test('others are answered without any place, in whatever they may read', async () => {
  for (const audience of [PUBLIC, 'partners', 'north', 'south']) {
    const { map, payload } = await mapFor(audience, audience);
    expect(map.sites).toEqual([]);
    expect(payload).not.toMatch(/post-|-28\.9|-27\.4/);
  }
});

test('a stretch that ends before it begins is refused', async () => {
  const { statusCode } = await app.inject({
    url: '/api/coverage/map?from=2026-11-22T08:00:00Z&to=2026-11-22T00:00:00Z',
  });
  expect(statusCode).toBe(400);
});
