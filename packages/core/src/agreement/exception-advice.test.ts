import { describe, expect, test } from 'vitest';
import { adviceOn } from './advising.ts';
import { evaluate } from './evaluate.ts';
import { anchor, testAgreement } from './testing.ts';

const under = (ban: object, permit: object, more: object = {}) =>
  testAgreement({
    clauses: [
      { id: '1', forbid: 'presence', by: 'any party', ...ban, anchor },
      { id: '2', permit: 'presence', lifts: ['1'], ...permit, anchor },
    ],
    ...more,
  });
const said = (...of: Parameters<typeof under>) =>
  adviceOn(under(...of)).flatMap(({ code, message }) =>
    code === 'agreement/unreachable-exception' ? [message] : [],
  );

describe('an exception for what the ban does not speak of', () => {
  test('police are permitted where armed persons are forbidden: the remedy is told', () => {
    expect(said({ of: 'armed-persons' }, { of: 'police', number: 120 })).toEqual([
      'clauses[1].of: clause 2 permits police, and no clause that it lifts (1) speaks of police, so that it lifts nothing: ' +
        'if police is among what clause 1 forbids, write there of: [armed-persons, police]; else take police out here',
    ]);
    expect(said({ of: 'armed-persons' }, { of: 'mortar' })).toHaveLength(1);
  });
  test('as it is with one of several kinds', () => {
    expect(said({ of: ['tank', 'artillery'] }, { of: ['howitzer', 'police'] })).toEqual([
      expect.stringContaining('permits police'),
    ]);
  });
  test('what may be of both kinds is no mistake', () => {
    expect(said({ of: ['armed-persons', 'police'] }, { of: 'police' })).toEqual([]);
    expect(said({ of: 'armed-persons' }, { of: 'troops' })).toEqual([]);
    expect(said({ of: 'howitzer' }, { of: 'artillery' })).toEqual([]);
    expect(said({}, { of: 'police' })).toEqual([]);
    expect(said({ of: 'armed-persons' }, {})).toEqual([]);
    const weapons = { heavy: { name: 'heavy guns', kind: ['artillery'], calibre: '>= 100 mm' } };
    expect(said({ of: 'heavy' }, { of: 'howitzer' }, { weapons })).toEqual([]);
    expect(said({ of: 'heavy' }, { of: 'mortar' }, { weapons })).toHaveLength(1);
  });
  test('with police among what is forbidden 120 of them may be there, and 121 may not', () => {
    const agreement = under({ of: ['armed-persons', 'police'] }, { of: 'police', number: 120 });
    const moment = '2026-12-01T12:00:00Z';
    const outcome = (kind: string, count: number) =>
      evaluate(
        agreement,
        {
          id: 'e',
          kind: 'presence',
          occurred: { from: moment, to: moment },
          weapon: { class: kind },
          count: { min: count, best: count, max: count },
        },
        { mode: 'all' },
      ).find(({ clause }) => clause === '1')?.outcome;
    expect([outcome('police', 120), outcome('police', 121), outcome('armed-persons', 1)]).toEqual([
      'permitted',
      'breach',
      'breach',
    ]);
  });
});
