import { access, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { MISSION, type Report, reportKey, writeReport } from '@armistice/core/mission';
import { PUBLIC } from '@armistice/core/record';
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from 'vitest';
import { buildApp } from '../app.ts';
import { Mission } from '../mission.ts';
import { furnishExercise } from '../mission-exercise.ts';
import { recordingReports } from '../mission-recording.ts';
import { erase } from '../record/erasing.ts';
import { type OpenLog, openLog } from '../record/folder.ts';
import { initLog } from '../record/founding.ts';
import { storeInWorker } from '../store/in-worker.ts';
import { AS_OPERATOR, problem, SECRETS, secretReport } from '../testing.ts';
import type { Derived } from './derived.ts';
import { derivedHere } from './here.ts';
import { errorOf, failureOf } from './protocol.ts';
import type { Asked, QuestionName } from './questions.ts';
import { SNAPSHOT } from './snapshot.ts';
import { derivedInThread } from './thread.ts';
import { CatchingUp, DerivedStopped } from './told.ts';

// Starting the embedded database takes seconds, and more where much else runs.
const START_MS = 240_000;
const ORIGIN = 'log.example/derived';
const STORE = { mission: 'derived', origin: ORIGIN };

const ways = {
  here: async (open: OpenLog) =>
    derivedHere({ disk: open.disk, origin: ORIGIN, store: storeInWorker(STORE), snapshotAfter: 1 }),
  'in a thread': (_open: OpenLog, folder: string) =>
    derivedInThread({ folder, origin: ORIGIN, store: STORE, snapshotAfter: 1 }),
} as const satisfies { readonly [way: string]: (open: OpenLog, folder: string) => Promise<Derived> };
type Way = keyof typeof ways;

interface Started {
  readonly mission: Mission;
  readonly derived: Derived;
  readonly open: OpenLog;
  readonly faults: readonly string[];
}

async function start(folder: string, way: Way): Promise<Started> {
  const open = await openLog({ folder, state: join(folder, 'state'), publishMs: 5 });
  const derived = await ways[way](open, folder);
  const faults: string[] = [];
  const mission = await Mission.open({ open, derived, onFault: (message) => void faults.push(message) });
  return { mission, derived, open, faults };
}

async function freshFolder(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'armistice-derived-'));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  await initLog({ folder, state: join(folder, 'state'), origin: ORIGIN, mission: 'derived' });
  return folder;
}

const isThere = (path: string) =>
  access(path).then(
    () => true,
    () => false,
  );
const library = join(import.meta.dirname, '../../../../agreements');
const key = reportKey(secretReport(1));
const page = { order: 'id', limit: 10 } as const;

/** Questions with what goes with them, of those whose answers go out as they are. */
const asked: readonly { readonly [N in QuestionName]: readonly [N, Asked<N>] }[QuestionName][] = [
  ['situation', {}],
  ['context', {}],
  ['incidents', page],
  ['incident', { id: key }],
  ['indications', page],
  ['counts', {}],
  ['counts', { kind: 'explosion' }],
  ['reports', { order: 'oldest', limit: 10 }],
  ['report', { key }],
  ['tile', { tile: { z: 0, x: 0, y: 0 }, filter: {} }],
  ['timeline', { filter: {}, most: 10 }],
  ['agreements', { folder: library }],
  ['agreement', { folder: library, id: 'exercise-separation' }],
  ['beginning', {}],
  ['parity', {}],
  ['names', { at: Date.UTC(2026, 10, 21) }],
];

async function answersOf(mission: Mission, audience: string): Promise<readonly string[]> {
  await mission.stored();
  const all: string[] = [];
  for (const [name, with_] of asked) {
    const answer = await mission.ask(name, audience, with_ as never);
    const { bytes } = answer as { readonly bytes?: Uint8Array };
    all.push(
      `${name}: ${bytes === undefined ? JSON.stringify(answer) : Buffer.from(bytes).toString('base64')}`,
    );
  }
  return all;
}

describe('what derives from one record, in this thread and in one of its own', () => {
  let folder: string;
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'armistice-derived-'));
    await initLog({ folder, state: join(folder, 'state'), origin: ORIGIN, mission: 'derived' });
    const { mission } = await start(folder, 'in a thread');
    await furnishExercise(mission);
    await mission.file([secretReport(1), secretReport(2, { kind: 'flare' })]);
    await mission.state();
    await mission.close();
  }, START_MS);
  afterAll(() => rm(folder, { recursive: true, force: true }));

  test.each([PUBLIC, MISSION])(
    'answers every question alike, byte for byte: %s',
    async (audience) => {
      const answers: (readonly string[])[] = [];
      for (const way of ['here', 'in a thread'] as const) {
        const { mission, faults } = await start(folder, way);
        answers.push(await answersOf(mission, audience));
        expect(faults).toEqual([]);
        await mission.close();
      }
      expect(answers[1]).toEqual(answers[0]);
      const whole = answers[0]?.join() ?? '';
      expect(whole.includes(key)).toBe(true);
      expect(whole.includes(SECRETS[0] ?? '')).toBe(audience === MISSION);
    },
    START_MS,
  );
});

describe.each(Object.keys(ways) as Way[])('what derives from the record, %s', (way) => {
  test(
    'a report is the same report after a start, from a snapshot and from the record alone, and another text is refused',
    async () => {
      const folder = await freshFolder();
      const first = await start(folder, way);
      const [filed] = await first.mission.file([secretReport(1)]);
      await first.mission.stored();
      await first.mission.close();
      for (const from of ['the snapshot', 'the record']) {
        expect([from, await isThere(join(folder, SNAPSHOT))]).toEqual([from, true]);
        if (from === 'the record') await rm(join(folder, SNAPSHOT));
        const { mission, faults } = await start(folder, way);
        const [again] = await mission.file([secretReport(1)]);
        expect([from, again?.already, again?.index]).toEqual([from, true, filed?.index]);
        const other = mission.file([secretReport(1, { text: 'other words' })]);
        await expect(other).rejects.toThrow(/another report/);
        expect(faults).toEqual([]);
        // A snapshot is kept only of what the database has.
        await mission.stored();
        await mission.close();
      }
    },
    START_MS,
  );

  test(
    'what a killed process had made durable and not published is there after the start, each report once',
    async () => {
      const folder = await freshFolder();
      const open = await openLog({ folder, state: join(folder, 'state'), publishMs: 1_000_000 });
      // More than one bundle, so that reading them back takes several turns; published first when the mission begins.
      const reports = Array.from({ length: 600 }, (_, i) => secretReport(i + 1));
      const record = recordingReports(open, () => undefined);
      const fresh = (one: Report) => ({
        ...{ key: reportKey(one), name: reportKey(one), audience: 'public' },
        ...writeReport(one),
      });
      await record(reports.map(fresh));
      expect(open.log.publishedSize()).toBeLessThan(open.log.size());
      const faults: string[] = [];
      const mission = await Mission.open({
        open,
        derived: await ways[way](open, folder),
        onFault: (message) => void faults.push(message),
      });
      await mission.settled();
      expect([mission.standing.size, mission.standing.reports]).toEqual([open.log.size(), 600]);
      expect((await mission.file(reports.slice(0, 20))).every(({ already }) => already)).toBe(true);
      expect(faults).toEqual([]);
      await mission.close();
    },
    START_MS,
  );

  test(
    'what was acknowledged is told to those who watch without waiting for its publication',
    async () => {
      const folder = await freshFolder();
      const open = await openLog({ folder, state: join(folder, 'state'), publishMs: 1_000_000 });
      const mission = await Mission.open({
        open,
        derived: await ways[way](open, folder),
        onFault: () => undefined,
      });
      await mission.settled();
      const told = new Promise<readonly string[]>((resolve) => {
        mission.onChange((change) => {
          if (change.type === 'folded') resolve(change.changed.public?.incidents ?? []);
        });
      });
      await mission.file([secretReport(1)]);
      expect(await told).toEqual([key]);
      expect(open.log.publishedSize()).toBeLessThan(open.log.size());
      const whole = await mission.ask('report', MISSION, { key });
      expect(JSON.parse(whole.whole).report).toEqual(secretReport(1));
      await mission.close();
    },
    START_MS,
  );

  test(
    'an erasure at work takes a report out of its answers, and destroys the snapshot that held it',
    async () => {
      const folder = await freshFolder();
      const before = await start(folder, way);
      const [filed] = await before.mission.file([secretReport(1)]);
      await before.mission.stored();
      await before.mission.close();
      const { mission, open, faults } = await start(folder, way);
      expect(await isThere(join(folder, SNAPSHOT))).toBe(true);
      const request = {
        indexes: [filed?.index ?? -1],
        requestedBy: 'data-protection',
        reason: 'a source asked',
      };
      await erase(open, { ...request, scope: 'everything' });
      await mission.stored();
      expect(await isThere(join(folder, SNAPSHOT))).toBe(false);
      await expect(mission.ask('report', MISSION, { key })).rejects.toMatchObject({
        code: 'request/not-found',
      });
      expect((await mission.ask('incidents', MISSION, page)).includes(key)).toBe(false);
      expect(faults).toEqual([]);
      await mission.close();
    },
    START_MS,
  );

  test(
    'where it fails, it says so, reports are recorded as before, and the next start has them all',
    async () => {
      const folder = await freshFolder();
      const { mission, derived, faults } = await start(folder, way);
      const app = await buildApp({
        mission,
        publicFolder: join(folder, 'public'),
        operatorToken: AS_OPERATOR['armistice-operator'] ?? '',
        web: {},
        onFault: () => undefined,
      });
      await mission.file([secretReport(1)]);
      derived.filed('{');
      await expect(mission.settled()).rejects.toThrow(DerivedStopped);
      expect(faults).toEqual([expect.stringMatching(/^the fold stopped: .*restart the server$/)]);
      expect((await app.inject({ url: '/api/health' })).json()).toMatchObject({
        status: 'degraded',
        fault: mission.stopped,
      });
      for (const url of ['/api/ready', '/api/situation', '/api/incidents'])
        expect([url, ...problem(await app.inject({ url }))]).toEqual([url, 503, 'mission/stopped']);
      const sent = { method: 'POST', url: '/api/reports', headers: AS_OPERATOR } as const;
      expect((await app.inject({ ...sent, payload: secretReport(2) })).statusCode).toBe(201);
      expect((await app.inject({ ...sent, payload: secretReport(2) })).statusCode).toBe(200);
      const lines = { ...sent.headers, 'content-type': 'application/x-ndjson' };
      const streamed = await app.inject({
        ...sent,
        headers: lines,
        payload: `${JSON.stringify(secretReport(3))}\n`,
      });
      expect([streamed.statusCode, JSON.parse(streamed.body)]).toMatchObject([200, { already: false }]);
      expect(mission.behind.folding).toBe(0);
      await app.close();
      await mission.close();
      const again = await start(folder, way);
      expect(again.mission.standing.reports).toBe(3);
      expect(again.faults).toEqual([]);
      await again.mission.close();
    },
    START_MS,
  );
});

test('a database that cannot be reached is told at the start, and no thread is left', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'armistice-derived-'));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  const store = { ...STORE, url: 'postgres://nobody@127.0.0.1:1/none' };
  await expect(derivedInThread({ folder, origin: ORIGIN, store })).rejects.toThrow(/ECONNREFUSED/);
});

test.each([new CatchingUp(3, 5), new DerivedStopped('why'), new Error('a fault of ours')])(
  'an error means the same on the other side of a thread: %s',
  (error) => {
    const crossed = errorOf(structuredClone(failureOf(error)));
    expect([crossed.constructor, crossed.message]).toEqual([error.constructor, error.message]);
  },
);
