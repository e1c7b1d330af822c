import { describe, expect, test } from 'vitest';
import type { BulletinRow } from '../../bulletins.ts';
import { isCutShort, overlapping, proposedFor } from './proposed.ts';

const UTC = [[0, 0]] as const;
/** An hour behind UTC, as the exercise; and a spring in which an hour is skipped. */
const AZORES = [[0, -3600]] as const;
const SPRING = [
  [0, 7200],
  [Date.parse('2026-03-29T01:00:00Z') / 1000, 10_800],
] as const;

function out(number: string, from: string, to: string, more: Partial<BulletinRow> = {}): BulletinRow {
  return {
    ...{
      number,
      type: 'daily',
      index: 1,
      at: to,
      from,
      to,
      languages: [],
      released: true,
      errata: [],
      due: [],
    },
    rule: { rule: 'each-explosion', version: 1 },
    ...more,
  } as BulletinRow;
}
const FRIDAY = out('13/2026', '2026-11-19T00:00:00Z', '2026-11-20T00:00:00Z');

describe('a daily report', () => {
  test('where none is out is about the day before', () => {
    const found = proposedFor('daily', [], Date.parse('2026-11-22T05:30:00Z'), UTC);
    expect(found).toMatchObject({ from: '2026-11-21T00:00', to: '2026-11-22T00:00', why: { is: 'first' } });
  });

  test('goes on where the last one ended: Monday covers the nights since', () => {
    const saturday = proposedFor('daily', [FRIDAY], Date.parse('2026-11-21T07:00:00Z'), UTC);
    expect(saturday).toEqual({
      ...{ from: '2026-11-20T00:00', to: '2026-11-21T00:00' },
      why: { is: 'follows', number: '13/2026', days: 1 },
    });
    const monday = proposedFor('daily', [FRIDAY], Date.parse('2026-11-23T07:00:00Z'), UTC);
    expect(monday).toEqual({
      ...{ from: '2026-11-20T00:00', to: '2026-11-23T00:00' },
      why: { is: 'several', number: '13/2026', days: 3 },
    });
  });

  test('of the day that goes on is proposed once yesterday has one, and never a day that has not begun', () => {
    const now = Date.parse('2026-11-20T09:00:00Z');
    expect(proposedFor('daily', [FRIDAY], now, UTC)).toMatchObject({
      ...{ from: '2026-11-20T00:00', to: '2026-11-21T00:00' },
      why: { is: 'running' },
    });
    const today = out('14/2026', '2026-11-20T00:00:00Z', '2026-11-21T00:00:00Z');
    expect(proposedFor('daily', [today, FRIDAY], now, UTC)).toMatchObject({
      ...{ from: '2026-11-20T00:00', to: '2026-11-21T00:00' },
      why: { is: 'noneLeft', number: '14/2026' },
    });
  });

  test('keeps the hour of the mission’s reports, whatever clock they were typed on', () => {
    const found = proposedFor('daily', [FRIDAY], Date.parse('2026-11-21T07:00:00Z'), AZORES);
    expect([found.from, found.to]).toEqual(['2026-11-19T23:00', '2026-11-20T23:00']);
  });

  test('of another kind, or for others, counts for nothing', () => {
    const now = Date.parse('2026-11-21T07:00:00Z');
    const others = [
      out('S', '2026-11-20T00:00:00Z', '2026-11-21T00:00:00Z', { type: 'spot' }),
      out('M', '2026-11-20T00:00:00Z', '2026-11-21T00:00:00Z', { audience: 'mission' }),
    ];
    expect(proposedFor('daily', [FRIDAY, ...others], now, UTC).why).toMatchObject({ number: '13/2026' });
  });

  test('after a long silence is about no more days than one report may be', () => {
    const found = proposedFor('daily', [FRIDAY], Date.parse('2027-11-20T00:00:00Z'), UTC);
    expect([found.from, found.to]).toEqual(['2026-11-20T00:00', '2026-12-21T00:00']);
  });

  test('of a day of 23 hours ends at midnight all the same', () => {
    const last = out('1/2026', '2026-03-27T22:00:00Z', '2026-03-28T22:00:00Z');
    const found = proposedFor('daily', [last], Date.parse('2026-03-30T04:00:00Z'), SPRING);
    expect([found.from, found.to]).toEqual(['2026-03-29T00:00', '2026-03-30T00:00']);
  });
});

test('a weekly report goes on by weeks; one whose week is not over is said to go on', () => {
  const week = out('W1', '2026-11-09T00:00:00Z', '2026-11-16T00:00:00Z', { type: 'weekly' });
  const at = (now: string) => proposedFor('weekly', [week, FRIDAY], Date.parse(now), UTC);
  expect(at('2026-11-24T00:00:00Z')).toMatchObject({
    ...{ from: '2026-11-16T00:00', to: '2026-11-23T00:00' },
    why: { is: 'follows', number: 'W1' },
  });
  expect(at('2026-11-20T00:00:00Z').why?.is).toBe('running');
});

test('reports of the same kind about a part of a stretch are named; one that ends where it begins is none', () => {
  const next = out('14/2026', '2026-11-20T00:00:00Z', '2026-11-21T00:00:00Z');
  const spot = out('S', '2026-11-20T00:00:00Z', '2026-11-21T00:00:00Z', { type: 'spot' });
  const rows = [next, spot, FRIDAY];
  const found = (from: string, to: string) =>
    overlapping(rows, 'daily', Date.parse(from), Date.parse(to)).map(({ number }) => number);
  expect(found('2026-11-19T12:00:00Z', '2026-11-20T12:00:00Z')).toEqual(['13/2026', '14/2026']);
  expect(found('2026-11-21T00:00:00Z', '2026-11-22T00:00:00Z')).toEqual([]);
});

test('a report that was issued before its end was cut short', () => {
  const to = '2026-11-21T00:00:00Z';
  expect(isCutShort({ at: '2026-11-20T12:00:00Z', to })).toBe(true);
  expect(isCutShort({ at: to, to })).toBe(false);
  expect(isCutShort({ at: '2026-11-21T12:00:00Z', issued: '2026-11-20T23:00:00Z', to })).toBe(true);
});
