import type { Json } from '@armistice/core/record';
import { audiencesOf } from '@armistice/core/rights';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type TestMission, testMission } from '../testing.ts';

const START_MS = 120_000;
const OFFICER = { handle: 'duty-1', roles: ['duty-officer'], by: 'operator' };

let here: TestMission;
beforeAll(async () => {
  here = await testMission();
}, START_MS);
afterAll(() => here.end(), START_MS);

async function enter(member: object): Promise<void> {
  const { log } = here.mission;
  const fields = Object.entries(member).map(([name, value]) => ({
    ...{ name, value: value as Json },
    ...{ audience: 'mission', part: 'detail' as const },
  }));
  const content = { kind: 'member', audience: 'mission', body: { fields } };
  await log.append([log.draft(content, here.open.keys.registrar)]);
  await here.mission.settled();
}

test(
  'who is a member is known once the entry is folded, after a restart too, and until the entry that ends it',
  async () => {
    await enter(OFFICER);
    const known = () => here.mission.members.get('duty-1');
    expect(audiencesOf(known()?.actor ?? { handle: '', roles: [] }, Date.now())).toContain('mission');
    const index = known()?.index;
    for (const start of ['from a snapshot', 'and once more']) {
      here = await here.restart();
      expect([start, known()?.index, known()?.entry]).toEqual([start, index, OFFICER]);
    }
    expect(here.mission.members.holding('publish', 'public', Date.now())).toEqual(['duty-1']);
    await enter({ ...OFFICER, ended: true, reason: 'went home' });
    expect(known()?.actor).toEqual({ handle: 'duty-1', roles: ['public'] });
    expect(here.mission.members.holding('publish', 'public', Date.now())).toEqual([]);
  },
  START_MS,
);
