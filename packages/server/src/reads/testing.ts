// Test-only.
import { join } from 'node:path';
import { type Actor, ANYBODY } from '@armistice/core/rights';
import { type App, buildApp } from '../app.ts';
import type { Disk } from '../record/disk.ts';
import { type TestMission, testMission } from '../testing.ts';
import { LIMITS_FILE } from './limits.ts';
import { ReadsLog } from './reads-log.ts';

/** A disk that takes no more lines while it is full, and does everything else. */
function diskThatFills(own: Disk, isFull: () => boolean): Disk {
  return new Proxy(own, {
    get(target, name) {
      if (name === 'append')
        return (...all: Parameters<Disk['append']>) =>
          isFull() ? Promise.reject(new Error('no space left on the disk')) : target.append(...all);
      const part: unknown = Reflect.get(target, name);
      return typeof part === 'function' ? part.bind(target) : part;
    },
  });
}

type Answer = Awaited<ReturnType<App['inject']>>;

/** A mission whose answers are noted, and what a test does with it. */
export interface ReadsDesk {
  readonly here: TestMission;
  readonly disk: Disk;
  /** Who asks, by the handle that a request names. */
  readonly actors: { [handle: string]: Actor };
  /** The clock of the log. */
  now: number;
  /** Refuses to write while it is set. */
  full: boolean;
  readonly reads: ReadsLog;
  readonly app: App;
  /** Opens the log anew, as a start does. */
  readonly begin: () => Promise<void>;
  readonly as: (who: string, url: string) => Promise<Answer>;
  /** All lines of the log, as the head reads them. */
  readonly lines: () => Promise<{ readonly rows: number; readonly n: number }[]>;
  readonly end: () => Promise<void>;
}

/** Opens a mission with limits of its own, for a duty officer, the head and a custodian. */
export async function openReadsDesk(limits: string): Promise<ReadsDesk> {
  const here = await testMission();
  const own = here.open.disk;
  await own.replace(LIMITS_FILE, new TextEncoder().encode(limits));
  let [reads, app]: [ReadsLog?, App?] = [];
  const opened = <T>(one: T | undefined): T => {
    if (one === undefined) throw new Error('the log was not opened');
    return one;
  };
  const desk: ReadsDesk = {
    here,
    disk: diskThatFills(own, () => desk.full),
    actors: {
      'duty-1': { handle: 'duty-1', roles: ['duty-officer'] },
      'head-1': { handle: 'head-1', roles: ['head'] },
      'custodian-1': { handle: 'custodian-1', roles: ['custodian'] },
    },
    now: Date.parse('2026-11-21T08:00:00Z'),
    full: false,
    get reads() {
      return opened(reads);
    },
    get app() {
      return opened(app);
    },
    begin: async () => {
      await app?.close();
      reads = await ReadsLog.open(desk.disk, () => desk.now);
      app = await buildApp({
        mission: here.mission,
        publicFolder: join(here.folder, 'public'),
        operatorToken: 'of nobody in this test',
        actorOf: (request) => desk.actors[String(request.headers['x-as'])] ?? ANYBODY,
        reads,
        web: {},
        onFault: () => undefined,
      });
    },
    as: async (who, url) => desk.app.inject({ url, headers: { 'x-as': who } }),
    lines: async () => (await desk.as('head-1', '/api/reads?limit=1000')).json().reads,
    end: async () => {
      await app?.close();
      await here.end();
    },
  };
  await desk.begin();
  return desk;
}
