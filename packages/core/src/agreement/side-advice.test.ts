import { expect, test } from 'vitest';
import { adviceOn } from './advising.ts';
import { anchor, testAgreement } from './testing.ts';

const said = (side: string, line: object = {}, zones?: object) =>
  adviceOn(
    testAgreement({
      lines: { contact: { name: 'line of contact', ...line } },
      ...(zones === undefined ? {} : { zones }),
      clauses: [
        {
          id: '2',
          forbid: 'presence',
          by: 'any party',
          within: '15 km',
          'of-line': 'contact',
          'on-side': side,
          anchor,
        },
      ],
    }),
  ).flatMap(({ code, message }) => (code === 'agreement/no-sides' ? [message] : []));

test('a clause on its own side of a line without sides is told what the line lacks', () => {
  expect(said('own')).toEqual([
    expect.stringContaining(
      'clauses[0].on-side: clause "2": on-side: own needs lines.contact.sides: { north: right, south: left }',
    ),
  ]);
  expect(said('own')[0]).toContain('walks the line as drawn');
  expect(said('other')).toHaveLength(1);
  expect(said('north', { sides: { south: 'left' } })).toHaveLength(1);
});

test('a belt on a side needs it too', () => {
  const zones = {
    strip: { name: 'strip', belt: { 'of-line': 'contact', within: '5 km', 'on-side': 'north' } },
  };
  expect(said('either', {}, zones)).toEqual([expect.stringContaining('zones.strip.belt.on-side')]);
});

test('where the sides are declared, or either side is meant, nothing is lacking', () => {
  const sides = { north: 'right', south: 'left' };
  for (const side of ['own', 'other', 'north']) expect(said(side, { sides })).toEqual([]);
  expect(said('either')).toEqual([]);
});
