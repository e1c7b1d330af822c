import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { countRows, newMissionState, publishedRows, stateRoot, takeEntries } from '@armistice/core/mission';
import type { ReadEntry } from '@armistice/core/record';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { secretReport, type TestMission, testMission } from '../testing.ts';
import { drawTile } from './map-tile.ts';
import { SNAPSHOT } from './snapshot.ts';

// Starting the embedded database takes seconds, and more where much else runs.
const START_MS = 240_000;
const KINDS = ['explosion', 'burst', 'flare'] as const;
const WORLD = { z: 0, x: 0, y: 0 };
const ALL = { bases: ['public', 'mission'], assessedOnly: false };

let here: TestMission;
beforeAll(async () => {
  here = await testMission();
  const reports = Array.from({ length: 40 }, (_, i) => secretReport(i, { kind: KINDS[i % 3] }));
  await here.mission.file(reports);
  // A start states what the record comes to, where nobody did.
  await here.mission.state();
  await here.mission.stored();
}, START_MS);
afterAll(() => here.end(), START_MS);

/** What people see of a mission. */
const shown = ({ derived: { view, folding } }: TestMission) => ({
  roots: [stateRoot(view, 'public'), stateRoot(view, 'mission')],
  tile: Buffer.from(drawTile(folding.map, WORLD, ALL).bytes).toString('base64').length,
  reports: folding.latest.reports('mission').map(({ key }) => key),
  incidents: folding.latest.incidentsOf(folding.latest.reports('public')),
  totals: folding.latest.totals('public'),
  counts: [folding.counts('public'), folding.counts('mission')],
  statement: folding.lastStatement,
});

/** The root of the record as it is, folded from its beginning. */
async function foldedAnew({ mission }: TestMission): Promise<string> {
  const entries: ReadEntry[] = [];
  for await (const entry of mission.log.readFrom(0)) entries.push(entry);
  const state = newMissionState();
  takeEntries(state, entries);
  return stateRoot(state, 'public');
}

test(
  'a start from a snapshot shows what was there before, and goes on as from the beginning',
  async () => {
    const before = shown(here);
    const size = here.derived.view.size;
    here = await here.restart();
    expect(here.derived.folding.spared).toBe(size);
    expect(shown(here)).toEqual(before);
    const [again] = await here.mission.file([secretReport(3, { kind: KINDS[0] })]);
    expect(again).toMatchObject({ already: true });
    await expect(here.mission.file([secretReport(3, { text: 'other words' })])).rejects.toThrow(
      /another report/,
    );
    await here.mission.file([secretReport(100), secretReport(101, { kind: 'flare' })]);
    await here.mission.stored();
    expect(stateRoot(here.derived.view, 'public')).toBe(await foldedAnew(here));
    for (const audience of ['public', 'mission'])
      expect(here.derived.folding.counts(audience).counts).toEqual(
        countRows(publishedRows(here.derived.view, audience)),
      );
    const kept = await here.store.incidents({ limit: 1000 });
    expect(kept.map(({ id }) => id)).toEqual([...here.derived.view.incidents.keys()].sort());
    expect(here.faults).toEqual([]);
  },
  START_MS,
);

test.each<readonly [string, (bytes: Buffer) => Buffer]>([
  ['cut short', (bytes) => bytes.subarray(0, bytes.length / 2)],
  [
    'changed in one byte',
    (bytes) => bytes.with(bytes.length >> 1, (bytes[bytes.length >> 1] ?? 0) ^ 1) as Buffer,
  ],
  ['empty', () => Buffer.alloc(0)],
])(
  'a snapshot that was %s is not used: the record is folded from its beginning',
  async (_, damage) => {
    await here.mission.file([secretReport(200)]);
    const root = await foldedAnew(here);
    await here.pause();
    const path = join(here.folder, SNAPSHOT);
    await writeFile(path, damage(await readFile(path)));
    here = await here.restart();
    expect(here.derived.folding.spared).toBe(0);
    expect(stateRoot(here.derived.view, 'public')).toBe(root);
    expect(here.faults).toEqual([]);
  },
  START_MS,
);
