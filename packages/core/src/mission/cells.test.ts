import { describe, expect, test } from 'vitest';
import { cellsOf, wordsOf } from './cells.ts';
import { type CountingRule, EACH_EXPLOSION } from './counting-rule.ts';
import { at, foldOf, Night, WATCH } from './testing.ts';

const exactly = (count: number) => ({ min: count, best: count, max: count });
describe('cells', () => {
  const table = async (night: Night, audience = 'public') => {
    const state = foldOf(await night.readAsMission());
    return cellsOf(state, { rule: EACH_EXPLOSION, ...WATCH, audience }, 'hour', ['east']).map((cell) => [
      wordsOf(cell),
      cell.apart,
    ]);
  };

  test('observed and nothing seen is 0 with its hours; not observed is never 0 and names its cause', async () => {
    const night = new Night();
    night.heard('p1', '21:30:00', '21:30:00', 4);
    night.put('coverage', {
      id: 'a',
      area: 'east',
      source: 'p1',
      from: at('21:00:00'),
      to: at('23:00:00'),
      state: 'observing',
    });
    night.put('coverage', {
      id: 'b',
      area: 'east',
      source: 'p1',
      from: at('23:00:00'),
      to: '2026-11-21T00:00:00Z',
      state: 'not',
      cause: 'access',
    });
    expect(await table(night)).toEqual([
      ['4 in 1 of 1 position-hours', {}],
      ['0 in 1 of 1 position-hours', {}],
      ['not observed: access', {}],
    ]);
  });

  test('without any record of who could see, nothing is called 0', async () => {
    const cells = await table(new Night());
    expect(cells.map(([words]) => words)).toEqual(Array(3).fill('not observed: not recorded'));
  });

  test('what only a party perceived is its figure, marked, and never added to ours', async () => {
    const night = new Night();
    night.put('source', { source: 'north-lo', of: 'party', party: 'north', area: 'east' });
    night.heard('p1', '21:30:00', '21:30:00', 4);
    night.heard('north-lo', '21:20:00', '21:40:00', 9);
    night.heard('north-lo', '22:30:00', '22:30:00', 7);
    const cells = await table(night);
    expect(cells.map(([, apart]) => apart)).toEqual([{}, { 'party north': exactly(7) }, {}]);
    expect(cells[0]?.[0]).toContain('4 in');
    expect((await night.count(EACH_EXPLOSION)).count).toEqual(exactly(4));
  });

  test('a small figure about persons is suppressed for the public, and shown to the mission', async () => {
    const night = new Night();
    night.heard('p1', '21:30:00', '21:30:00', 2, { kind: 'casualty' });
    const state = foldOf(await night.readAsMission());
    const rule: CountingRule = { ...EACH_EXPLOSION, rule: 'casualties', kinds: ['casualty'], exclusions: [] };
    const cell = (audience: string) =>
      cellsOf(state, { rule, ...WATCH, audience }, 'day', ['east']).map(wordsOf)[0];
    expect(cell('public')).toBe('suppressed');
    expect(cell('mission')).toContain('2 in');
  });

  test('coverage that only the mission may read is in no figure of the public', async () => {
    const night = new Night();
    night.put(
      'coverage',
      {
        id: 'live',
        area: 'east',
        source: 'p1',
        from: at('21:00:00'),
        to: '2026-11-21T00:00:00Z',
        state: 'observing',
      },
      'mission',
    );
    expect((await table(night)).map(([words]) => words)).toEqual(Array(3).fill('not observed: not recorded'));
    expect((await table(night, 'mission'))[0]?.[0]).toBe('0 in 1 of 1 position-hours');
    night.put('coverage', {
      id: 'sum',
      area: 'east',
      from: at('21:00:00'),
      to: '2026-11-21T00:00:00Z',
      state: 'summed',
      hours: 3,
      of: 6,
      causes: { power: 3 },
    });
    expect((await table(night))[0]?.[0]).toBe('0 in 1 of 2 position-hours');
    expect((await table(night, 'mission'))[0]?.[0]).toBe('0 in 1 of 1 position-hours');
  });

  test('access refused stands beside the count', async () => {
    const night = new Night().watched();
    night.put('access', {
      id: 'a1',
      area: 'east',
      from: at('21:30:00'),
      to: at('22:30:00'),
      answer: 'denied',
      party: 'south',
      reason: 'mines',
      minutes: 60,
    });
    expect((await night.count(EACH_EXPLOSION)).coverage).toMatchObject({
      access: { granted: 0, denied: 1, delayed: 0, conditional: 0 },
      minutesLost: 60,
    });
  });
});

test('sums of a day on which nothing was lost may say so with no causes', async () => {
  const night = new Night();
  const day = { from: at('21:00:00'), to: '2026-11-21T00:00:00Z' };
  night.put('coverage', { id: 's', area: 'east', ...day, state: 'summed', hours: 6, of: 6, causes: {} });
  expect((await night.count(EACH_EXPLOSION)).coverage).toMatchObject({
    recorded: true,
    hours: 6,
    of: 6,
    lost: [],
  });
});
