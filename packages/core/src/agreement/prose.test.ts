import { expect, test } from 'vitest';
import { ceilings } from './ceilings.ts';
import { sentenceOf } from './prose.ts';
import { anchor, testAgreement } from './testing.ts';

const events = {
  start: { name: 'the withdrawal starts' },
  gone: { name: 'they are gone' },
  inspection: { name: 'an inspection' },
  'inspection-refused': { name: 'an inspection is refused' },
};
const read = (...clauses: readonly object[]) => {
  const agreement = testAgreement({
    events,
    clauses: clauses.map((one, at) => ({ id: String(at + 1), ...one, anchor })),
  });
  return agreement.clauses.map((clause) => sentenceOf(agreement, clause));
};

test('a duty until a day ends with that day, and a ban from a day begins with it: each is read so', () => {
  const [duty, ban, working, months, date] = read(
    { require: 'the withdrawal', until: { days: 14, after: 'start' }, 'met-by': 'gone' },
    { forbid: 'presence', of: 'tank', from: { days: 14, after: 'start', 'first-day': 'counted' } },
    { require: 'the withdrawal', until: { 'working-days': 5, after: 'start' }, 'met-by': 'gone' },
    { forbid: 'fire', from: { months: 2, after: 'start' }, until: { hours: 1, after: 'gone' } },
    { forbid: 'fire', from: '2026-11-01', until: '2026-11-30' },
  );
  expect(duty).toContain('by the end of day 14 after "the withdrawal starts".');
  expect(ban).toContain('from the beginning of day 14 after "the withdrawal starts" (first day counted) on.');
  expect(working).toContain('by the end of working day 5 after');
  expect(months).toContain('from the beginning of the day 2 months after "the withdrawal starts" on');
  expect(months).toContain('until 1 hour after "they are gone"');
  expect(date).toContain('from 2026-11-01 on, until the end of 2026-11-30');
});

const quota = {
  limit: 'inspection',
  by: 'any party',
  'at-most': 6,
  per: '1 month',
  whose: 'over',
  refusal: 'inspection-refused',
};

test('a quota to accept says that it must be accepted, that to refuse is the breach, and whose month it is', () => {
  expect(read(quota)).toEqual([
    'Each party must accept up to 6 inspections in each calendar month; to refuse one within that number ' +
      '("inspection-refused") is the breach, and more may be refused.',
  ]);
  expect(read({ ...quota, 'at-most': 1, starting: 'rolling' })[0]).toContain(
    'up to 1 inspection in any 1 month, whenever they begin',
  );
  expect(read({ ...quota, starting: 'from', from: '2026-07-10' })[0]).toContain(
    'in each 1 month, counted from the day on which the clause begins',
  );
  expect(read({ limit: 'tank', 'at-most': 40 })).toEqual(['Each party may have at most 40 tanks.']);
});

const inspection = (at: string, value?: object) => ({
  fact: 'inspection',
  by: 'monitors',
  at: `2026-07-${at}T00:00:00Z`,
  ...(value === undefined ? {} : { value }),
});
const refusal = { fact: 'inspection-refused', by: 'north', at: '2026-07-20T00:00:00Z' };
const judged = (...facts: Parameters<typeof ceilings>[1]) =>
  ceilings(
    testAgreement({ events, clauses: [{ id: '1', ...quota, anchor }] }),
    facts,
    Date.parse('2026-07-25T00:00:00Z'),
  ).find(({ by }) => by === 'north');

test('the reasons say from when to when the inspections of a month were counted', () => {
  expect(judged(inspection('10', { over: 'north' }), refusal)?.because).toContain(
    // Midnight on the Azores in summer.
    'counted: 1 inspection from 2026-07-01T00:00:00Z to 2026-08-01T00:00:00Z (1 month of the calendar)',
  );
});

test('a refusal stays open where inspections that may fill the quota do not say over whom they were', () => {
  const six = ['02', '03', '04', '05', '06', '07'].map((day) => inspection(day));
  expect(judged(...six, refusal)).toMatchObject({ outcome: 'undetermined', missing: 'over' });
  expect(judged(...six, refusal)?.because.join()).toContain(
    '0 of 6 are known to have been accepted, and 6 inspections on record do not say by whom: value.over is missing',
  );
  // Five of them cannot have filled it, whoever they were over.
  expect(judged(...six.slice(1), refusal)).toMatchObject({ outcome: 'breach' });
});
