import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { reportKey } from '@armistice/core/mission';
import { type Actor, ANYBODY } from '@armistice/core/rights';
import { VectorTile } from '@mapbox/vector-tile';
import { PbfReader } from 'pbf';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type App, buildApp } from '../app.ts';
import { runCommand } from '../cli/run.ts';
import { type Disk, folderDisk } from '../record/disk.ts';
import { problem, secretReport, type TestMission, testMission } from '../testing.ts';
import { NOTHING_READ } from './chain.ts';
import { writeDigest } from './digest.ts';
import { LIMITS_FILE } from './limits.ts';
import { ReadsLog } from './reads-log.ts';
import { diskThatFills } from './testing.ts';

const START_MS = 120_000;
const KEY = reportKey(secretReport(1));
const ACTORS: { [handle: string]: Actor } = {
  'duty-1': { handle: 'duty-1', roles: ['duty-officer'] },
  'head-1': { handle: 'head-1', roles: ['head'] },
  'custodian-1': { handle: 'custodian-1', roles: ['custodian'] },
};
const MONTH = 'private/reads/2026-11.ndjson';

let here: TestMission;
let now = Date.parse('2026-11-21T08:00:00Z');
/** Refuses to write while it is set. */
let full = false;
let disk: Disk;
let reads: ReadsLog;
let app: App;
beforeAll(async () => {
  here = await testMission();
  await here.mission.file([secretReport(1), secretReport(2, { kind: 'flare' })]);
  await here.mission.stored();
  const own = here.open.disk;
  disk = diskThatFills(own, () => full);
  await own.replace(LIMITS_FILE, new TextEncoder().encode('{"rows": 6, "reads": 100}'));
  await begin();
}, START_MS);
afterAll(async () => {
  await app.close();
  await here.end();
}, START_MS);

async function begin(): Promise<void> {
  reads = await ReadsLog.open(disk, () => now);
  app = await buildApp({
    mission: here.mission,
    publicFolder: join(here.folder, 'public'),
    operatorToken: 'of nobody in this test',
    actorOf: (request) => ACTORS[String(request.headers['x-as'])] ?? ANYBODY,
    reads,
    web: {},
    onFault: () => undefined,
  });
}

const as = (who: string, url: string) => app.inject({ url, headers: { 'x-as': who } });
const lines = async () => (await as('head-1', '/api/reads?limit=1000')).json().reads;
const text = async () => readFile(join(here.folder, MONTH), 'utf8');

async function check(): Promise<
  readonly [number, { readonly problems: readonly string[]; readonly lines: number }]
> {
  const out: string[] = [];
  const io = { out: (more: string) => void out.push(more), err: () => undefined };
  const code = await runCommand(['reads', 'check', here.folder, '--json'], io as never);
  return [code, JSON.parse(out.join(''))];
}

describe('whoever reads what is restricted', () => {
  test('is noted by handle, with the route and how many rows, and not with what was asked or answered', async () => {
    await as('duty-1', `/api/reports/${KEY}?audience=mission`);
    await as('duty-1', '/api/incidents?audience=mission&source=post-3&limit=2');
    expect(await lines()).toMatchObject([
      { n: 2, who: 'duty-1', route: '/api/incidents', audience: 'mission', rows: 2 },
      {
        n: 1,
        who: 'duty-1',
        route: '/api/reports/:key',
        audience: 'mission',
        rows: 1,
        before: NOTHING_READ.head,
      },
    ]);
    for (const secret of [KEY, 'post-3', 'SECRET', 'limit'])
      expect((await text()).includes(secret)).toBe(false);
  });

  test('is not noted for what everyone reads, nor for what was refused', async () => {
    const before = reads.head;
    await as('duty-1', '/api/incidents');
    await as('', '/api/incidents?audience=mission');
    await as('duty-1', `/api/reports/${'f'.repeat(64)}?audience=mission`);
    expect(reads.head).toEqual(before);
  });

  test('is told nothing where it cannot be noted, and the next read follows the last that was', async () => {
    const before = reads.head.count;
    full = true;
    const { statusCode, body } = await as('duty-1', `/api/reports/${KEY}?audience=mission`);
    full = false;
    expect([statusCode, body.includes('SECRET-WORDS')]).toEqual([500, false]);
    await as('duty-1', `/api/reports/${KEY}?audience=mission`);
    expect((await lines())[0]).toMatchObject({ n: before + 1 });
  });
});

describe('no way around it: noted is', () => {
  const linesAfter = async (ask: () => Promise<unknown>) => {
    const before = reads.head.count;
    await ask();
    return (await lines()).slice(0, reads.head.count - before);
  };
  const asked = (method: 'GET' | 'HEAD', url: string, headers: object = {}) =>
    app.inject({ method, url, headers: { 'x-as': 'duty-1', ...headers } });

  test('who asks for the length or tag of an answer alone, and who has it already', async () => {
    now += 3_600_001;
    const url = '/api/incidents?audience=mission&limit=2';
    expect(await linesAfter(() => asked('HEAD', url))).toMatchObject([{ rows: 2 }]);
    const etag = (await asked('GET', url)).headers.etag as string;
    expect(await linesAfter(() => asked('GET', url, { 'if-none-match': etag }))).toMatchObject([{ rows: 2 }]);
  });

  test('who drafts a bulletin or previews a join: of each observation and incident that it answers', async () => {
    now += 3_600_001;
    const send = (url: string, payload: object) =>
      app.inject({ method: 'POST', url, headers: { 'x-as': 'duty-1' }, payload });
    const asked = {
      ...{ number: '1/2026', type: 'weekly', rule: { rule: 'each-explosion' } },
      ...{ from: '2026-11-17T00:00:00Z', to: '2026-11-24T00:00:00Z' },
    };
    const before = reads.head.count;
    const { model } = (await send('/api/bulletins/draft', { ...asked, audience: 'mission' })).json();
    const [line] = await lines();
    expect(line).toMatchObject({ n: before + 1, route: '/api/bulletins/draft', audience: 'mission' });
    expect([line.rows > 1, line.rows]).toEqual([true, model.observations.length]);
    // What everyone may read is noted nowhere.
    expect(await linesAfter(() => send('/api/bulletins/draft', asked))).toEqual([]);
    const join = [KEY, reportKey(secretReport(2, { kind: 'flare' }))];
    expect(await linesAfter(() => send('/api/preview?audience=mission', { join }))).toMatchObject([
      { route: '/api/preview', audience: 'mission', rows: 2 },
    ]);
    now += 3_600_001;
  });

  test('of a tile each incident that it shows, also to who has it already', async () => {
    const url = '/api/tiles/0/0/0.mvt?audience=mission';
    const first = await asked('GET', url);
    const etag = first.headers.etag as string;
    const again = await linesAfter(async () =>
      expect((await asked('GET', url, { 'if-none-match': etag })).statusCode).toBe(304),
    );
    expect(again).toHaveLength(1);
    const { layers } = new VectorTile(new PbfReader(first.rawPayload));
    const shown = Math.max(...Object.values(layers).map(({ length }) => length));
    expect(shown).toBeGreaterThan(1);
    expect(again).toMatchObject([{ rows: shown }]);
    now += 3_600_001;
  });
});

describe('whoever listens', () => {
  /** What a stream was told until it ended. */
  const listens = async (url: string, who: string) => {
    const response = await fetch(`${url}/api/events?audience=${who === 'head-2' ? 'public' : 'mission'}`, {
      headers: { 'x-as': who },
    });
    const reader = (response.body as ReadableStream<Uint8Array>).getReader();
    await reader.read();
    let text = '';
    const ended = (async () => {
      for (;;) {
        const { done, value } = await reader.read();
        if (done) return text;
        text += new TextDecoder().decode(value);
      }
    })();
    return { ended, cancel: () => reader.cancel() };
  };

  test('is told nothing more once they have ended: no incident of the mission, and no alarm', async () => {
    const url = await app.listen({ host: '127.0.0.1', port: 0 });
    ACTORS['duty-2'] = { handle: 'duty-2', roles: ['duty-officer'] };
    ACTORS['head-2'] = { handle: 'head-2', roles: ['head'] };
    const [duty, head] = [await listens(url, 'duty-2'), await listens(url, 'head-2')];
    delete ACTORS['duty-2'];
    delete ACTORS['head-2'];
    await here.mission.appointing.write({
      handle: 'duty-2',
      roles: ['duty-officer'],
      by: 'head-1',
      ended: true,
    });
    const hidden = secretReport(7, { kind: 'jamming' });
    await here.mission.file([hidden], 'mission');
    await here.mission.settled();
    expect(await duty.ended).not.toContain(reportKey(hidden));
    await reads.note({ who: 'duty-1', route: '/api/incidents', audience: 'mission', rows: 7 });
    await head.cancel();
    expect(await head.ended).not.toContain('reads-alarm');
    now += 3_600_001;
  });

  test('and has signed in is not pushed out by any number of strangers', async () => {
    const url = addressOf(app);
    const head = await fetch(`${url}/api/events`, { headers: { 'x-as': 'head-1' } });
    const strangers: Response[] = [];
    for (let i = 0; i < 205; i++) strangers.push(await fetch(`${url}/api/events`));
    const reader = (head.body as ReadableStream<Uint8Array>).getReader();
    await reader.read();
    const next = reader.read();
    await here.mission.file([secretReport(8)]);
    expect((await next).done).toBe(false);
    await reader.cancel();
    for (const { body } of strangers) await body?.cancel();
  });
});

const addressOf = (one: App) => {
  const [address] = one.addresses();
  if (typeof address !== 'object') throw new Error('it does not listen');
  return `http://127.0.0.1:${address.port}`;
};

describe('bulk reads', () => {
  test('are told to the head and the custodians once an hour, and to nobody else', async () => {
    const heard: object[] = [];
    reads.onAlarm((alarm) => void heard.push(alarm));
    for (let i = 0; i < 8; i++) await as('duty-1', '/api/incidents?audience=mission&limit=2');
    expect(heard).toMatchObject([{ who: 'duty-1', alarm: 'rows', limit: 6 }]);
    for (const who of ['head-1', 'custodian-1'])
      expect((await as(who, '/api/reads?only=alarms&limit=1')).json().reads).toMatchObject([
        { alarm: 'rows', who: 'duty-1' },
      ]);
    expect(problem(await as('duty-1', '/api/reads'))).toEqual([403, 'request/not-allowed']);
    now += 3_600_001;
    for (let i = 0; i < 8; i++) await as('duty-1', '/api/incidents?audience=mission&limit=2');
    expect(heard).toHaveLength(2);
  });

  test('are not forgotten by a restart', async () => {
    await app.close();
    await begin();
    const heard: object[] = [];
    reads.onAlarm((alarm) => void heard.push(alarm));
    await as('duty-1', '/api/incidents?audience=mission&limit=2');
    expect(heard).toEqual([]);
  });
});

describe('the log of reads', () => {
  test('goes on behind a line that was cut short', async () => {
    const { count } = reads.head;
    await writeFile(join(here.folder, MONTH), `${await text()}{"n":99,"at":"20`);
    await app.close();
    await begin();
    await as('duty-1', `/api/reports/${KEY}?audience=mission`);
    expect(reads.head.count).toBe(count + 1);
    expect(await check()).toMatchObject([0, { problems: [], lines: count + 1 }]);
  });

  test('has its head in the record once a day, and whoever rewrites it is found out', async () => {
    const { log, keys } = here.open;
    expect(await writeDigest({ log, keys }, disk, reads, now)).toBeTypeOf('number');
    expect(await writeDigest({ log, keys }, disk, reads, now + 60_000)).toBeUndefined();
    await log.publish();
    expect(await check()).toMatchObject([0, { digests: 1, undigested: 0, problems: [] }]);
    const sound = await text();
    const path = join(here.folder, MONTH);
    const rows = sound.trimEnd().split('\n');
    const wrong = [
      [sound.replace('"who":"duty-1"', '"who":"duty-2"'), /follows another line/],
      [`${rows.slice(0, -1).join('\n')}\n`, /only \d+ are here/],
      [`${rows.toSpliced(1, 1).join('\n')}\n`, /is missing/],
      [sound.replace(/"rows":1,(?!.*\n.)/, '"rows":0,'), /rewritten/],
    ] as const;
    for (const [changed, why] of wrong) {
      expect(changed).not.toBe(sound);
      await writeFile(path, changed);
      const [code, { problems }] = await check();
      expect([code, problems.join()]).toEqual([1, expect.stringMatching(why)]);
    }
    await writeFile(path, sound);
    expect((await check())[0]).toBe(0);
  });

  test('starts with limits that can be read, or says what to mend', async () => {
    const own = folderDisk(here.folder);
    await own.replace(LIMITS_FILE, new TextEncoder().encode('{"rows": 0, "reads": 1}'));
    await expect(ReadsLog.open(own)).rejects.toThrow('private/reads/limits.json');
    await own.close();
  });
});
