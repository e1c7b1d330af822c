import { expect, test } from 'vitest';
import { adviceOn } from './advising.ts';
import { anchor, testAgreement } from './testing.ts';

const said = (until: object, from: object, ban: object = {}, duty: object = {}) =>
  adviceOn(
    testAgreement({
      events: { start: { name: 'the withdrawal starts' }, gone: { name: 'they are gone' } },
      clauses: [
        { id: '1', require: 'the withdrawal', until, 'met-by': 'gone', ...duty, anchor },
        { id: '2', forbid: 'presence', of: 'tank', from, ...ban, anchor },
      ],
    }),
  ).flatMap(({ code, message }) => (code === 'agreement/last-day' ? [message] : []));
const day14 = { days: 14, after: 'start' };

test('a ban that begins on the last day of a duty names both clauses and how to let it begin a day later', () => {
  expect(said(day14, day14)).toEqual([
    expect.stringMatching(
      /^clauses\[1\]\.from: clause 1 may be kept until the end of the day on which clause 2 begins.*write from: \{ days: 15, after: start \} in clause 2, or say both in clause 1/,
    ),
  ]);
  expect(said({ months: 1, after: 'start' }, { months: 1, after: 'start' })).toEqual([
    expect.stringContaining('let clause 2 begin a day later'),
  ]);
});

test('where the ban begins a day later, or speaks of something else, there is nothing to mend', () => {
  expect(said(day14, { days: 15, after: 'start' })).toEqual([]);
  expect(said(day14, { ...day14, 'first-day': 'counted' })).toEqual([]);
  expect(said({ hours: 48, after: 'start' }, { hours: 48, after: 'start' })).toEqual([]);
  expect(said(day14, day14, { forbid: 'fire' })).toEqual([]);
  expect(said(day14, day14, {}, { of: 'mortar', by: 'north' })).toEqual([]);
  expect(said(day14, day14, { by: 'south' }, { by: 'north' })).toEqual([]);
});
