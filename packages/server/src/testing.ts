// Test-only: a whole mission in a temporary folder, as `npm start` makes it but without sockets.
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expectAccepted } from '@armistice/core/base';
import { parseReport, type Report } from '@armistice/core/mission';
import { type App, buildApp } from './app.ts';
import { STORE_FOLDER } from './derived/erasure.ts';
import { type DerivedHere, derivedHere } from './derived/here.ts';
import { Desk } from './desk/desk.ts';
import { Mission } from './mission.ts';
import { furnishExercise } from './mission-exercise.ts';
import { OPERATOR_HEADER } from './people/asker.ts';
import { People } from './people/people.ts';
import { type OpenLog, openLog } from './record/folder.ts';
import { initLog } from './record/founding.ts';
import { storeInWorker } from './store/in-worker.ts';
import type { Store } from './store/store.ts';

/** A mission at work with its server, and the faults that it told. */
export interface TestMission {
  readonly mission: Mission;
  /** Where its people write. */
  readonly desk: Desk;
  /** What derives from its record, in this thread. */
  readonly derived: DerivedHere;
  readonly store: Store;
  readonly app: App;
  readonly people: People;
  readonly open: OpenLog;
  readonly folder: string;
  readonly faults: readonly string[];
  /** Stops everything and starts it again on the same folder, as after the end of a process. */
  restart(): Promise<TestMission>;
  /** Stops everything and leaves the folder as it is. */
  pause(): Promise<void>;
  /** Stops everything that is not stopped yet, and removes the folder. */
  end(): Promise<void>;
}

/** The token of every mission in these tests, and the header that shows it. */
const TEST_TOKEN = 'token-of-the-operator';
export const AS_OPERATOR: { readonly [header: string]: string } = { [OPERATOR_HEADER]: TEST_TOKEN };

/** What no answer for the public may hold, in any report of these tests. */
export const SECRETS = ['SECRET-WORDS', '-28.0312', '42.0467', 'alleged-party', '"B2"'];

/** A report that has a secret in every field that stays in the mission. */
export function secretReport(number: number, change: object = {}): Report {
  const value = {
    id: `0198c9b2-7a10-4c7e-9d54-${number.toString(16).padStart(12, '0')}`,
    source: 'post-3',
    kind: 'explosion',
    occurred: { from: '2026-11-20T21:03:10-01:00', to: '2026-11-20T21:05:00-01:00' },
    place: {
      type: 'sector',
      origin: [-28.0312, 42.0467],
      bearing: 225,
      bearingTolerance: 22.5,
      distance: [3000, 5000],
    },
    count: [5, 5],
    means: 'heard',
    phase: 'impact',
    actor: { party: 'alleged-party', basis: 'claimed' },
    observer: { at: [-28.0312, 42.0467], radius: 20 },
    text: 'SECRET-WORDS',
    grade: 'B2',
    ...change,
  };
  return expectAccepted(parseReport(value));
}

/** Makes the training mission in a fresh folder, or opens it where it is. Its store is in memory unless it is to be `stored`. */
export async function testMission(
  at?: string,
  stored?: 'stored',
  reports: 'played' | 'still' = 'still',
): Promise<TestMission> {
  const folder = at ?? (await mkdtemp(join(tmpdir(), 'armistice-mission-')));
  const place = { folder, state: join(folder, 'state') };
  if (at === undefined) await initLog({ ...place, origin: 'log.example/training', mission: 'training' });
  const faults: string[] = [];
  const onFault = (message: string) => void faults.push(message);
  const open = await openLog({ ...place, publishMs: 5 });
  const store = storeInWorker({
    mission: 'training',
    origin: 'log.example/training',
    ...(stored === undefined ? {} : { folder: join(folder, STORE_FOLDER) }),
  });
  const derived = derivedHere({ disk: open.disk, origin: open.log.origin, store, snapshotAfter: 1 });
  const mission = await Mission.open({ open, derived, onFault });
  // Where it is to be played nothing is reported yet.
  await furnishExercise(mission, reports);
  const desk = new Desk({ open, mission, folder, onFault });
  const people = await People.open({ mission, folder, proposals: desk.proposals });
  const app = await buildApp({
    mission,
    desk,
    people,
    disk: open.disk,
    publicFolder: join(folder, 'public'),
    operatorToken: TEST_TOKEN,
    web: {},
    onFault,
    // Tests ask as fast as they can.
    requestsAMinute: 100_000_000,
  });
  let stopped: Promise<void> | undefined;
  const stop = () => {
    stopped ??= app.close().then(() => {
      desk.close();
      people.close();
      return mission.close();
    });
    return stopped;
  };
  return {
    mission,
    desk,
    derived,
    store,
    app,
    people,
    open,
    folder,
    faults,
    async restart() {
      await stop();
      return testMission(folder, stored, reports);
    },
    pause: stop,
    async end() {
      await stop();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

/** Status and code of an answer that must be problem details (RFC 9457); throws where it is not. */
export function problem(response: {
  readonly statusCode: number;
  readonly headers: { readonly [name: string]: unknown };
  json(): unknown;
}): readonly [number, string] {
  const type = response.headers['content-type'];
  const { status, code } = response.json() as { readonly status: number; readonly code: string };
  if (type !== 'application/problem+json; charset=utf-8' || status !== response.statusCode)
    throw new Error(`no problem details: ${response.statusCode}, ${String(type)}, ${status}`);
  return [status, code];
}
