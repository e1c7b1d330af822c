import { MISSION, newMissionState, reportFields, stateOf, takeEntry } from '@armistice/core/mission';
import { auditLog, type Json, type LogSource, type ReadEntry } from '@armistice/core/record';
import { openPart, sourceOf, TestLog, verifier } from '@armistice/core/record-testing';
import { expect, test } from 'vitest';
import { missionRecompute } from './mission-recompute.ts';
import { secretReport } from './testing.ts';

/** A mission that publishes its record, with the rows of its statements beside it. */
class Published {
  readonly log = new TestLog();
  readonly rows = new Map<string, Uint8Array>();

  file(number: number): number {
    return this.log.append({ fields: reportFields(secretReport(number)) });
  }

  async state(change: object = {}): Promise<string> {
    const state = newMissionState();
    for (const entry of await this.read()) takeEntry(state, entry);
    const { statement, rows } = stateOf(state);
    const path = `derived/${statement.size}/incidents.ndjson`;
    this.rows.set(path, rows);
    const open = { ...statement, ...change } as unknown as Json;
    this.log.append({ kind: 'statement', by: this.log.sequencer, open });
    return path;
  }

  async read(): Promise<readonly ReadEntry[]> {
    const entries: ReadEntry[] = [];
    const { policy } = this.log;
    const source = sourceOf(this.log.publish());
    const audit = await auditLog(source, {
      policy,
      verifier,
      audiences: [MISSION],
      open: openPart,
      onEntry: (entry) => entries.push(entry),
    });
    expect(audit.problems).toEqual([]);
    return entries;
  }

  async answers(
    source: LogSource = { read: async (path) => this.rows.get(path) },
  ): Promise<Awaited<ReturnType<ReturnType<typeof missionRecompute>['finish']>>> {
    const again = missionRecompute({ source, audiences: [] });
    for (const entry of await this.read()) again.take(entry);
    return again.finish();
  }
}

async function stated(): Promise<{ readonly log: Published; readonly path: string; readonly index: number }> {
  const log = new Published();
  const index = log.file(1);
  return { log, path: await log.state(), index };
}

test('the counts are summed from the published rows of every statement', async () => {
  const { log } = await stated();
  log.file(2);
  await log.state();
  const { summed, notRecomputable } = await log.answers();
  expect(summed).toEqual({
    state: 'yes',
    text: 'the counts of 2 of 2 statements are the sums of their published rows',
  });
  expect(notRecomputable).toEqual({ count: 0, reasons: [] });
});

test('published rows that were altered are named, though the record comes out the same', async () => {
  const { log, path } = await stated();
  const text = new TextDecoder().decode(log.rows.get(path));
  log.rows.set(path, new TextEncoder().encode(text.replace('"max":5', '"max":50')));
  const { summed, recomputed } = await log.answers();
  expect(recomputed.state).toBe('yes');
  expect(summed).toMatchObject({ state: 'no', text: expect.stringContaining(`${path} is not the file`) });
});

test('counts that the rows do not give are named by the entry that states them', async () => {
  const log = new Published();
  log.file(1);
  await log.state({ counts: { public: { incidents: 2 } } });
  expect((await log.answers()).summed).toMatchObject({
    state: 'no',
    text: expect.stringContaining('are not the sums'),
  });
});

test('published rows that are not there are missing: counted, and no yes', async () => {
  const { log, path } = await stated();
  log.rows.clear();
  const broken: LogSource = { read: () => Promise.reject(new Error('503')) };
  for (const answers of [await log.answers(), await log.answers(broken)]) {
    expect(answers.summed).toMatchObject({
      state: 'none',
      text: expect.stringContaining(`missing: 1, first ${path}`),
    });
    expect(answers.notRecomputable).toEqual({
      count: 1,
      reasons: [{ reason: 'published rows of a statement: missing', count: 1 }],
    });
  }
});

test('published rows that went with an erasure are counted as erased, and are no lie', async () => {
  const { log, path, index } = await stated();
  log.log.erase(index, 'everything');
  log.rows.delete(path);
  await log.state();
  const { summed, notRecomputable } = await log.answers();
  expect(summed.state).toBe('yes');
  expect(summed.text).toContain('the counts of 1 of 2 statements');
  expect(summed.text).toContain('unrecomputable: erased: 1');
  expect(notRecomputable.reasons).toEqual([
    { reason: 'erased', count: 1 },
    { reason: 'published rows of a statement: erased', count: 1 },
  ]);
});

test('an erasure excuses no rows but those that held what it took', async () => {
  const { log, path, index } = await stated();
  log.log.erase(index, 'detail');
  log.rows.delete(path);
  expect((await log.answers()).notRecomputable.reasons).toEqual([
    { reason: 'published rows of a statement: missing', count: 1 },
  ]);
});
