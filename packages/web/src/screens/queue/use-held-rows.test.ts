import { expect, test } from 'vitest';
import type { QueueRow } from './queue.ts';
import { heldRows } from './use-held-rows.ts';

const row = (id: string, needs: QueueRow['needs'] = ['assess']): QueueRow => ({
  ...{ id, needs, since: '2026-11-20T00:00:00Z', overdue: false, may: [], mayNot: {} },
  risk: { level: 'low', points: 0, reasons: [] },
});
const nothing = () => undefined;
const idsOf = (rows: readonly QueueRow[]) => rows.map(({ id }) => id);

test('rows stay where they stood, whatever the server would put first by now, and say what is new of them', () => {
  const { rows, fresh } = heldRows(['a', 'b'], [row('b', ['number']), row('a')], nothing);
  expect(idsOf(rows)).toEqual(['a', 'b']);
  expect(rows[1]?.needs).toEqual(['number']);
  expect(fresh).toBe(0);
});

test('what comes new is counted, and moves nothing', () => {
  const { rows, fresh } = heldRows(['a', 'b'], [row('new'), row('a'), row('b')], nothing);
  expect([idsOf(rows), fresh]).toEqual([['a', 'b'], 1]);
});

test('what somebody else finished leaves the list, but not from under the hands of whoever works on it', () => {
  const answered = [row('a'), row('c')];
  expect(idsOf(heldRows(['a', 'b', 'c'], answered, nothing).rows)).toEqual(['a', 'c']);
  const kept = (id: string) => (id === 'b' ? row('b') : undefined);
  expect(idsOf(heldRows(['a', 'b', 'c'], answered, kept).rows)).toEqual(['a', 'b', 'c']);
});

test('where all that was read is done with, what waits now is shown at once', () => {
  expect(heldRows(['a'], [row('b')], nothing)).toEqual({ rows: [row('b')], fresh: 0 });
  expect(heldRows([], undefined, nothing)).toEqual({ rows: [], fresh: 0 });
});
