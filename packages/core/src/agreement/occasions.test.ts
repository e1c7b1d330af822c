import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { adviceOn } from './advising.ts';
import { ceilings } from './ceilings.ts';
import { coverOf } from './cover.ts';
import { evaluate } from './evaluate.ts';
import type { EvaluatedIncident } from './event.ts';
import type { Fact } from './facts.ts';
import { shareWithin } from './period.ts';
import { ruleScreen } from './rule-screen.ts';
import { anchor, testAgreement } from './testing.ts';

// Firing in a training area is allowed from 24 to 72 hours after each notice of it.
const fromNotice = { hours: 24, after: 'each training-notice' };
const untilNotice = { hours: 72, after: 'each training-notice' };

function ceasefire(permit: object = {}, more: object = {}) {
  return testAgreement({
    adopted: '2026-01-01',
    parties: { east: { name: 'East' }, west: { name: 'West' } },
    events: { 'training-notice': { name: 'notice of training' }, 'other-notice': { name: 'other notice' } },
    clauses: [
      { id: '1', forbid: 'fire', by: 'any party', anchor },
      {
        id: '2',
        permit: 'fire',
        lifts: ['1'],
        by: 'any party',
        from: fromNotice,
        until: untilNotice,
        ...permit,
        anchor,
      },
    ],
    ...more,
  });
}

const notice = (at: string, by?: string): Fact => ({
  fact: 'training-notice',
  at,
  ...(by === undefined ? {} : { by }),
});
const spring = notice('2026-03-25T08:00:00Z', 'east');
const summer = notice('2026-06-25T08:00:00Z', 'east');
const fire = (from: string, to = from): EvaluatedIncident => ({
  id: 'x',
  kind: 'explosion',
  phase: 'impact',
  occurred: { from, to },
});
const judged = (facts: readonly Fact[], from: string, to = from, agreement = ceasefire()) =>
  evaluate(agreement, fire(from, to), { facts })[0];

describe('an exception on notice: each notice opens its own window', () => {
  const both = [spring, summer];
  const rows: readonly (readonly [what: string, at: string, east: string])[] = [
    ['25 hours after the second notice, three months after the first', '2026-06-26T09:00:00Z', 'permitted'],
    ['97 hours after it', '2026-06-29T09:00:00Z', 'breach'],
    ['23 hours after it', '2026-06-26T07:00:00Z', 'breach'],
    ['a second short of 24 hours', '2026-06-26T07:59:59Z', 'breach'],
    ['at 24 hours', '2026-06-26T08:00:00Z', 'permitted'],
    ['a second short of 72 hours', '2026-06-28T07:59:59Z', 'permitted'],
    ['at 72 hours', '2026-06-28T08:00:00Z', 'breach'],
    ['25 hours after the first', '2026-03-26T09:00:00Z', 'permitted'],
    ['between the two', '2026-05-01T09:00:00Z', 'breach'],
    ['before any', '2026-03-01T09:00:00Z', 'breach'],
  ];
  test.each(rows)('%s', (_what, at, east) => {
    expect(judged(both, at)?.ifBy).toEqual({ east, west: 'breach' });
    expect(judged(both.toReversed(), at)?.ifBy).toEqual({ east, west: 'breach' });
  });

  test('a notice of one side leaves open whose fire it was; outside its window the fire is a breach by either', () => {
    const within = judged(both, '2026-06-26T09:00:00Z');
    expect(within).toMatchObject({ outcome: 'undetermined', missing: 'actor', exception: '2' });
    expect(judged(both, '2026-06-29T09:00:00Z')).toMatchObject({ outcome: 'breach', probability: 1 });
  });

  test('a notice by nobody in particular holds for both', () => {
    const common = [notice('2026-06-25T08:00:00Z')];
    expect(judged(common, '2026-06-26T09:00:00Z')).toMatchObject({ outcome: 'permitted', exception: '2' });
  });

  test('the reasons say which notice it rests on, or how near the nearest came', () => {
    const says = (at: string) => judged(both, at)?.because.join('\n');
    expect(says('2026-06-26T09:00:00Z')).toContain(
      'exception 2: training-notice of 2026-06-25T08:00:00Z by east, from 2026-06-26T08:00:00Z until 2026-06-28T08:00:00Z (if by east)',
    );
    expect(says('2026-06-26T09:00:00Z')).toContain('no training-notice by west is on record (if by west)');
    expect(says('2026-06-29T09:00:00Z')).toContain('the last before it is training-notice of 2026-06-25');
    expect(says('2026-03-01T09:00:00Z')).toContain('the first is training-notice of 2026-03-25');
  });

  test('an event whose time is known within hours is permitted only where all of it lies in a window', () => {
    expect(judged(both, '2026-06-26T08:00:00Z', '2026-06-26T10:00:00Z')?.ifBy.east).toBe('permitted');
    expect(judged(both, '2026-06-26T06:00:00Z', '2026-06-26T10:00:00Z')?.ifBy.east).toBe('undetermined');
    expect(judged(both, '2026-06-26T06:00:00Z', '2026-06-26T10:00:00Z')?.missing).toBe('time');
    expect(judged(both, '2026-06-26T04:00:00Z', '2026-06-26T07:59:59Z')?.ifBy.east).toBe('breach');
    // Two windows that overlap are one: what spans both is in one or the other throughout.
    const next = notice('2026-06-26T08:00:00Z', 'east');
    const spanning = ['2026-06-26T09:00:00Z', '2026-06-29T07:00:00Z'] as const;
    expect(judged([summer], ...spanning)?.ifBy.east).toBe('undetermined');
    expect(judged([summer, next], ...spanning)?.ifBy.east).toBe('permitted');
  });

  test('what else bounds the exception bounds each window', () => {
    const late = ceasefire({ until: '2026-06-01', from: fromNotice });
    expect(judged(both, '2026-05-01T09:00:00Z', undefined, late)?.ifBy.east).toBe('permitted');
    expect(judged(both, '2026-06-26T09:00:00Z', undefined, late)?.ifBy.east).toBe('breach');
  });

  test('without "from" a window begins with its notice', () => {
    const agreement = ceasefire({ from: undefined });
    expect(judged(both, '2026-06-25T07:59:59Z', undefined, agreement)?.ifBy.east).toBe('breach');
    expect(judged(both, '2026-06-25T08:00:00Z', undefined, agreement)?.ifBy.east).toBe('permitted');
  });

  test('an exception by number to a ceiling holds after each notice too', () => {
    const agreement = ceasefire(
      {},
      {
        clauses: [
          { id: '1', limit: 'tank', 'at-most': 10, anchor },
          {
            id: '2',
            permit: 'holding',
            lifts: ['1'],
            number: 5,
            from: fromNotice,
            until: untilNotice,
            anchor,
          },
        ],
      },
    );
    const held: Fact = {
      fact: 'holding',
      by: 'east',
      at: '2026-03-01T00:00:00Z',
      value: { of: 'tank', count: 12 },
    };
    const east = (at: string) =>
      ceilings(agreement, [...both, held], Date.parse(at)).find(({ by }) => by === 'east')?.outcome;
    expect(east('2026-06-26T09:00:00Z')).toBe('permitted');
    expect(east('2026-06-29T09:00:00Z')).toBe('breach');
  });
});

describe('a ban that follows each notice', () => {
  const agreement = ceasefire(
    {},
    {
      clauses: [
        {
          id: '1',
          forbid: 'fire',
          from: { hours: 1, after: 'each training-notice' },
          until: untilNotice,
          anchor,
        },
      ],
    },
  );
  const facts = [notice('2026-03-25T08:00:00Z'), notice('2026-06-25T08:00:00Z')];
  const shot = (at: string, to?: string) => judged(facts, at, to, agreement);
  test('holds in each window and in none between', () => {
    expect(shot('2026-06-25T09:00:00Z')?.outcome).toBe('breach');
    expect(shot('2026-05-25T09:00:00Z')?.outcome).toBe('not-applicable');
    expect(shot('2026-06-25T08:00:00Z', '2026-06-25T10:00:00Z')).toMatchObject({
      outcome: 'breach',
      probability: 0.5,
    });
    expect(shot('2026-06-25T09:00:00Z')?.because[0]).toContain('training-notice of 2026-06-25T08:00:00Z');
    expect(judged([], '2026-06-25T09:00:00Z', undefined, agreement)).toMatchObject({
      outcome: 'undetermined',
      missing: 'training-notice',
    });
  });

  test('the fast path never says what the full evaluation does not', () => {
    const screen = ruleScreen(agreement, facts);
    const code = (at: string) => {
      screen.run(screen.read(fire(at)), new Float64Array());
      return screen.codes[0];
    };
    expect([
      code('2026-06-25T09:00:00Z'),
      code('2026-05-25T09:00:00Z'),
      code('2026-01-02T00:00:00Z'),
    ]).toEqual([3, 3, 0]);
  });
});

describe('check says where "each" is not what it seems', () => {
  const messages = (agreement: ReturnType<typeof ceasefire>) =>
    adviceOn(agreement).flatMap(({ message }) => (message.includes('training-notice') ? [message] : []));
  const of = (permit: object) => messages(ceasefire(permit)).join('\n');
  test('a window in order, without an end, with one edge from the first notice, and upside down', () => {
    expect(of({})).toBe('');
    expect(of({ until: undefined })).toMatch(
      /clauses\[1\]\.from: clause 2 .* one training-notice lasts for ever; add until/,
    );
    expect(of({ until: { hours: 72, after: 'training-notice' } })).toMatch(
      /clauses\[1\]\.until: .*only the first training-notice; write "each training-notice"/,
    );
    expect(of({ from: { hours: 24, after: 'other-notice' } })).toMatch(
      /clauses\[1\]\.from: .*only the first other-notice/,
    );
    expect(of({ until: { hours: 12, after: 'each training-notice' } })).toMatch(/ends before it begins/);
  });

  test('where it has no effect', () => {
    const clauses = [
      { id: '1', limit: 'tank', 'at-most': 10, from: fromNotice, anchor },
      {
        id: '2',
        require: 'a report',
        'met-by': 'other-notice',
        from: fromNotice,
        until: untilNotice,
        anchor,
      },
      { id: '3', forbid: 'fire', armed: { absent: 'other-notice', at: fromNotice }, anchor },
    ];
    const said = messages(ceasefire({}, { clauses }));
    expect(said.map((one) => one.split(':')[0])).toEqual([
      'clauses[0].from',
      'clauses[1].from',
      'clauses[2].armed.at',
    ]);
    for (const one of said) expect(one).toContain('only the first training-notice counts');
  });
});

test('a cover gives of any time what its stretches give one by one, however they lie', () => {
  const stretch = fc.tuple(fc.nat(50), fc.nat(50));
  fc.assert(
    fc.property(
      fc.array(stretch, { maxLength: 8 }),
      stretch,
      stretch,
      (stretches, [from, long], [start, wide]) => {
        const [to, end] = [from + long, start + wide];
        const cover = coverOf(stretches.map(([at, width]) => [at, at + width]));
        const covered = (at: number) =>
          at >= start && at < end && stretches.some(([begin, width]) => at >= begin && at < begin + width);
        const moments = Array.from({ length: long }, (_one, index) => from + index).filter(covered).length;
        expect(cover.share(from, to, start, end)).toBeCloseTo(
          long === 0 ? Number(covered(from)) : moments / long,
          10,
        );
      },
    ),
  );
  fc.assert(
    fc.property(stretch, stretch, ([from, long], [start, wide]) => {
      fc.pre(wide > 0);
      const alone = coverOf([[start, start + wide]]).share(from, from + long, -1, 1000);
      expect(alone).toBeCloseTo(shareWithin(from, from + long, start, start + wide), 10);
    }),
  );
});

test('ten thousand notices are told apart as two are', () => {
  const hour = 3_600_000;
  const begin = Date.parse('2026-01-02T00:00:00Z');
  const at = (hours: number) => new Date(begin + hours * hour).toISOString();
  const facts = Array.from({ length: 10_000 }, (_one, index) => notice(at(index * 100), 'east'));
  expect(judged(facts, at(5000 * 100 + 25))?.ifBy.east).toBe('permitted');
  expect(judged(facts, at(5000 * 100 + 23))?.ifBy.east).toBe('breach');
  expect(judged(facts, at(5000 * 100 + 73))?.ifBy.east).toBe('breach');
});
