import { may } from '@armistice/core/rights';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { AS_OPERATOR, problem, type TestMission, testMission } from '../testing.ts';

const START_MS = 120_000;
const DAY = 86_400_000;
const AREA = {
  type: 'Polygon',
  coordinates: [
    [
      [-29, 41],
      [-27, 41],
      [-27, 43],
      [-29, 43],
      [-29, 41],
    ],
  ],
};

let here: TestMission;
beforeAll(async () => {
  here = await testMission();
}, START_MS);
afterAll(() => here.end(), START_MS);

const invite = (change: object) =>
  here.app.inject({
    ...{ method: 'POST', url: '/api/members', headers: AS_OPERATOR },
    payload: { handle: 'verifier-1', roles: ['verifier'], ...change },
  });

test('an invitation for an area and a time gives rights there and then, and nowhere else', async () => {
  const until = new Date(Date.now() + 30 * DAY).toISOString();
  expect((await invite({ area: AREA, until })).statusCode).toBe(201);
  const listed = (await here.app.inject({ url: '/api/members', headers: AS_OPERATOR })).json().members;
  expect(listed.find(({ handle }: { handle: string }) => handle === 'verifier-1')).toMatchObject({
    ...{ area: AREA, until, state: 'invited' },
  });
  const actor = here.mission.members.get('verifier-1')?.actor;
  if (actor === undefined) throw new Error('nobody was invited');
  const refutes = (at: [number, number], after = 0) => {
    const answer = may(actor, 'status: refuted', { audience: 'public', at }, Date.now() + after);
    return answer.allowed ? 'allowed' : answer.why;
  };
  expect([refutes([-28, 42]), refutes([-20, 42]), refutes([-28, 42], 31 * DAY)]).toEqual([
    ...['allowed', 'other-area', 'no-right'],
  ]);
});

test.each([
  ['a line', { area: { type: 'LineString', coordinates: AREA.coordinates[0] } }],
  ['an end before the beginning', { from: '2026-12-02T00:00:00Z', until: '2026-12-01T00:00:00Z' }],
])('%s is refused, and nobody is invited by it', async (_what, change) => {
  const before = here.mission.members.get('verifier-2');
  expect(problem(await invite({ handle: 'verifier-2', ...change }))).toEqual([422, 'people/form']);
  expect(here.mission.members.get('verifier-2')).toEqual(before);
});
