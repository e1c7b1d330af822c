import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Fact } from './facts.ts';
import { parseAgreement } from './parse.ts';
import { quantityOf } from './quantity.ts';
import { obligations } from './standing.ts';
import { stretchEnd, stretchesOver } from './stretches.ts';
import { anchor, sourceOf, testAgreement } from './testing.ts';

const reporting = (every: object) =>
  testAgreement({
    adopted: '1900-01-01',
    clock: 'UTC',
    events: { report: { name: 'report' } },
    clauses: [{ id: '1', require: 'a report', by: 'north', every, 'met-by': 'report', anchor }],
  });
const report = (at: string): Fact => ({ fact: 'report', by: 'north', at });
const standing = (every: object, at: string, ...facts: readonly Fact[]) => {
  const [found] = obligations(reporting(every), facts, Date.parse(at));
  return [found?.status, found?.due];
};

describe('what is due again and again', () => {
  test('is followed however long ago it began: a report an hour, after more than a century', () => {
    const hourly = { each: '1 h' };
    expect(standing(hourly, '2026-11-10T10:30:00Z', report('2026-11-10T09:59:59Z'))).toEqual([
      'due',
      '2026-11-10T11:00:00Z',
    ]);
    expect(standing(hourly, '2026-11-10T10:30:00Z', report('2026-11-10T08:59:59Z'))).toEqual([
      'overdue',
      '2026-11-10T10:00:00Z',
    ]);
  });

  test('by a day of the year: the stretch ends with that day', () => {
    const yearly = { 'by-day': '12-15' };
    expect(
      standing(
        yearly,
        '2025-12-15T23:59:59Z',
        report('2024-12-15T00:00:00Z'),
        report('2024-12-16T00:00:00Z'),
      )[0],
    ).toBe('met');
    expect(standing(yearly, '2025-12-16T00:00:00Z', report('2025-12-15T23:59:59Z'))).toEqual([
      'due',
      '2026-12-16T00:00:00Z',
    ]);
    expect(standing(yearly, '2025-12-16T00:00:00Z')).toEqual(['overdue', '2025-12-16T00:00:00Z']);
  });

  test('what is lacking of four is made up for by as many as lacked, and not by one', () => {
    const quarterly = { each: '1 year', times: 4 };
    const lastYear = [report('2025-02-01T00:00:00Z'), report('2025-06-01T00:00:00Z')];
    const one = report('2026-02-01T00:00:00Z');
    expect(standing(quarterly, '2026-03-01T00:00:00Z', ...lastYear, one)[0]).toBe('overdue');
    const two = [one, report('2026-02-15T00:00:00Z')];
    expect(standing(quarterly, '2026-03-01T00:00:00Z', ...lastYear, ...two)[0]).toBe('met-late');
  });

  test('the number of stretches that are over is that of counting them one by one', () => {
    const offsets = reporting({ each: '1 h' })['clock-offsets'];
    const start = Date.parse('2000-01-31T10:00:00Z');
    fc.assert(
      fc.property(
        fc.constantFrom('1 h', '3 days', '1 month', '2 years'),
        fc.integer({ min: 0, max: 2_000 * 86_400_000 }),
        (length, later) => {
          const quantity = quantityOf(length);
          const over = stretchesOver(offsets, start, quantity, start + later);
          expect(stretchEnd(offsets, start, quantity, over)).toBeLessThanOrEqual(start + later);
          expect(stretchEnd(offsets, start, quantity, over + 1)).toBeGreaterThan(start + later);
        },
      ),
    );
  });
});

describe('rolling: so often in any stretch, wherever it begins', () => {
  const twice = { each: '30 days', times: 2, rolling: true };
  const [first, second] = [report('2026-03-01T12:00:00Z'), report('2026-03-20T12:00:00Z')];

  test('the next is due so long after the one that came as many times before', () => {
    expect(standing(twice, '2026-03-25T00:00:00Z', report('1900-01-10T00:00:00Z'), first, second)).toEqual([
      'met-late',
      '1900-02-09T00:00:00Z',
    ]);
    const third = report('2026-03-31T12:00:00Z');
    expect(standing(twice, '2026-04-01T00:00:00Z', first, second, third)).toEqual([
      'due',
      '2026-04-19T12:00:00Z',
    ]);
    expect(standing(twice, '2026-03-31T12:00:00Z', first, second)).toEqual([
      'overdue',
      '2026-03-31T12:00:00Z',
    ]);
  });

  test('the same reports may be enough in counted stretches and too few in rolling ones', () => {
    const monthly = { each: '1 month' };
    const facts = [report('2026-03-01T12:00:00Z'), report('2026-04-30T12:00:00Z')];
    expect(standing(monthly, '2026-04-30T13:00:00Z', ...facts)[0]).toBe('met');
    expect(standing({ ...monthly, rolling: true }, '2026-04-30T13:00:00Z', ...facts)[0]).toBe('met-late');
  });

  test('with a day of the calendar it is refused in words', () => {
    const read = parseAgreement(
      sourceOf({
        clauses: [
          { id: '1', require: 'it', every: { 'by-day': '12-15', rolling: true }, 'met-by': 'report', anchor },
        ],
      }),
    );
    expect(read.ok ? '' : read.refusal.message).toContain('cannot be "rolling"');
  });
});
