import { describe, expect, test } from 'vitest';
import { caseAreas } from './case-areas.ts';
import { evaluate } from './evaluate.ts';
import { parseAgreement } from './parse.ts';
import { sentenceOf } from './prose.ts';
import { anchor, sourceOf, testAgreement } from './testing.ts';

const number = (is: string, more: object = {}) => ({
  id: 'n',
  define: 'safe-distance',
  as: 'number',
  is,
  anchor,
  ...more,
});
const ban = (more: object) => ({ id: 'ban', forbid: 'fire', 'of-line': 'contact', anchor, ...more });
const source = (...clauses: readonly object[]) =>
  sourceOf({ lines: { contact: { name: 'line of contact' } }, clauses });

function outcomeAt(distance: string, at: string, ...clauses: readonly object[]) {
  const agreement = testAgreement(source(...clauses));
  const [found] = evaluate(
    agreement,
    { id: 'a', kind: 'explosion', phase: 'impact', occurred: { from: at, to: at } },
    { areas: caseAreas([{ line: 'contact', distance }], () => undefined) },
  );
  return found?.outcome;
}

describe('a distance by the name of a defined number', () => {
  const text = [number('15 km'), ban({ within: 'safe-distance' })];

  test('is that number, edge and all', () => {
    expect(outcomeAt('14.999 km', '2026-11-01T12:00:00Z', ...text)).toBe('breach');
    expect(outcomeAt('15 km', '2026-11-01T12:00:00Z', ...text)).toBe('not-applicable');
    const inclusive = [number('15 km'), ban({ within: '<= safe-distance' })];
    expect(outcomeAt('15 km', '2026-11-01T12:00:00Z', ...inclusive)).toBe('breach');
  });

  test('binds only while the definition holds', () => {
    const dated = [
      number('15 km', { from: '2026-11-01T00:00', until: '2026-11-30' }),
      ban({ within: 'safe-distance' }),
    ];
    // The Azores are an hour behind UTC in winter.
    expect(outcomeAt('1 km', '2026-11-01T00:59:59Z', ...dated)).toBe('not-applicable');
    expect(outcomeAt('1 km', '2026-11-01T01:00:00Z', ...dated)).toBe('breach');
    expect(outcomeAt('1 km', '2026-12-01T00:59:59Z', ...dated)).toBe('breach');
    expect(outcomeAt('1 km', '2026-12-01T01:00:00Z', ...dated)).toBe('not-applicable');
  });

  test('is read aloud by its name', () => {
    const agreement = testAgreement(source(...text));
    expect(agreement.clauses.map((clause) => sentenceOf(agreement, clause))).toEqual([
      '"safe-distance" is 15 km.',
      'Any party must not take part in fire within safe-distance (15 km) of line of contact.',
    ]);
  });
});

describe('a number that cannot be read is refused with the way to mend it', () => {
  const message = (...clauses: readonly object[]) => {
    const read = parseAgreement(source(...clauses));
    return read.ok ? '' : read.refusal.message;
  };

  test('a name that nobody defined', () => {
    expect(message(number('15 km'), ban({ within: 'save-distance' }))).toMatch(
      /^clauses\[1\]\.within: "save-distance" is no number of this agreement.*did you mean "safe-distance"/,
    );
  });
  test('a definition without a number', () => {
    expect(message(number('a day by car'), ban({ within: '15 km' }))).toMatch(
      /^clauses\[0\]\.is: must state the number and its unit/,
    );
  });
  test('a number in another unit than its place needs', () => {
    expect(message(number('15 h'), ban({ within: 'safe-distance' }))).toMatch(
      /is 15 h, which is in another unit/,
    );
  });
  test('two numbers of one name', () => {
    expect(message(number('15 km'), { ...number('16 km'), id: 'm' }, ban({ within: '15 km' }))).toMatch(
      /"safe-distance" is defined twice/,
    );
  });
});
