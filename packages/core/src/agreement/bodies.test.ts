import { describe, expect, test } from 'vitest';
import { bodiesThat, bodyOf, carried, countingRule, quorate } from './bodies.ts';
import { testAgreement } from './testing.ts';

const agreement = testAgreement({
  groups: { sides: { name: 'both sides', of: ['north', 'south'] } },
  bodies: {
    commission: {
      name: 'Joint Commission',
      does: ['verify', 'find'],
      members: ['north', 'south'],
      quorum: { 'at-least': 3, 'of-each': 'sides' },
      threshold: { share: '80 %', of: 'members present' },
    },
    monitors: { name: 'monitors', does: ['monitor'], quorum: { 'at-least': 2 } },
  },
  counting: { unit: 'burst', pause: '60 min', overlap: 'best-source' },
});

describe('a body as the fold reads it', () => {
  const commission = bodyOf(agreement, 'commission');
  const monitors = bodyOf(agreement, 'monitors');
  if (commission === undefined || monitors === undefined) throw new Error('a body is missing');

  test('is found by what it does', () => {
    expect(bodiesThat(agreement, 'find').map(({ id }) => id)).toEqual(['commission']);
    expect(bodyOf(agreement, 'toString')).toBeUndefined();
  });

  test('has its quorum only with enough of each side', () => {
    expect(
      quorate(
        commission,
        new Map([
          ['north', 3],
          ['south', 3],
        ]),
      ),
    ).toBe(true);
    expect(
      quorate(
        commission,
        new Map([
          ['north', 9],
          ['south', 2],
        ]),
      ),
    ).toBe(false);
    expect(quorate(commission, new Map([['north', 9]]))).toBe(false);
    expect(
      quorate(
        monitors,
        new Map([
          ['x', 1],
          ['y', 1],
        ]),
      ),
    ).toBe(true);
  });

  test('decides by its threshold exactly, and by all where none is stated', () => {
    expect([carried(commission, 4, 5), carried(commission, 3, 4), carried(commission, 0, 0)]).toEqual([
      true,
      false,
      false,
    ]);
    expect([carried(monitors, 2, 2), carried(monitors, 1, 2)]).toEqual([true, false]);
  });

  test('comes with the counting rule, where the text has one', () => {
    expect(countingRule(agreement)).toMatchObject({ unit: 'burst', overlap: 'best-source' });
    expect(countingRule(testAgreement())).toBeUndefined();
  });
});
