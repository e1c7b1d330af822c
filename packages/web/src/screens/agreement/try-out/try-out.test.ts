import { type Agreement, geometryAreas, readAgreement } from '@armistice/core/agreement';
import type { Position } from '@armistice/core/geo';
import { KINDS, PHASES } from '@armistice/core/mission';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { areasAt, indexAreas, speaking } from '../clause-areas.ts';
import { drawnFrom, geometriesOf, inForceAt } from '../drawn-geometry.ts';
import { readPlace } from './position-field.tsx';
import {
  eventIn,
  firstTryOut,
  fromQuery,
  judge,
  type TryOut,
  toQuery,
  WEAPONS,
  withEvent,
} from './try-out.ts';

const anchor = {
  article: 'Article',
  paraphrase: 'Simulated.',
  source: 'none',
  words: 'none',
  certainty: 'unchecked',
} as const;

function clock(local: string) {
  return { local, utc: `${local}T00:00:00Z` };
}

/** Two sides of a line; heavy guns 15 km off on one's own side after a day, no fire within 5 km at all. */
function agreement(): Agreement {
  const read = readAgreement({
    agreement: 'exercise-test',
    version: 1,
    revision: 1,
    title: 'EXERCISE',
    exercise: true,
    adopted: clock('2026-11-01'),
    'in-force': clock('2026-11-01'),
    clock: 'UTC',
    'clock-offsets': [[-1e10, 0]],
    parties: [
      { id: 'north', name: 'North' },
      { id: 'south', name: 'South' },
    ],
    lines: { contact: { name: 'line', sides: { north: 'left', south: 'right' } } },
    clauses: [
      {
        verb: 'require',
        id: '1',
        require: 'withdrawal',
        of: 'howitzer',
        by: 'any party',
        within: '15 km',
        'of-line': 'contact',
        'on-side': 'own',
        until: clock('2026-11-20'),
        anchor,
      },
      { verb: 'forbid', id: '2', forbid: 'fire', within: '<= 5 km', 'of-line': 'contact', anchor },
      { verb: 'forbid', id: '3', forbid: 'jamming', anchor },
      { verb: 'forbid', id: '4', forbid: 'exercise', from: { days: 10, after: 'handover' }, anchor },
    ],
    events: { handover: { name: 'the posts are handed over' } },
  });
  if (!read.ok) throw new Error(read.refusal.message);
  return read.value;
}

const text = agreement();
// From west to east, a bend in the middle.
const geojson = {
  type: 'LineString',
  coordinates: [
    [-28.9, 42.03],
    [-28.2, 42.005],
    [-27.2, 42.02],
  ],
};
const drawn = drawnFrom(text, [
  { section: 'lines', name: 'contact', from: '2026-11-01T00:00:00Z', file: 'a.geojson', hash: '', geojson },
]);
const areas = geometryAreas(text, undefined, geometriesOf(drawn));
const howitzer: TryOut = {
  at: [-28.2, 42.1],
  radius: 0,
  kind: 'presence',
  phase: undefined,
  weapon: 'howitzer',
  calibre: 122,
  time: Date.UTC(2026, 11, 1),
  supposed: [],
};
const spoken = (event: TryOut) =>
  speaking(judge(text, event, areas)).map(({ clause, ifBy }) => [clause, ifBy.north, ifBy.south]);

describe('the clauses that speak', () => {
  test('change sides with an event that is moved across the line', () => {
    expect(spoken(howitzer)).toEqual([['1', 'breach', 'not-applicable']]);
    expect(spoken({ ...howitzer, at: [-28.2, 41.95] })).toEqual([['1', 'not-applicable', 'breach']]);
    expect(spoken({ ...howitzer, at: [-28.2, 42.3] })).toEqual([]);
  });

  test('fall silent before the deadline', () => {
    expect(spoken({ ...howitzer, time: Date.UTC(2026, 10, 19, 23, 59) })).toEqual([]);
  });

  test('tell by the probability how exact the place is', () => {
    const exact = judge(text, { ...howitzer, at: [-28.2, 42.138] }, areas);
    const rough = judge(text, { ...howitzer, at: [-28.2, 42.138], radius: 5000 }, areas);
    expect(exact[0]?.probability).toBe(1);
    expect(rough[0]?.probability).toBeGreaterThan(0.4);
    expect(rough[0]?.probability).toBeLessThan(0.9);
  });

  test('speak though unchecked: a try-out is no mission', () => {
    expect(
      judge(text, { ...howitzer, kind: 'jamming' }, areas).find(({ clause }) => clause === '3'),
    ).toMatchObject({
      outcome: 'breach',
      certainty: 'unchecked',
    });
  });
});

test('a clause that counts from an undated moment is open until somebody supposes it, and then before or after', () => {
  const exercise = (...days: readonly number[]) =>
    judge(
      text,
      {
        ...howitzer,
        kind: 'exercise',
        supposed: days.map((day) => ({ event: 'handover', at: Date.UTC(2026, 10, day, 12) })),
      },
      areas,
    ).find(({ clause }) => clause === '4');
  expect(exercise()).toMatchObject({ outcome: 'undetermined', missing: 'handover' });
  expect(exercise(10)).toMatchObject({ outcome: 'breach' });
  expect(exercise(28)).toMatchObject({ outcome: 'not-applicable' });
});

describe('the areas of the clauses', () => {
  const index = indexAreas(text);
  const at = (where: Position) =>
    areasAt(text, index.areas, inForceAt(drawn, Date.UTC(2026, 11, 1)), where).map((area) =>
      area.kind === 'belt' ? [area.side ?? 'both', ...area.clauses] : [area.zone, ...area.clauses],
    );

  test('are one for each side that a clause asks for, and one for both where it asks for none', () => {
    expect(index.areas).toMatchObject([
      { side: 'north', within: 15_000, clauses: ['1'] },
      { side: 'south', within: 15_000, clauses: ['1'] },
      { side: undefined, within: 5000, clauses: ['2'] },
    ]);
    expect(index.places.get('3')).toEqual({ areas: [], lines: [], open: [] });
  });

  test('are found where a place lies', () => {
    expect(at([-28.2, 42.1])).toEqual([['north', '1']]);
    expect(at([-28.2, 42.03])).toEqual([
      ['north', '1'],
      ['both', '2'],
    ]);
    expect(at([-28.2, 41.99])).toEqual([
      ['south', '1'],
      ['both', '2'],
    ]);
    expect(at([-28.2, 42.4])).toEqual([]);
  });

  test('agree with what the evaluator says of fire there, place by place', () => {
    const place = fc.tuple(
      fc.double({ min: -28.9, max: -27.3, noNaN: true }),
      fc.double({ min: 41.8, max: 42.3, noNaN: true }),
    );
    fc.assert(
      fc.property(place, ([x, y]) => {
        const where: Position = [Math.round(x * 1e7) / 1e7, Math.round(y * 1e7) / 1e7];
        const fire = { ...howitzer, at: where, kind: 'mortar-fire', phase: 'impact' };
        const says = judge(text, fire, areas).find(({ clause }) => clause === '2')?.outcome === 'breach';
        return says === at(where).some((area) => area.includes('2'));
      }),
      { numRuns: 300 },
    );
  });
});

test('any event survives the address of the page', () => {
  const event = fc.record({
    at: fc.tuple(
      fc.integer({ min: -18_000_000, max: 18_000_000 }).map((one) => one / 1e5),
      fc.integer({ min: -8_500_000, max: 8_500_000 }).map((one) => one / 1e5),
    ),
    radius: fc.integer({ min: 0, max: 50_000 }),
    kind: fc.constantFrom(...KINDS),
    phase: fc.option(fc.constantFrom(...PHASES), { nil: undefined }),
    weapon: fc.option(fc.constantFrom(...WEAPONS), { nil: undefined }),
    calibre: fc.option(
      fc.integer({ min: 1, max: 20_000 }).map((one) => one / 10),
      { nil: undefined },
    ),
    time: fc.integer({ min: -1e9, max: 4e9 }).map((seconds) => seconds * 1000),
    supposed: fc.array(
      fc.record({
        event: fc.constantFrom('withdrawal-start', 'approval'),
        at: fc.integer({ min: 0, max: 4e9 }).map((seconds) => seconds * 1000),
      }),
      { maxLength: 4 },
    ),
  });
  fc.assert(
    fc.property(event, (one) => {
      expect(fromQuery(toQuery(one))).toEqual({ event: one });
    }),
  );
});

test.each([
  ['?at=42,-28&kind=presence', 'time'],
  ['?at=95,-28&kind=presence&time=2026-12-01T00:00:00Z', 'at'],
  ['?at=42&kind=presence&time=2026-12-01T00:00:00Z', 'at'],
  ['?at=42,-28&kind=attack&time=2026-12-01T00:00:00Z', 'kind'],
  ['?at=42,-28&radius=-5&kind=presence&time=2026-12-01T00:00:00Z', 'radius'],
  ['?at=42,-28&kind=shot&end=both&time=2026-12-01T00:00:00Z', 'end'],
  ['?at=42,-28&kind=shot&weapon=%3Cb%3E&time=2026-12-01T00:00:00Z', 'weapon'],
  ['?at=42,-28&kind=shot&calibre=0&time=2026-12-01T00:00:00Z', 'calibre'],
  ['?at=42,-28&kind=shot&time=2026-12-01T00:00:00Z&suppose=yesterday', 'suppose'],
])('the address %s is told to be wrong at "%s"', (query, fault) => {
  expect(fromQuery(query)).toEqual({ fault });
});

test('an address that holds no event is none', () => {
  expect(fromQuery('')).toEqual({});
  expect(fromQuery('?utm=1')).toEqual({});
});

test('the first click drops what the clauses know: a month on, of no party', () => {
  expect(firstTryOut(text, [1, 2])).toMatchObject({ kind: 'presence', weapon: 'howitzer', at: [1, 2] });
  expect(new Date(firstTryOut(text, [1, 2]).time).toISOString()).toBe('2026-12-01T12:00:00.000Z');
});

test.each([
  ['42° 06.000′ N 28° 12.000′ W', [-28.2, 42.1]],
  ['N42.1 W28.2', [-28.2, 42.1]],
])('a place typed as %s is read', (typed, at) => {
  expect(readPlace(typed)).toEqual({ at });
});

test('a grid reference says how exact it is', () => {
  const read = readPlace('26T LM 123 456');
  expect('radius' in read && read.radius).toBe(56);
});

test('a place without its letters is refused in words', () => {
  const read = readPlace('42.1, -28.2');
  expect('refusal' in read && read.refusal).toMatch(/write S or W/);
});

test('an event that is put, undone or cleared leaves what else the address says, and is undone alone', () => {
  const event = toQuery(firstTryOut(agreement(), [37, 47]));
  const put = withEvent('?towns=off', event);
  expect(put).toBe(`${event}&towns=off`);
  expect(fromQuery(put)).toEqual(fromQuery(event));
  // Nothing of an event stands there: there is nothing to undo.
  expect(eventIn('?towns=off')).toBe('');
  expect(`?${eventIn(put)}`).toBe(event);
  expect(withEvent(put, '')).toBe('?towns=off');
  // Towns that were ticked meanwhile stay so.
  expect(withEvent(event, eventIn(put))).toBe(event);
  expect(withEvent(event, '')).toBe('');
});
