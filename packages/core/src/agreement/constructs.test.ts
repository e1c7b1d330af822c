import { describe, expect, test } from 'vitest';
import { caseAreas } from './case-areas.ts';
import { ceilings } from './ceilings.ts';
import { evaluate } from './evaluate.ts';
import type { EvaluatedIncident } from './event.ts';
import type { Fact } from './facts.ts';
import { parseAgreement } from './parse.ts';
import { obligations } from './standing.ts';
import { anchor, sourceOf, testAgreement } from './testing.ts';

// Constructs that single texts force on the language, each with what changes by it.

const on = (day: string) => Date.parse(`2026-${day}T12:00:00Z`);
const fact = (name: string, day: string, value?: object, by?: string): Fact => ({
  fact: name,
  at: `2026-${day}T12:00:00Z`,
  ...(by === undefined ? {} : { by }),
  ...(value === undefined ? {} : { value }),
});
const refusal = (change: object) => {
  const read = parseAgreement(sourceOf(change));
  return read.ok ? '' : read.refusal.message;
};

describe('a duty that arises anew with each event and has no deadline', () => {
  const agreement = testAgreement({
    events: { violation: { name: 'an alleged violation' }, reported: { name: 'it is reported' } },
    clauses: [
      {
        id: '1',
        require: 'a report',
        each: 'violation',
        'met-by': 'reported',
        same: 'case',
        by: 'north',
        anchor,
      },
    ],
  });
  const statuses = (facts: readonly Fact[]) =>
    obligations(agreement, facts, on('12-01')).map(({ status, missing }) => missing ?? status);

  test('is owed to each, and met by what bears the same mark', () => {
    const twice = [fact('violation', '07-02', { case: 'a' }), fact('violation', '07-03', { case: 'b' })];
    expect(statuses([])).toEqual(['violation']);
    expect(statuses(twice)).toEqual(['due', 'due']);
    expect(statuses([...twice, fact('reported', '07-04', { case: 'b' }, 'north')])).toEqual(['due', 'met']);
    expect(statuses([...twice, fact('reported', '07-04', { case: 'b' }, 'south')])).toEqual(['due', 'due']);
  });

  test('names the mark where an event does not bear it', () => {
    expect(statuses([fact('violation', '07-02')])).toEqual(['case']);
  });
});

describe('a deadline that is counted from another deadline', () => {
  const clauses = (more: object = {}) => [
    { id: 'a', require: 'leaving', until: { days: 10, after: 'start', 'first-day': 'unsaid' }, anchor },
    {
      id: 'b',
      require: 'clearing',
      until: { days: 5, 'after-deadline-of': 'a', ...more },
      by: 'north',
      anchor,
    },
  ];
  const events = { start: { name: 'the start' } };

  test('carries both readings on, and waits for the same event', () => {
    const agreement = testAgreement({ events, clauses: clauses() });
    const due = (facts: readonly Fact[]) =>
      obligations(agreement, facts, on('07-05')).find(({ clause }) => clause === 'b');
    expect(due([])).toMatchObject({ status: 'undetermined', missing: 'start' });
    // Started on 1 July: ten days end with 10 or 11 July, five more with 15 or 16 July, in the Azores.
    expect(due([fact('start', '07-01')])).toMatchObject({
      earliest: '2026-07-16T00:00:00Z',
      due: '2026-07-17T00:00:00Z',
    });
  });

  test('is refused where it rests on itself, on nothing, or on a clause without a deadline', () => {
    const circle = clauses();
    const first = { ...circle[0], until: { days: 1, 'after-deadline-of': 'b' } };
    expect(refusal({ events, clauses: [first, circle[1]] })).toMatch(/counted from itself; name the event/);
    expect(refusal({ events, clauses: clauses({ 'after-deadline-of': 'c' }) })).toMatch(/"c" is no clause/);
    const open = { id: 'a', require: 'leaving', anchor };
    expect(refusal({ events, clauses: [open, circle[1]] })).toMatch(
      /clause a has no deadline; give it "until"/,
    );
  });
});

describe('working days', () => {
  const clauses = [
    {
      id: '1',
      require: 'a notice',
      until: { 'working-days': 3, after: 'change' },
      'met-by': 'notice',
      by: 'north',
      anchor,
    },
  ];
  const due = (more: object) =>
    obligations(
      testAgreement({ events: { change: { name: 'a change' } }, clauses, ...more }),
      // A Wednesday.
      [fact('change', '12-23')],
      on('12-24'),
    )[0];

  test('leave out the weekend and say that no holidays are declared', () => {
    expect(due({})?.due).toBe('2026-12-29T01:00:00Z');
    expect(due({})?.because[0]).toContain('no holidays are declared');
  });
  test('leave out declared holidays', () => {
    expect(due({ holidays: ['2026-12-25'] })?.due).toBe('2026-12-30T01:00:00Z');
    expect(due({ holidays: ['2026-12-25', '2026-12-26', '2026-12-28'] })?.due).toBe('2026-12-31T01:00:00Z');
    expect(due({ holidays: ['2026-12-25'] })?.because[0]).toContain('declared holidays are left out');
  });
  test('a holiday that no calendar has is refused', () => {
    expect(refusal({ holidays: ['2026-02-29'] })).toMatch(
      /^holidays\[0\] names a day, but there is no such day/,
    );
  });
});

describe("a belt on one's own side", () => {
  const agreement = testAgreement({
    lines: { contact: { name: 'contact', sides: { north: 'left', south: 'right' } } },
    zones: { own: { name: 'own belt', belt: { 'of-line': 'contact', within: '10 km', 'on-side': 'own' } } },
    clauses: [{ id: '1', forbid: 'presence', in: 'own', anchor }],
  });
  test('is another belt for each party', () => {
    const found = (side: string) =>
      evaluate(
        agreement,
        { id: 'a', kind: 'presence', occurred: { from: '2026-12-01T12:00:00Z', to: '2026-12-01T12:00:00Z' } },
        { areas: caseAreas([{ line: 'contact', distance: '5 km', side }], () => undefined) },
      )[0]?.ifBy;
    expect(found('north')).toEqual({ north: 'breach', south: 'not-applicable' });
    expect(found('south')).toEqual({ north: 'not-applicable', south: 'breach' });
  });
});

describe('ceilings', () => {
  const of = (clause: object, facts: readonly Fact[], more: object = {}) =>
    ceilings(
      testAgreement({
        things: { force: { name: 'force' } },
        events: { flight: { name: 'a flight' } },
        clauses: [
          { id: '1', by: 'north', anchor, ...clause },
          ...((more as { extra?: object[] }).extra ?? []),
        ],
        ...Object.fromEntries(Object.entries(more).filter(([name]) => name !== 'extra')),
      }),
      facts,
      on('12-01'),
    ).find(({ clause: id }) => id === '1');
  const held = (count: number, value: object = {}) => [
    fact('holding', '11-01', { of: 'force', count, ...value }, 'north'),
  ];

  test('a number that is said to be approximate is passed for sure only beyond its declared margin', () => {
    const open = (count: number) => of({ limit: 'force', 'at-most': 100, about: true }, held(count));
    expect([open(100)?.outcome, open(101)?.outcome, open(101)?.missing]).toEqual([
      'not-applicable',
      'undetermined',
      'margin',
    ]);
    const declared = (count: number) =>
      of({ limit: 'force', 'at-most': 100, about: '5 %' }, held(count))?.outcome;
    expect([declared(100), declared(105), declared(106)]).toEqual([
      'not-applicable',
      'not-applicable',
      'breach',
    ]);
  });

  test('an exception by number covers its own kind alone', () => {
    const more = {
      weapons: {
        guard: { name: 'guards', kind: ['border-guards'] },
        soldier: { name: 'persons', kind: ['personnel'] },
      },
      extra: [{ id: '2', permit: 'holding', lifts: '1', of: 'guard', number: 50, by: 'north', anchor }],
    };
    const counted = (guards: number, others: number) =>
      of(
        { limit: 'soldier', 'at-most': 100 },
        [
          fact('holding', '11-01', { of: 'guard', count: guards, unit: 'a' }, 'north'),
          fact('holding', '11-01', { of: 'soldier', count: others, unit: 'b' }, 'north'),
        ],
        more,
      )?.outcome;
    expect(counted(50, 100)).toBe('permitted');
    expect(counted(51, 100)).toBe('breach');
    expect(counted(10, 100)).toBe('permitted');
    expect(counted(10, 101)).toBe('breach');
  });

  test('what one asker may have is a number too', () => {
    const flights = (count: number) => [
      fact('flight', '11-01', { over: 'north', count }, 'south'),
      fact('flight', '11-02', { over: 'north', count: 1 }, 'west'),
    ];
    const clause = { limit: 'flight', 'at-most': 9, per: '1 year', whose: 'over', 'per-asker': 2 };
    expect(of(clause, flights(2))?.outcome).toBe('not-applicable');
    expect(of(clause, flights(3))).toMatchObject({
      outcome: 'breach',
      because: expect.arrayContaining(['south has 3 of what north is asked for, more than 2']),
    });
  });
});

describe('a crossing of a named line', () => {
  const agreement = testAgreement({
    lines: { border: { name: 'the border' }, river: { name: 'the river' } },
    clauses: [{ id: '1', forbid: 'crossing', 'of-line': 'border', anchor }],
  });
  const event = (more: object): EvaluatedIncident => ({
    id: 'a',
    kind: 'crossing',
    occurred: { from: '2026-12-01T12:00:00Z', to: '2026-12-01T12:00:00Z' },
    ...more,
  });
  test('is told from a crossing of another line, and is open where nobody says what was crossed', () => {
    const areas = (crossed: 'yes' | 'no') => caseAreas([{ line: 'border', crossed }], () => undefined);
    expect(evaluate(agreement, event({}), { areas: areas('yes') })[0]?.outcome).toBe('breach');
    expect(evaluate(agreement, event({}), { areas: areas('no') })[0]?.outcome).toBe('not-applicable');
    expect(evaluate(agreement, event({ crossed: ['river'] }))[0]?.outcome).toBe('not-applicable');
    expect(evaluate(agreement, event({ crossed: ['river', 'border'] }))[0]?.outcome).toBe('breach');
    expect(evaluate(agreement, event({}))[0]).toMatchObject({ outcome: 'undetermined', missing: 'line' });
  });
});

describe('a unit that moves', () => {
  const agreement = testAgreement({
    zones: { near: { name: 'the near zone' }, far: { name: 'the far zone' } },
    clauses: [{ id: '1', limit: 'tank', by: 'north', 'at-most': 75, anchor }],
  });
  const holding = (day: string, unit: string, zone: string, count: number) =>
    fact('holding', day, { of: 'tank', unit, in: [zone], count }, 'north');

  test('is counted where it was last stated to be, and once', () => {
    const moved = [
      holding('08-01', 'u1', 'near', 60),
      holding('08-01', 'u2', 'near', 10),
      holding('09-01', 'u1', 'far', 60),
    ];
    expect(ceilings(agreement, moved, on('10-01'))[0]).toMatchObject({
      counted: 70,
      outcome: 'not-applicable',
    });
  });

  test('and split between two zones at one moment, in both', () => {
    const split = [holding('08-01', 'u1', 'near', 40), holding('08-01', 'u1', 'far', 40)];
    expect(ceilings(agreement, split, on('10-01'))[0]).toMatchObject({ counted: 80, outcome: 'breach' });
  });
});

test('a condition that the text itself dates holds from that date on', () => {
  const agreement = testAgreement({
    events: { talks: { name: 'the talks', at: '2026-08-01' } },
    clauses: [{ id: '1', forbid: 'fire', provided: ['talks'], anchor }],
  });
  const outcomes = (day: string) =>
    evaluate(agreement, {
      id: 'e',
      kind: 'explosion',
      phase: 'impact',
      occurred: { from: `2026-${day}T12:00:00Z`, to: `2026-${day}T12:00:00Z` },
    } as EvaluatedIncident).map(({ outcome }) => outcome);
  expect([outcomes('07-20'), outcomes('08-20')]).toEqual([['not-applicable'], ['breach']]);
});

test('of several measures the one that nobody stated is a missing fact, and not below its edge', () => {
  const agreement = testAgreement({
    clauses: [{ id: '1', forbid: 'exercise', 'if-any': { troops: '>= 9000', tanks: '>= 250' }, anchor }],
  });
  const said = (measures: object) =>
    evaluate(agreement, {
      id: 'e',
      kind: 'exercise',
      occurred: { from: '2026-08-20T12:00:00Z', to: '2026-08-20T12:00:00Z' },
      measures,
    } as EvaluatedIncident).map(({ outcome, missing }) => missing ?? outcome);
  expect(said({ troops: 50 })).toEqual(['tanks']);
  expect(said({ troops: 50, tanks: 249 })).toEqual(['not-applicable']);
  expect(said({ tanks: 250 })).toEqual(['breach']);
});
