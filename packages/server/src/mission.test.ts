import { join } from 'node:path';
import { type Recomputed, recompute, reportKey, stateRoot } from '@armistice/core/mission';
import { auditLog } from '@armistice/core/record';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { nodeVerifier } from './record/keys.ts';
import { folderSource } from './record/source.ts';
import { secretReport, type TestMission, testMission } from './testing.ts';

// Starting the embedded database takes seconds, and more where much else runs.
const START_MS = 120_000;

let here: TestMission;
beforeAll(async () => {
  here = await testMission();
}, START_MS);
afterAll(() => here.end(), START_MS);

/** What a reader with nothing but the public folder finds. */
async function asThePublic(): Promise<Recomputed> {
  const again = recompute();
  const audit = await auditLog(folderSource(join(here.folder, 'public')), {
    policy: here.mission.log.policy,
    verifier: nodeVerifier(),
    onEntry: (entry) => again.take(entry),
  });
  expect(audit.problems).toEqual([]);
  return again.finish();
}

test('a fresh exercise has its rules, its agreements, fusion, one report and a statement about them', () => {
  const { view, folding } = here.derived;
  expect(view.rules).toMatchObject({ exercise: true, title: expect.stringContaining('EXERCISE') });
  expect(view.agreements.map(({ agreement }) => agreement.agreement)).toEqual([
    'exercise-separation',
    'exercise-north-south',
  ]);
  expect(view.method).toMatch(/^fusion /);
  expect([view.reports.size, view.incidents.size]).toEqual([1, 1]);
  expect(folding.lastStatement).toMatchObject({ index: view.size - 1, root: stateRoot(view, 'public') });
});

test('whoever has the public folder alone computes every stated root again', async () => {
  await here.mission.file([secretReport(1), secretReport(2, { kind: 'flare' })]);
  await here.mission.state();
  const { recomputed, summed, notRecomputable, refused } = await asThePublic();
  expect(recomputed).toEqual({ same: 2, of: 2 });
  expect(summed).toEqual({ same: 2, of: 2 });
  expect([notRecomputable.count, refused]).toEqual([0, []]);
});

test('nothing is stated twice while nothing changes', async () => {
  const before = here.mission.log.size();
  await here.mission.state();
  expect(here.mission.log.size()).toBe(before);
});

test('after a new start the same state is there, and the same report is still the same report', async () => {
  const root = stateRoot(here.derived.view, 'public');
  const size = here.mission.log.size();
  here = await here.restart();
  expect(stateRoot(here.derived.view, 'public')).toBe(root);
  const [filed] = await here.mission.file([secretReport(1)]);
  expect(filed).toMatchObject({ key: reportKey(secretReport(1)), already: true });
  await expect(here.mission.file([secretReport(1, { text: 'other words' })])).rejects.toThrow(
    /another report for the same readers under the id/,
  );
  expect(here.mission.log.size()).toBe(size);
});

test('a report sent while the same is on its way is one entry, whoever is answered first', async () => {
  const size = here.mission.log.size();
  const both = await Promise.all([
    here.mission.file([secretReport(5)]),
    here.mission.file([secretReport(5), secretReport(6)]),
  ]);
  expect(new Set(both.flat().map(({ index }) => index)).size).toBe(2);
  expect(here.mission.log.size()).toBe(size + 2);
});

test('two reports in one batch under one id are refused, and neither is written', async () => {
  const size = here.mission.log.size();
  await expect(here.mission.file([secretReport(7), secretReport(7, { kind: 'flare' })])).rejects.toThrow(
    /another report for the same readers under the id/,
  );
  expect(here.mission.log.size()).toBe(size);
  const [first, second] = await here.mission.file([secretReport(8), secretReport(8)]);
  expect(first?.index).toBe(second?.index);
});

test('the store holds what the fold made, also after it was emptied', async () => {
  await here.mission.stored();
  expect(await here.store.incidents({ limit: 1000 })).toHaveLength(here.derived.view.incidents.size);
  await here.store.clear();
  await here.mission.file([secretReport(9)]);
  await here.mission.stored();
  const kept = await here.store.incidents({ limit: 1000 });
  expect(kept.map(({ id }) => id)).toEqual([...here.derived.view.incidents.keys()].sort());
  expect(here.faults).toEqual([]);
});
