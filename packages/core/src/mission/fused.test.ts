import { describe, expect, test } from 'vitest';
import { FUSED, FUSION_ENTRY } from './fused-maker.ts';
import type { GroupedReport } from './grouping.ts';
import { reportKey } from './incident.ts';
import { formatRows, publishedRows, stateRoot } from './published.ts';
import { incidentWith } from './state.ts';
import { stateOf } from './statement.ts';
import { Desk, idOf, LAST, reportOf } from './testing.ts';
import { evening, fuse, groupsOf, seen, sorted } from './testing-fused.ts';

describe('a mission that puts fusion on record', () => {
  test('holds two reports of one thing to be one incident, and says by what method', async () => {
    const { desk, keys } = evening();
    const state = await desk.fold();
    expect([...state.incidents.values()].map(({ origins }) => origins).toSorted()).toEqual([1, 2]);
    expect(incidentWith(state, keys[0])?.reports).toEqual(sorted(keys[0], keys[1]));
    expect(stateOf(state).statement.fusion).toEqual({
      method: FUSED.method,
      parameters: FUSION_ENTRY.hash,
    });
    expect(FUSED.method).toContain(FUSION_ENTRY.hash);
  });

  test('groups what was filed before it as if it had been on record from the first', async () => {
    const early = evening();
    const late = evening(false);
    expect(await groupsOf(late.desk)).toHaveLength(3);
    fuse(late.desk);
    const [first, second] = [await early.desk.fold(), await late.desk.fold()];
    expect(stateRoot(second, 'public')).toBe(stateRoot(first, 'public'));
    expect(LAST.get(second)).toContainEqual({
      type: 'noted',
      kind: 'fusion-parameters',
      index: second.size - 1,
    });
    fuse(late.desk);
    expect(stateRoot(await late.desk.fold(), 'public')).toBe(stateRoot(first, 'public'));
  });

  test('takes its people’s earlier words and clocks with it', async () => {
    const outcome = async (fused: boolean) => {
      const { desk, keys } = evening(fused);
      const [a, b, c] = keys;
      const clock = {
        from: '2026-11-20T00:00:00Z',
        to: '2026-11-21T00:00:00Z',
        offset: 600_000,
        sigma: 1000,
      };
      desk.put('duty-1', 'source-clock', { source: 'post-4', ...clock });
      const late = desk.report(4, seen(601));
      desk.put('duty-1', 'split', { reports: [a], from: [b, late], reason: 'two' });
      desk.put('duty-1', 'join', { reports: [a, c], reason: 'one' });
      if (!fused) fuse(desk);
      return { desk, keys: { a, b, c, late } };
    };
    const [from, after] = [await outcome(true), await outcome(false)];
    const { a, b, c, late } = after.keys;
    expect((await groupsOf(after.desk)).toSorted()).toEqual([sorted(a, c), sorted(b, late)].toSorted());
    expect(stateRoot(await after.desk.fold(), 'public')).toBe(stateRoot(await from.desk.fold(), 'public'));
  });

  test('keeps apart what was decided before it, and tells a person that the evidence is for one', async () => {
    const { desk, keys } = evening(false);
    for (const incident of keys.slice(0, 2))
      desk.put('duty-1', 'assessment', { incident, status: 'under inquiry' });
    fuse(desk);
    const state = await desk.fold();
    expect([...state.incidents.keys()].toSorted()).toEqual(sorted(...keys));
    expect(LAST.get(state)).toContainEqual({
      type: 'waits',
      incident: sorted(keys[0], keys[1])[0],
      message: expect.stringContaining('a person joins them or leaves them apart'),
    });
    desk.put('duty-1', 'join', { reports: keys.slice(0, 2), reason: 'one' });
    expect(await groupsOf(desk)).toHaveLength(2);
  });
});

describe('the order of filing', () => {
  const filings = Array.from({ length: 24 }, (_, at) => ({
    number: at + 1,
    change: seen((at % 6) * 40 + (at % 5), (at % 4) * 0.02),
  }));
  const orders = [
    filings,
    filings.toReversed(),
    filings.toSorted((a, b) => ((a.number * 7) % 25) - ((b.number * 7) % 25)),
  ];

  test('leaves the public rows the same, byte for byte, wherever in it fusion is put on record', async () => {
    const rows = new Set<string>();
    const roots = new Set<string>();
    for (const [at, order] of orders.entries()) {
      const desk = new Desk();
      for (const [place, { number, change }] of order.entries()) {
        if (place === at * 8) fuse(desk);
        desk.report(number, change);
      }
      const state = await desk.fold();
      rows.add(new TextDecoder().decode(formatRows(publishedRows(state, 'public'))));
      roots.add(stateRoot(state, 'public'));
      expect(state.incidents.size).toBeLessThan(filings.length);
    }
    expect([rows.size, roots.size]).toEqual([1, 1]);
  });

  test('in batches of any size gives the same groups', () => {
    const reports = filings.map(({ number, change }): GroupedReport => {
      const view = reportOf({ id: idOf(number), source: `post-${number}`, ...change });
      return { key: reportKey(view), view };
    });
    const texts = [1, 5, 24].map((size) => {
      const grouping = FUSED.make(new Map(reports.map(({ key, view }) => [key, view])));
      const standing = new Map<string, unknown>();
      for (let from = 0; from < reports.length; from += size) {
        const { changed, gone } = grouping.add(reports.slice(from, from + size));
        for (const id of gone) standing.delete(id);
        for (const incident of changed) standing.set(incident.id, incident);
      }
      return JSON.stringify([...standing].toSorted(([a], [b]) => (a < b ? -1 : 1)));
    });
    expect(new Set(texts).size).toBe(1);
  });
});

describe('a duty officer’s word', () => {
  test('splits what evidence joined and joins what it does not, until it is taken back', async () => {
    const { desk, keys } = evening();
    const [a, b, c] = keys;
    const before = stateRoot(await desk.fold(), 'public');
    const split = desk.put('duty-1', 'split', { reports: [a], from: [b], reason: 'two' });
    const join = desk.put('duty-1', 'join', { reports: [b, c], reason: 'one' });
    expect((await groupsOf(desk)).toSorted()).toEqual([[a], sorted(b, c)].toSorted());
    desk.put('duty-2', 'undo', { entry: join, reason: 'not so' });
    desk.put('duty-2', 'undo', { entry: split, reason: 'not so' });
    expect(stateRoot(await desk.fold(), 'public')).toBe(before);
  });

  test('of a join, taken back after it was decided on, leaves two again', async () => {
    const { desk, keys } = evening();
    const [a, b, c] = keys;
    const join = desk.put('duty-1', 'join', { reports: [b, c], reason: 'one' });
    desk.put('duty-1', 'assessment', { incident: c, status: 'under inquiry' });
    desk.put('duty-2', 'undo', { entry: join, reason: 'not so' });
    const state = await desk.fold();
    expect(incidentWith(state, c)?.reports).toEqual([c]);
    expect(incidentWith(state, a)?.reports).toEqual(sorted(a, b));
  });
});

describe('an incident that was decided on', () => {
  test('takes a late report in and keeps its id and status; the bulletin on it is due an erratum', async () => {
    const { desk, keys } = evening();
    const [a, b] = keys;
    desk.put('duty-1', 'assessment', { incident: a, status: 'under inquiry' });
    desk.put('duty-1', 'bulletin', {
      number: '1/2026',
      type: 'daily',
      from: '2026-11-20T00:00:00Z',
      to: '2026-11-21T00:00:00Z',
      size: desk.log.size,
      rule: { rule: 'each-explosion', version: 1 },
      figures: {},
    });
    const published = await desk.fold();
    const ids = Array.from({ length: 8 }, (_, at) => desk.report(10 + at, seen(1 + at / 2 - (at % 2) / 2)));
    const state = await desk.fold();
    const incident = incidentWith(state, a);
    expect(incident).toMatchObject({ id: incidentWith(published, a)?.id, status: 'under inquiry' });
    expect(incident?.reports).toEqual(sorted(a, b, ...ids));
    expect(published.bulletins.get('1/2026')?.touched).toEqual([]);
    expect(state.bulletins.get('1/2026')?.touched).toHaveLength(ids.length);
  });

  test('is not merged with another by a report between them', async () => {
    const desk = new Desk();
    fuse(desk);
    const [a, b] = [desk.report(1, seen(0)), desk.report(2, seen(420, 0.05))];
    expect(await groupsOf(desk)).toHaveLength(2);
    for (const incident of [a, b]) desk.put('duty-1', 'assessment', { incident, status: 'under inquiry' });
    for (const at of [1, 2, 3, 4, 5, 6]) desk.report(10 + at, seen(at * 60, at * 0.007));
    const state = await desk.fold();
    expect(incidentWith(state, a)?.id).toBe(a);
    expect(incidentWith(state, b)?.id).toBe(b);
  });

  test('is not split by evidence, and is by a person: the part that keeps the id keeps the decision', async () => {
    const { desk, keys } = evening();
    const [a, b] = keys;
    desk.put('duty-1', 'assessment', { incident: a, status: 'under inquiry' });
    const { id = '' } = incidentWith(await desk.fold(), a) ?? {};
    const clock = { from: '2026-11-20T00:00:00Z', to: '2026-11-21T00:00:00Z', offset: 3_600_000, sigma: 10 };
    desk.put('duty-1', 'source-clock', { source: 'post-2', ...clock });
    const moved = await desk.fold();
    expect(incidentWith(moved, a)?.reports).toEqual(sorted(a, b));
    expect(LAST.get(moved)).toContainEqual({
      type: 'waits',
      incident: id,
      message: expect.stringContaining('a person splits it'),
    });
    desk.put('duty-1', 'split', { reports: [a], from: [b], reason: 'two' });
    const state = await desk.fold();
    expect(state.incidents.get(id)).toMatchObject({ reports: [id], status: 'under inquiry' });
    const other = id === a ? b : a;
    expect(state.incidents.get(other)).toMatchObject({ reports: [other], status: 'alleged' });
  });
});
