import { describe, expect, test } from 'vitest';
import { bodyOf, type Constitution } from '../agreement/index.ts';
import { testAgreement } from '../agreement/testing.ts';
import type { Vote } from './axes.ts';
import { whyNotCarried } from './quorum.ts';

/** The body as the reader of agreements reads it. */
function stated(body: object): Constitution {
  const agreement = testAgreement({
    groups: { sides: { name: 'both sides', of: ['north', 'south'] } },
    bodies: { elders: { name: 'Elders' }, board: { name: 'Board', ...body } },
  });
  const found = bodyOf(agreement, 'board');
  if (found === undefined) throw new Error('the body is missing');
  return found;
}

const ORGAN = stated({});
const SEATED = stated({ members: ['north', 'south', 'elders'] });
const EACH = stated({
  members: ['sides', 'elders'],
  quorum: { 'at-least': 3, 'of-each': 'sides' },
});
const BY_PARTY = stated({ members: ['sides'], quorum: { 'at-least': 1, 'of-each': 'party' } });
const FOUR = stated({ quorum: { 'at-least': 4 } });
const TWO_THIRDS = stated({ threshold: { share: '2/3' } });
const THREE_QUARTERS = stated({ threshold: { share: '75 %' } });
const HALF_OF_EACH = stated({ threshold: { share: '1/2', of: 'each' } });

/** What a body needs, how its seats voted, and why that does not carry; nothing where it does. */
const ROWS: readonly (readonly [string, Constitution, Vote | undefined, RegExp | undefined])[] = [
  ['one organ signs, and that is its decision', ORGAN, undefined, undefined],
  ['members are named, so it is told who took part', SEATED, undefined, /no vote is stated/],
  ['a quorum is named, so it is told who took part', FOUR, undefined, /no vote is stated/],
  ['a threshold is named, so it is told who agreed', TWO_THIRDS, undefined, /no vote is stated/],
  ['who is no member has no vote', SEATED, { for: { east: 1 } }, /east is no member/],
  ['nobody took part', SEATED, {}, /0 of 0 agreed/],
  ['all three sides’ seats agree', EACH, { for: { north: 3, south: 3, elders: 1 } }, undefined],
  [
    'one side has too few seats',
    EACH,
    { for: { north: 3 }, abstained: { south: 2 } },
    /2 of south took part/,
  ],
  [
    'one side stays away',
    EACH,
    { for: { north: 9, elders: 9 } },
    /0 of south took part.*3 of each of north, south/,
  ],
  [
    'consensus: one seat against',
    EACH,
    { for: { north: 3, south: 2 }, against: { south: 1 } },
    /5 of 6 agreed/,
  ],
  [
    'consensus: who abstains takes part, and does not stand in the way',
    EACH,
    { for: { north: 3 }, abstained: { south: 3 } },
    undefined,
  ],
  ['consensus: nobody agrees', EACH, { abstained: { north: 3, south: 3 } }, /0 of 0 agreed/],
  ['of each party', BY_PARTY, { for: { north: 1, south: 1 } }, undefined],
  ['of one party alone', BY_PARTY, { for: { north: 2 } }, /0 of south took part/],
  ['a quorum over all, met', FOUR, { for: { x: 2, y: 2 } }, undefined],
  ['a quorum over all, missed by one', FOUR, { for: { x: 2, y: 1 } }, /3 took part, and its quorum is 4/],
  ['two thirds, exactly', TWO_THIRDS, { for: { north: 2 }, against: { south: 1 } }, undefined],
  [
    'two thirds, one short',
    TWO_THIRDS,
    { for: { north: 65 }, against: { south: 33 } },
    /65 of 98 agreed, and 2\/3 must/,
  ],
  [
    'a share is of all who took part',
    THREE_QUARTERS,
    { for: { north: 3 }, abstained: { south: 1 } },
    undefined,
  ],
  [
    'so that an abstention can be one too many',
    THREE_QUARTERS,
    { for: { north: 3 }, abstained: { south: 2 } },
    /3 of 5 agreed, and 75 % must/,
  ],
  ['half of each', HALF_OF_EACH, { for: { north: 2, south: 1 }, against: { south: 1 } }, undefined],
  ['half of one alone', HALF_OF_EACH, { for: { north: 9 }, against: { south: 1 } }, /0 of 1 of south agreed/],
];

describe('a body decides', () => {
  test.each(ROWS)('%s', (_what, body, vote, message) => {
    const why = whyNotCarried(body, vote);
    if (message === undefined) expect(why).toBeUndefined();
    else expect(why).toMatch(message);
  });

  test('a dissent is a member’s', () => {
    const agreed = { for: { north: 1, south: 1 } };
    expect(whyNotCarried(SEATED, agreed, [{ by: 'elders', text: 'The craters are older.' }])).toBeUndefined();
    expect(whyNotCarried(SEATED, agreed, [{ by: 'east', text: 'No.' }])).toMatch(/east.* is no member/);
  });
});
