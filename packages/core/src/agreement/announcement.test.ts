import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { Announcements } from './announcement.ts';
import type { TimedFact } from './count-from.ts';
import type { Fact } from './facts.ts';
import { obligations } from './standing.ts';
import { anchor, testAgreement } from './testing.ts';

// A notice is notice of what it announces, and not of everything that comes later.

const agreement = testAgreement({
  events: { manoeuvre: { name: 'manoeuvre' }, 'manoeuvre-notified': { name: 'a manoeuvre is notified' } },
  clauses: [
    {
      id: '1',
      require: 'notice 42 days before a manoeuvre',
      by: 'north',
      before: 'manoeuvre',
      'at-least': '42 days',
      'met-by': 'manoeuvre-notified',
      anchor,
    },
  ],
});
const manoeuvre = (at: string, more: object = {}): Fact => ({
  fact: 'manoeuvre',
  by: 'north',
  at: `${at}T06:00:00Z`,
  ...more,
});
const notice = (at: string, value?: object): Fact => ({
  fact: 'manoeuvre-notified',
  by: 'north',
  at: `${at}T06:00:00Z`,
  ...(value === undefined ? {} : { value }),
});
const standings = (...facts: readonly Fact[]) =>
  obligations(agreement, facts, Date.parse('2029-01-01T00:00:00Z')).map(({ status }) => status);

describe('one notice does not serve every later activity', () => {
  test('without a word of what it announces it is for the next one alone', () => {
    expect(standings(notice('2027-01-01'), manoeuvre('2027-04-01'), manoeuvre('2028-04-01'))).toEqual([
      'met',
      'overdue',
    ]);
  });

  test('two notices serve two, each the next', () => {
    const both = [manoeuvre('2027-04-01'), manoeuvre('2028-04-01')];
    expect(standings(notice('2027-01-01'), notice('2028-01-01'), ...both)).toEqual(['met', 'met']);
    expect(standings(notice('2027-03-01'), notice('2028-01-01'), ...both)).toEqual(['met-late', 'met']);
  });

  test('one that names its manoeuvre serves that one, although another comes first', () => {
    const facts = [
      notice('2027-01-01', { for: 'winter' }),
      manoeuvre('2027-04-01', { id: 'spring' }),
      manoeuvre('2027-12-01', { id: 'winter' }),
    ];
    expect(standings(...facts)).toEqual(['overdue', 'met']);
  });

  test('one that states a stretch serves what begins in it, and nothing before or after', () => {
    const stretch = { from: '2027-03-01T00:00:00Z', to: '2027-05-01T00:00:00Z' };
    const facts = [
      notice('2027-01-01', stretch),
      manoeuvre('2027-02-20'),
      manoeuvre('2027-03-01'),
      manoeuvre('2027-04-30'),
      manoeuvre('2027-05-02'),
    ];
    expect(standings(...facts)).toEqual(['overdue', 'met', 'met', 'overdue']);
  });
});

test('the notice found is the one that looking through all of them finds', () => {
  const at = fc.nat(30);
  const notices = fc.array(
    fc.oneof(
      fc.record({ at }),
      fc.record({ at, from: at, to: at }),
      fc.record({ at, for: fc.constantFrom('a', 'b') }),
    ),
    { maxLength: 10 },
  );
  const events = fc.array(fc.record({ at, id: fc.constantFrom('a', 'b', 'c') }), { maxLength: 8 });
  const moment = (of: number) => new Date(of).toISOString();
  fc.assert(
    fc.property(notices, events, fc.nat(5), fc.nat(20), (given, happened, least, most) => {
      const rows: TimedFact[] = given
        .map(({ at: when, ...value }) => ({
          at: when,
          fact: {
            fact: 'n',
            at: moment(when),
            value: Object.fromEntries(
              Object.entries(value).map(([key, one]) => [key, typeof one === 'number' ? moment(one) : one]),
            ),
          },
        }))
        .sort((a, b) => a.at - b.at);
      const announcements = new Announcements({}, rows);
      const used = new Set<TimedFact>();
      const field = ({ fact }: TimedFact, name: string) => (fact.value as { [key: string]: string })[name];
      for (const { at: when, id } of [...happened].sort((a, b) => a.at - b.at)) {
        const first = when - most;
        const known = rows.filter((one) => one.at >= first && one.at <= when);
        const plain = known.find(
          (one) => field(one, 'for') === undefined && field(one, 'from') === undefined && !used.has(one),
        );
        const found =
          known.find((one) => field(one, 'for') === id) ??
          known.find(
            (one) => (field(one, 'from') ?? '~') <= moment(when) && moment(when) <= (field(one, 'to') ?? ''),
          ) ??
          plain;
        if (found !== undefined && found === plain) used.add(found);
        const event = { at: when, fact: { fact: 'e', at: moment(when), id } };
        expect(announcements.of(event, first, when - least)).toBe(found);
      }
    }),
  );
});
