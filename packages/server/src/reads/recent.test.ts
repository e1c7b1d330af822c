import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { Recent } from './recent.ts';

const HOUR = 3_600_000;
const LIMITS = { rows: 2, reads: 1 };
const thing = fc.constantFrom(...'abcdefghij');

describe('what one person was shown within the hour', () => {
  test('counts different rows and different questions, however often each was shown and asked', () => {
    const shown = fc.record({
      after: fc.integer({ min: 0, max: HOUR }),
      question: thing,
      rows: fc.array(thing, { maxLength: 6 }),
    });
    fc.assert(
      fc.property(fc.array(shown, { maxLength: 30 }), (answers) => {
        const recent = new Recent(HOUR, LIMITS);
        const past: { at: number; question: string; rows: readonly string[] }[] = [];
        let at = 0;
        for (const { after, question, rows } of answers) {
          at += after;
          past.push({ at, question, rows });
          recent.add({ question, rows }, at);
          recent.settle();
          const within = past.filter((one) => one.at > at - HOUR);
          // Beyond four times the limit nothing is told apart.
          const atMost = (things: readonly string[], limit: number) =>
            Math.min(new Set(things).size, 4 * limit);
          expect([recent.rows, recent.reads]).toEqual([
            atMost(
              within.flatMap((one) => one.rows),
              LIMITS.rows,
            ),
            atMost(
              within.map((one) => one.question),
              LIMITS.reads,
            ),
          ]);
        }
      }),
    );
  });

  test('says of an answer what of it had not been shown, and whether the same was asked', () => {
    const recent = new Recent(HOUR, LIMITS);
    const add = (question: string, rows: string, at: number) => recent.add({ question, rows }, at);
    expect(add('one', 'ab', 0)).toMatchObject({ fresh: 2, again: false });
    expect(add('one', 'abc', HOUR - 1)).toMatchObject({ fresh: 1, again: true });
    expect(add('two', 'b', HOUR)).toMatchObject({ fresh: 0, again: false });
    expect(add('one', 'a', 3 * HOUR)).toMatchObject({ fresh: 1, again: false });
  });

  test('does not hold what did not go out, and keeps what had been shown before it', () => {
    const recent = new Recent(HOUR, LIMITS);
    recent.add({ question: 'one', rows: 'ab' }, 0);
    recent.add({ question: 'two', rows: 'bc' }, 1).undo();
    recent.add({ question: 'two', rows: 'bcdefghij' }, 1).undo();
    recent.addUnknown(9, 9, 1).undo();
    recent.settle();
    expect([recent.rows, recent.reads]).toEqual([2, 1]);
    expect(recent.fresh).toEqual({ rows: 2, reads: 1 });
    expect(recent.add({ question: 'two', rows: 'bc' }, 2)).toMatchObject({ fresh: 1, again: false });
  });

  test('counts each row and question of which nothing is known as another, and holds no more than it needs', () => {
    const recent = new Recent(HOUR, LIMITS);
    recent.addUnknown(2, 1, 0);
    recent.addUnknown(2, 1, 0);
    expect([recent.rows, recent.reads]).toEqual([4, 2]);
    recent.addUnknown(1_000_000_000, 1, 0);
    recent.settle();
    expect([recent.rows, recent.reads]).toEqual([8, 3]);
    expect(recent.forget(HOUR - 1)).toBe(false);
    expect(recent.forget(HOUR)).toBe(true);
  });

  test('is over an hour after a clock that was ahead was put right', () => {
    const recent = new Recent(HOUR, LIMITS);
    recent.add({ question: 'one', rows: 'ab' }, 24 * HOUR);
    recent.add({ question: 'two', rows: 'c' }, 0);
    expect([recent.rows, recent.reads]).toEqual([3, 2]);
    recent.add({ question: 'three', rows: 'd' }, HOUR);
    expect([recent.rows, recent.reads]).toEqual([1, 1]);
  });
});
