import { expect, test } from 'vitest';
import { hex, sha256, utf8 } from '../record/index.ts';
import { incidentWith } from './state.ts';
import { Desk } from './testing.ts';
import { fuse, seen } from './testing-fused.ts';

// An incident is named for the smallest key of its reports, and a source chooses its ids: it can grind one that sorts
// before all others and so give somebody else's incident its own name. What people quoted must go on naming it.

const HOSTILE = 'post-9';

/** An id of the hostile source whose key sorts before this one. */
function ground(before: string): string {
  for (let tries = 0; tries < 4096; tries += 1) {
    const id = `0198c9b2-7a10-4c7e-9d54-${(0xf000 + tries).toString(16).padStart(12, '0')}`;
    if (hex(sha256(utf8(HOSTILE + id))) < before) return id;
  }
  throw new Error('no id sorts before it; try more');
}

/** Two posts that saw one thing; its id is what people quote. */
async function quoted() {
  const desk = new Desk();
  fuse(desk);
  const keys = [desk.report(1, seen(0)), desk.report(2, seen(3))].toSorted();
  const [id = ''] = keys;
  expect((await desk.fold()).incidents.has(id)).toBe(true);
  const takeOver = () => desk.report(9, { ...seen(1), id: ground(id), source: HOSTILE });
  return { desk, id, keys, takeOver };
}

test('an id that a ground report took the place of still names the same incident', async () => {
  const { desk, id, keys, takeOver } = await quoted();
  const taken = takeOver();
  const state = await desk.fold();
  expect(state.incidents.size).toBe(1);
  expect(state.incidents.has(id)).toBe(false);
  expect(incidentWith(state, id)).toMatchObject({ id: taken, reports: [taken, ...keys] });
});

test('who decides by the id that they were told decides about that incident', async () => {
  const { desk, id, keys, takeOver } = await quoted();
  takeOver();
  desk.put('duty-1', 'assessment', { incident: id, status: 'under inquiry' });
  const state = await desk.fold();
  expect(incidentWith(state, id)).toMatchObject({ status: 'under inquiry' });
  for (const key of keys) expect(incidentWith(state, key)?.status).toBe('under inquiry');
});

test('an incident that was decided and numbered keeps its id and its number', async () => {
  const { desk, id, keys, takeOver } = await quoted();
  desk.put('duty-1', 'assessment', { incident: id, status: 'under inquiry' });
  desk.put('duty-1', 'number', { incident: id, number: '2026-0417' });
  const before = (await desk.fold()).incidents.get(id);
  expect(before).toMatchObject({ number: '2026-0417' });
  const taken = takeOver();
  const state = await desk.fold();
  expect(state.incidents.get(id)).toMatchObject({ id, number: '2026-0417', status: 'under inquiry' });
  expect(state.numbers.get('2026-0417')).toBe(id);
  expect(incidentWith(state, taken)?.id).toBe(id);
  expect(state.incidents.get(id)?.reports).toEqual(expect.arrayContaining(keys));
});
