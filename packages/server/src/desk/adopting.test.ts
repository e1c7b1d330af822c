import { afterAll, afterEach, beforeAll, describe, expect, test, vi } from 'vitest';
import { clause, signed, staff, standing, type TestCase, testCase, verified } from './testing-case.ts';

// What a body decides over the API, and what it cannot: the fold counts, whatever a server lets in.

const START_MS = 120_000;
const HOUR = 3_600_000;

let its: TestCase;
beforeAll(async () => {
  its = await testCase();
}, START_MS);
afterAll(() => its.end(), START_MS);
afterEach(() => void vi.useRealTimers());

describe('a body that has no quorum', () => {
  let incident: string | undefined;
  test.each([
    ['one seat empty', { vote: { for: { south: 1 } } }, /0 of north took part/],
    ['no vote stated', {}, /no vote is stated/],
    ['somebody against', { vote: { for: { south: 1 }, against: { north: 1 } } }, /1 of 2 agreed/],
    ['a stranger', { vote: { for: { south: 1, north: 1, council: 1 } } }, /council is no member/],
  ])(
    'cannot adopt: %s',
    async (_, change, why) => {
      incident ??= await verified(its, 6);
      const finding = { incident, ...clause(its), finding: 'violation', class: 'minor', ...change };
      const answer = await signed(its, 'member-1', 'commission', 'finding', finding);
      expect([answer.status, answer.code]).toEqual([422, 'entry/without-effect']);
      expect(answer.detail).toMatch(why);
      expect((await standing(its, incident)).finding).toBe('none');
    },
    START_MS,
  );

  test(
    'cannot be stood in for: by another body, by a person, or by its key in other hands',
    async () => {
      incident ??= await verified(its, 6);
      const finding = {
        incident,
        ...clause(its),
        finding: 'no violation',
        vote: { for: { north: 1, south: 1 } },
      };
      expect((await signed(its, 'member-1', 'council', 'finding', finding)).detail).toMatch(/council/);
      for (const as of ['head-1', 'duty-1'])
        expect([await staff(its, as, 'finding', finding)].map(({ status, code }) => [status, code])).toEqual([
          [403, 'request/not-allowed'],
        ]);
      expect((await signed(its, 'head-1', 'commission', 'finding', finding)).code).toBe('entry/key');
      expect((await standing(its, incident)).finding).toBe('none');
    },
    START_MS,
  );
});

test(
  'a dispute that nobody settles is deadlocked, and goes to the next tier, by the clock of the text',
  async () => {
    const incident = await verified(its, 10);
    const tier = { incident, resolution: 'at tier', tier: 1, reason: 'referred' };
    expect(await staff(its, 'head-1', 'resolution', tier)).toMatchObject({
      incident: { resolution: 'at tier', tier: 1 },
    });
    vi.useFakeTimers({ toFake: ['Date'] });
    const states: unknown[] = [];
    for (const hours of [1, 2, 3]) {
      vi.setSystemTime(Date.now() + hours * HOUR);
      // Any entry moves the clock; nobody has to ask for it.
      await staff(its, 'duty-1', 'grade', { report: incident, grade: 'B2' });
      const { resolution, tier: at } = await standing(its, incident);
      states.push([resolution, at]);
    }
    expect(states).toEqual([
      ['at tier', 1],
      ['deadlocked', 1],
      ['at tier', 2],
    ]);
    // At the second tier the first one's body decides no more.
    const remedy = {
      incident,
      resolution: 'agreed remedy',
      remedy: 'withdraw',
      vote: { for: { north: 1, south: 1 } },
    };
    expect((await signed(its, 'member-1', 'commission', 'resolution', remedy)).detail).toMatch(
      /at tier 2 council decides/,
    );
    expect(await signed(its, 'member-1', 'council', 'resolution', remedy)).toMatchObject({
      incident: { resolution: 'agreed remedy' },
    });
  },
  START_MS,
);
