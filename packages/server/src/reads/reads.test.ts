import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { reportKey } from '@armistice/core/mission';
import { VectorTile } from '@mapbox/vector-tile';
import { PbfReader } from 'pbf';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { App } from '../app.ts';
import { runCommand } from '../cli/run.ts';
import { folderDisk } from '../record/disk.ts';
import { secretReport } from '../testing.ts';
import { NOTHING_READ } from './chain.ts';
import { writeDigest } from './digest.ts';
import { LIMITS_FILE } from './limits.ts';
import { ReadsLog } from './reads-log.ts';
import { openReadsDesk, type ReadsDesk } from './testing.ts';

const START_MS = 120_000;
const KEY = reportKey(secretReport(1));
const MONTH = 'private/reads/2026-11.ndjson';

let desk: ReadsDesk;
beforeAll(async () => {
  desk = await openReadsDesk('{"rows": 6, "reads": 100}');
  await desk.here.mission.file([secretReport(1), secretReport(2, { kind: 'flare' })]);
  await desk.here.mission.stored();
}, START_MS);
afterAll(() => desk.end(), START_MS);

const as = (who: string, url: string) => desk.as(who, url);
const lines = () => desk.lines();
const text = async () => readFile(join(desk.here.folder, MONTH), 'utf8');

async function check(): Promise<
  readonly [number, { readonly problems: readonly string[]; readonly lines: number }]
> {
  const out: string[] = [];
  const io = { out: (more: string) => void out.push(more), err: () => undefined };
  const code = await runCommand(['reads', 'check', desk.here.folder, '--json'], io as never);
  return [code, JSON.parse(out.join(''))];
}

describe('whoever reads what is restricted', () => {
  test('is noted by handle, with the route and how many rows, and not with what was asked or answered', async () => {
    await as('duty-1', `/api/reports/${KEY}?audience=mission`);
    await as('duty-1', '/api/incidents?audience=mission&source=post-3&limit=2');
    expect((await lines()).slice(0, 120)).toMatchObject([
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
    const before = desk.reads.head;
    await as('duty-1', '/api/incidents');
    await as('', '/api/incidents?audience=mission');
    await as('duty-1', `/api/reports/${'f'.repeat(64)}?audience=mission`);
    expect(desk.reads.head).toEqual(before);
  });

  test('is told nothing where it cannot be noted, and the next read follows the last that was', async () => {
    const before = desk.reads.head.count;
    desk.full = true;
    const { statusCode, body } = await as('duty-1', `/api/reports/${KEY}?audience=mission`);
    desk.full = false;
    expect([statusCode, body.includes('SECRET-WORDS')]).toEqual([500, false]);
    await as('duty-1', `/api/reports/${KEY}?audience=mission`);
    expect((await lines())[0]).toMatchObject({ n: before + 1 });
  });
});

describe('no way around it: noted is', () => {
  const linesAfter = async (ask: () => Promise<unknown>) => {
    const before = desk.reads.head.count;
    await ask();
    return (await lines()).slice(0, desk.reads.head.count - before);
  };
  const asked = (method: 'GET' | 'HEAD', url: string, headers: object = {}) =>
    desk.app.inject({ method, url, headers: { 'x-as': 'duty-1', ...headers } });

  test('who asks for the length or tag of an answer alone, and who has it already', async () => {
    desk.now += 3_600_001;
    const url = '/api/incidents?audience=mission&limit=2';
    expect(await linesAfter(() => asked('HEAD', url))).toMatchObject([{ rows: 2 }]);
    const etag = (await asked('GET', url)).headers.etag as string;
    expect(await linesAfter(() => asked('GET', url, { 'if-none-match': etag }))).toMatchObject([{ rows: 2 }]);
  });

  test('who drafts a bulletin or previews a join: of each observation and incident that it answers', async () => {
    desk.now += 3_600_001;
    const send = (url: string, payload: object) =>
      desk.app.inject({ method: 'POST', url, headers: { 'x-as': 'duty-1' }, payload });
    const asked = {
      ...{ number: '1/2026', type: 'weekly', rule: { rule: 'each-explosion' } },
      ...{ from: '2026-11-17T00:00:00Z', to: '2026-11-24T00:00:00Z' },
    };
    const before = desk.reads.head.count;
    const { model } = (await send('/api/bulletins/draft', { ...asked, audience: 'mission' })).json();
    const [line = { rows: 0 }] = await lines();
    expect(line).toMatchObject({ n: before + 1, route: '/api/bulletins/draft', audience: 'mission' });
    expect([line.rows > 1, line.rows]).toEqual([true, model.observations.length]);
    // What everyone may read is noted nowhere.
    expect(await linesAfter(() => send('/api/bulletins/draft', asked))).toEqual([]);
    const join = [KEY, reportKey(secretReport(2, { kind: 'flare' }))];
    expect(await linesAfter(() => send('/api/preview?audience=mission', { join }))).toMatchObject([
      { route: '/api/preview', audience: 'mission', rows: 2 },
    ]);
    desk.now += 3_600_001;
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
    desk.now += 3_600_001;
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
    const url = await desk.app.listen({ host: '127.0.0.1', port: 0 });
    desk.actors['duty-2'] = { handle: 'duty-2', roles: ['duty-officer'] };
    desk.actors['head-2'] = { handle: 'head-2', roles: ['head'] };
    const [duty, head] = [await listens(url, 'duty-2'), await listens(url, 'head-2')];
    delete desk.actors['duty-2'];
    delete desk.actors['head-2'];
    await desk.here.mission.appointing.write({
      handle: 'duty-2',
      roles: ['duty-officer'],
      by: 'head-1',
      ended: true,
    });
    const hidden = secretReport(7, { kind: 'jamming' });
    await desk.here.mission.file([hidden], 'mission');
    await desk.here.mission.settled();
    expect(await duty.ended).not.toContain(reportKey(hidden));
    await desk.reads.note({ who: 'duty-1', route: '/api/incidents', audience: 'mission', rows: 7 });
    await head.cancel();
    expect(await head.ended).not.toContain('reads-alarm');
    desk.now += 3_600_001;
  });

  test('and has signed in is not pushed out by any number of strangers', async () => {
    const url = addressOf(desk.app);
    const head = await fetch(`${url}/api/events`, { headers: { 'x-as': 'head-1' } });
    const strangers: Response[] = [];
    for (let i = 0; i < 205; i++) strangers.push(await fetch(`${url}/api/events`));
    const reader = (head.body as ReadableStream<Uint8Array>).getReader();
    await reader.read();
    const next = reader.read();
    await desk.here.mission.file([secretReport(8)]);
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

describe('the log of reads', () => {
  test('goes on behind a line that was cut short', async () => {
    const { count } = desk.reads.head;
    await writeFile(join(desk.here.folder, MONTH), `${await text()}{"n":99,"at":"20`);
    await desk.begin();
    await as('duty-1', `/api/reports/${KEY}?audience=mission`);
    expect(desk.reads.head.count).toBe(count + 1);
    expect(await check()).toMatchObject([0, { problems: [], lines: count + 1 }]);
  });

  test('has its head in the record once a day, and whoever rewrites it is found out', async () => {
    const { log, keys } = desk.here.open;
    expect(await writeDigest({ log, keys }, desk.disk, desk.reads, desk.now)).toBeTypeOf('number');
    expect(await writeDigest({ log, keys }, desk.disk, desk.reads, desk.now + 60_000)).toBeUndefined();
    await log.publish();
    expect(await check()).toMatchObject([0, { digests: 1, undigested: 0, problems: [] }]);
    const sound = await text();
    const path = join(desk.here.folder, MONTH);
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
    const own = folderDisk(desk.here.folder);
    await own.replace(LIMITS_FILE, new TextEncoder().encode('{"rows": 0, "reads": 1}'));
    await expect(ReadsLog.open(own)).rejects.toThrow('private/reads/limits.json');
    await own.close();
  });
});
