import { reportKey } from '@armistice/core/mission';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { secretReport, type TestMission, testMission } from '../testing.ts';

const START_MS = 120_000;
const told = [
  secretReport(1, { source: 'post-a', kind: 'explosion', means: 'seen' }),
  secretReport(2, { source: 'post-b', kind: 'explosion', means: 'seen' }),
];

let here: TestMission;
beforeAll(async () => {
  here = await testMission();
  await here.mission.fuse();
  await here.mission.file(told);
  await here.mission.state();
}, START_MS);
afterAll(() => here.end(), START_MS);

test('an id that is no more names the incident that took its report in', async () => {
  const [id, former] = told.map(reportKey).toSorted();
  for (const asked of [id, former]) {
    const answer = await here.app.inject({ url: `/api/incidents/${asked}`, remoteAddress: '192.0.2.7' });
    expect(answer.json()).toMatchObject({ incident: { id, reports: expect.arrayContaining([id, former]) } });
  }
});
