import { describe, expect, test } from 'vitest';
import { incidentWith } from './state.ts';
import { AGREED, Desk } from './testing.ts';

const HOUR = 3_600_000;
const RULES = { corroboration: 1 };

describe('the ladder', () => {
  const referred = () => {
    const mission = new Desk();
    mission.rules({
      ...RULES,
      ladder: [{ body: 'commission', within: 48, escalates: 24 }, { body: 'joint-commission' }],
    });
    const incident = mission.report(1);
    const at = Date.UTC(2026, 10, 21);
    mission.put(
      'commission',
      'resolution',
      { incident, resolution: 'at tier', tier: 1, reason: 'referred' },
      { at },
    );
    return { mission, incident, at };
  };
  const after = async (hours: number) => {
    const { mission, incident, at } = referred();
    mission.log.append({ kind: 'note', at: at + hours * HOUR });
    return incidentWith(await mission.fold(), incident);
  };

  test('undecided at a tier becomes deadlocked, and a deadlock moves up by itself, at its hour and not before', async () => {
    expect(await after(47)).toMatchObject({ resolution: 'at tier', tier: 1 });
    expect(await after(48)).toMatchObject({
      resolution: 'deadlocked',
      tier: 1,
      since: '2026-11-23T00:00:00Z',
    });
    expect(await after(71)).toMatchObject({ resolution: 'deadlocked', tier: 1 });
    expect(await after(72)).toMatchObject({ resolution: 'at tier', tier: 2, since: '2026-11-24T00:00:00Z' });
  });

  test('both happen at their own hours when the next entry comes long after', async () => {
    expect(await after(1000)).toMatchObject({
      resolution: 'at tier',
      tier: 2,
      since: '2026-11-24T00:00:00Z',
    });
  });

  test('what was settled in time does not move', async () => {
    const { mission, incident, at } = referred();
    mission.put(
      'commission',
      'resolution',
      { incident, resolution: 'agreed remedy', remedy: 'withdraw', vote: AGREED },
      { at: at + HOUR },
    );
    mission.log.append({ kind: 'note', at: at + 1000 * HOUR });
    expect(incidentWith(await mission.fold(), incident)).toMatchObject({
      resolution: 'agreed remedy',
      tier: 1,
    });
  });
});
