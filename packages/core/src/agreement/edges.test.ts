import { describe, expect, test } from 'vitest';
import { expectAccepted } from '../base/index.ts';
import { positionAlong } from '../geo/index.ts';
import { evaluate } from './evaluate.ts';
import type { EvaluatedIncident } from './event.ts';
import type { Fact } from './facts.ts';
import { withGeometry } from './geometry.ts';
import { obligations } from './standing.ts';
import { anchor, testAgreement } from './testing.ts';

// Both sides of every edge that a text draws: a calibre, a distance, an hour of the clock, a number of days.

const BREACH = 'breach';
const NOT = 'not-applicable';

const event = (more: object, at = '2026-12-01T12:00:00Z'): EvaluatedIncident => ({
  id: 'x',
  kind: 'presence',
  occurred: { from: at, to: at },
  ...more,
});

describe('a calibre at, just below and just above 100 mm', () => {
  const edges: readonly (readonly [edge: string, below: string, at: string, above: string])[] = [
    ['> 100 mm', NOT, NOT, BREACH],
    ['>= 100 mm', NOT, BREACH, BREACH],
    ['< 100 mm', BREACH, NOT, NOT],
    ['<= 100 mm', BREACH, BREACH, NOT],
    ['= 100 mm', NOT, BREACH, NOT],
    ['>= 100.0 mm', NOT, BREACH, BREACH],
  ];
  test.each(edges)('%s: %s, %s, %s', (calibre, ...expected) => {
    const agreement = testAgreement({
      weapons: { guns: { name: 'guns', kind: ['artillery'], calibre } },
      clauses: [{ id: '1', forbid: 'presence', of: 'guns', anchor }],
    });
    const found = [99.9, 100, 100.1].map(
      (one) => evaluate(agreement, event({ weapon: { class: 'howitzer', calibre: one } }))[0]?.outcome,
    );
    expect(found).toEqual(expected);
  });
});

describe('a place one centimetre short of 15 km from a line, and one beyond', () => {
  // A meridian: due west of it a geodesic of 15 km ends 15 km from it, since it leaves at a right angle.
  const line = {
    type: 'LineString',
    coordinates: [
      [37, 49],
      [37, 47],
    ],
  };
  const drawn = (clause: object) =>
    expectAccepted(
      withGeometry(
        testAgreement({
          lines: {
            contact: {
              name: 'contact',
              sides: { north: 'right', south: 'left' },
              versions: [{ from: '2026-07-01', file: 'lines/contact.geojson' }],
            },
          },
          clauses: [{ id: '1', forbid: 'presence', 'of-line': 'contact', ...clause, anchor }],
        }),
        { 'lines/contact.geojson': line },
      ),
    );
  // As fusion gives a place: not rounded to 1e-7 of a degree, which is a centimetre.
  const placed = (metres: number) =>
    event({ place: { at: positionAlong([37, 48], 270, metres), covariance: [0, 0, 0] } });
  const rows: readonly (readonly [clause: object, within: string, beyond: string])[] = [
    [{ within: '15 km' }, BREACH, NOT],
    [{ within: '<= 15.000 km' }, BREACH, NOT],
    [{ beyond: '15 km' }, NOT, BREACH],
    [{ beyond: '> 15 km' }, NOT, BREACH],
    [{ beyond: '15 km', within: '20 km' }, NOT, BREACH],
    [{ within: '15 km', 'on-side': 'north' }, BREACH, NOT],
    [{ within: '15 km', 'on-side': 'south' }, NOT, NOT],
    [{ beyond: '15 km', 'on-side': 'north' }, NOT, BREACH],
  ];
  test.each(rows)('%j: %s, then %s', (clause, ...expected) => {
    const agreement = drawn(clause);
    const found = [14_999.99, 15_000.01].map((metres) => evaluate(agreement, placed(metres))[0]?.outcome);
    expect(found).toEqual(expected);
  });

  test('exactly 15.000 km belongs to the belt only where the text says so', () => {
    const at = placed(15_000);
    expect(evaluate(drawn({ within: '15 km' }), at)[0]?.outcome).toBe(NOT);
    expect(evaluate(drawn({ within: '<= 15 km' }), at)[0]?.outcome).toBe(BREACH);
    expect(evaluate(drawn({ beyond: '15 km' }), at)[0]?.outcome).toBe(BREACH);
    expect(evaluate(drawn({ beyond: '> 15 km' }), at)[0]?.outcome).toBe(NOT);
  });

  test('a movement is a crossing where it ends on the other side, and none where it comes back', () => {
    const agreement = expectAccepted(
      withGeometry(
        testAgreement({
          lines: {
            contact: { name: 'contact', versions: [{ from: '2026-07-01', file: 'lines/contact.geojson' }] },
          },
          clauses: [{ id: '1', forbid: 'crossing', 'of-line': 'contact', anchor }],
        }),
        { 'lines/contact.geojson': line },
      ),
    );
    const moved = (from: number, to: number) => {
      const place = (metres: number) => ({
        type: 'point',
        at: positionAlong([37, 48], metres < 0 ? 270 : 90, Math.abs(metres)),
        radius: 0,
      });
      return event({ kind: 'crossing', movedFrom: place(from), movedTo: place(to) });
    };
    expect(evaluate(agreement, moved(-0.01, 0.01))[0]?.outcome).toBe(BREACH);
    expect(evaluate(agreement, moved(0.01, -0.01))[0]?.outcome).toBe(BREACH);
    expect(evaluate(agreement, moved(0.01, 500))[0]?.outcome).toBe(NOT);
  });
});

describe('the first and the last second of a window, on the clock of the agreement', () => {
  // Kyiv puts its clocks forward on 29 March 2026 at 01:00 UTC, and back on 25 October 2026 at 01:00 UTC.
  const nights = (windows: readonly object[]) =>
    testAgreement({
      clock: 'Europe/Kyiv',
      adopted: '2026-01-01',
      clauses: [{ id: '1', forbid: 'fire', windows, anchor }],
    });
  const shot = (at: string) => event({ kind: 'explosion', phase: 'impact' }, at);
  type Row = readonly [what: string, windows: readonly object[], moment: string, outcome: string];
  const night = [{ from: '22:00', until: '06:00' }];
  const small = [{ from: '03:00', until: '04:00' }];
  const rows: readonly Row[] = [
    ['the last second before a winter night', night, '2026-02-01T19:59:59Z', NOT],
    ['its first second', night, '2026-02-01T20:00:00Z', BREACH],
    ['its last second', night, '2026-02-02T03:59:59Z', BREACH],
    ['the second after it', night, '2026-02-02T04:00:00Z', NOT],
    ['before the short night of March', night, '2026-03-28T19:59:59Z', NOT],
    ['its first second', night, '2026-03-28T20:00:00Z', BREACH],
    ['its last second, an hour earlier in UTC', night, '2026-03-29T02:59:59Z', BREACH],
    ['the second after it', night, '2026-03-29T03:00:00Z', NOT],
    ['before the long night of October', night, '2026-10-24T18:59:59Z', NOT],
    ['its first second', night, '2026-10-24T19:00:00Z', BREACH],
    ['its last second, an hour later in UTC', night, '2026-10-25T03:59:59Z', BREACH],
    ['the second after it', night, '2026-10-25T04:00:00Z', NOT],
    // The hour from 03:00 to 04:00 does not exist on 29 March, and passes twice on 25 October.
    ['before the hour that is skipped', small, '2026-03-29T00:59:59Z', NOT],
    ['after the hour that is skipped', small, '2026-03-29T01:00:00Z', NOT],
    ['before the hour that passes twice', small, '2026-10-24T23:59:59Z', NOT],
    ['the first second of its first passing', small, '2026-10-25T00:00:00Z', BREACH],
    ['the last second of its first passing', small, '2026-10-25T00:59:59Z', BREACH],
    ['the first second of its second passing', small, '2026-10-25T01:00:00Z', BREACH],
    ['the last second of its second passing', small, '2026-10-25T01:59:59Z', BREACH],
    ['after both', small, '2026-10-25T02:00:00Z', NOT],
  ];
  test.each(rows)('%s', (_what, windows, moment, outcome) => {
    expect(evaluate(nights(windows), shot(moment))[0]?.outcome).toBe(outcome);
  });
});

describe('days are counted over a leap day, and end with the local midnight', () => {
  const due = (until: object, start: string, adopted: string, clock = 'Europe/Kyiv') => {
    const agreement = testAgreement({
      clock,
      adopted,
      events: { start: { name: 'the start' } },
      clauses: [
        {
          id: '1',
          require: 'it',
          until: { ...until, after: 'start' },
          'met-by': 'start',
          by: 'north',
          anchor,
        },
      ],
    });
    const facts: readonly Fact[] = [{ fact: 'start', at: start }];
    const [found] = obligations(agreement, facts, Date.parse(start));
    return [found?.earliest, found?.due].filter((one) => one !== undefined);
  };
  type Row = readonly [what: string, until: object, start: string, due: readonly string[]];
  const rows: readonly Row[] = [
    // 28 February 2028 and one day: 29 February ends at 22:00 UTC.
    ['a day to the leap day', { days: 1 }, '2028-02-28T10:00:00Z', ['2028-02-29T22:00:00Z']],
    ['two days over it', { days: 2 }, '2028-02-28T10:00:00Z', ['2028-03-01T22:00:00Z']],
    ['the same where there is none', { days: 1 }, '2027-02-28T10:00:00Z', ['2027-03-01T22:00:00Z']],
    [
      'counted with the first day',
      { days: 2, 'first-day': 'counted' },
      '2028-02-28T10:00:00Z',
      ['2028-02-29T22:00:00Z'],
    ],
    [
      'by both readings',
      { days: 2, 'first-day': 'unsaid' },
      '2028-02-28T10:00:00Z',
      ['2028-02-29T22:00:00Z', '2028-03-01T22:00:00Z'],
    ],
    ['a month from 31 January', { months: 1 }, '2028-01-31T10:00:00Z', ['2028-02-29T22:00:00Z']],
    [
      'a month from 31 January of another year',
      { months: 1 },
      '2027-01-31T10:00:00Z',
      ['2027-02-28T22:00:00Z'],
    ],
    ['a year from a leap day', { years: 1 }, '2028-02-29T10:00:00Z', ['2029-02-28T22:00:00Z']],
    ['four years from a leap day', { years: 4 }, '2028-02-29T10:00:00Z', ['2032-02-29T22:00:00Z']],
    ['hours run on over it', { hours: 48 }, '2028-02-28T10:00:00Z', ['2028-03-01T10:00:00Z']],
    // The last second of a local day is 21:59:59 UTC: a second later the event is of the next day.
    ['from the last second of a day', { days: 1 }, '2028-02-27T21:59:59Z', ['2028-02-28T22:00:00Z']],
    ['from the first second of the next', { days: 1 }, '2028-02-27T22:00:00Z', ['2028-02-29T22:00:00Z']],
    // Into summer time: midnight in Kyiv is 21:00 UTC.
    ['over the day that has 23 hours', { days: 1 }, '2028-03-25T10:00:00Z', ['2028-03-26T21:00:00Z']],
  ];
  test.each(rows)('%s', (_what, until, start, expected) => {
    expect(due(until, start, '2026-01-01')).toEqual(expected);
  });

  // Dates that the texts themselves give or imply; none of them counts the first day.
  const dates: readonly (readonly [start: string, days: number, clock: string, last: string])[] = [
    ['2015-02-12', 30, 'Europe/Kyiv', '2015-03-14'],
    ['1995-12-14', 90, 'Europe/Sarajevo', '1996-03-13'],
    ['1995-12-14', 180, 'Europe/Sarajevo', '1996-06-11'],
    ['2018-12-18', 21, 'Asia/Aden', '2019-01-08'],
    ['2022-07-22', 120, 'Europe/Istanbul', '2022-11-19'],
    ['2024-11-27', 60, 'Asia/Beirut', '2025-01-26'],
    ['2019-12-09', 30, 'Europe/Kyiv', '2020-01-08'],
  ];
  test.each(dates)('%s and %i days in %s: to the end of %s', (start, days, clock, last) => {
    const [found = ''] = due({ days }, `${start}T12:00:00Z`, start, clock);
    const lastSecond = Temporal.Instant.from(found).subtract({ seconds: 1 }).toZonedDateTimeISO(clock);
    expect(lastSecond.toPlainDateTime().toString()).toBe(`${last}T23:59:59`);
  });
});
