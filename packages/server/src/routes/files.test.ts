import { createHash } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { footprintOf, readZone } from '@armistice/core/geo';
import { reportKey } from '@armistice/core/mission';
import type { Actor, Role } from '@armistice/core/rights';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type App, buildApp } from '../app.ts';
import { unsentIn } from '../files/sent.ts';
import { telltale, WORDS } from '../files/testing.ts';
import { MOST_A_DAY, Uploads } from '../files/uploads.ts';
import { erase } from '../record/erasing.ts';
import { AS_OPERATOR, problem, secretReport, type TestMission, testMission } from '../testing.ts';

const START_MS = 120_000;
const PHOTO = telltale();
const SHA256 = createHash('sha256').update(PHOTO).digest('hex');

let here: TestMission;
const apps: App[] = [];
/** Entries that name the photograph. */
const naming: number[] = [];
beforeAll(async () => {
  here = await testMission();
}, START_MS);
afterAll(async () => {
  for (const app of apps) await app.close();
  await here.end();
}, START_MS);

/** The server as somebody with one role meets it. */
async function as(role: Role, more: Partial<Actor> = { party: 'north' }, uploads?: Uploads): Promise<App> {
  const app = await buildApp({
    mission: here.mission,
    disk: here.open.disk,
    ...(uploads === undefined ? {} : { uploads }),
    publicFolder: join(here.folder, 'public'),
    operatorToken: 'none',
    actorOf: () => ({ handle: `some-${role}`, roles: [role], ...more }),
    web: {},
    onFault: () => undefined,
  });
  apps.push(app);
  return app;
}

const send = (payload: string | Buffer, headers: object = AS_OPERATOR, type = 'image/jpeg') =>
  here.app.inject({
    method: 'POST',
    url: '/api/files',
    payload,
    headers: { 'content-type': type, ...headers },
  });
const get = (url: string, app: App = here.app) =>
  app.inject({ url, headers: app === here.app ? AS_OPERATOR : {} });

describe('a photograph that a report names', () => {
  test('is kept for the mission as it came, on disk under a key of its own, and shown without what its camera wrote', async () => {
    const filed = await send(PHOTO);
    expect([filed.statusCode, filed.json()]).toEqual([
      201,
      { sha256: SHA256, type: 'image/jpeg', bytes: PHOTO.length },
    ]);
    const shown = await get(`/api/files/${SHA256}`);
    expect(shown.headers).toMatchObject({
      'content-type': 'image/jpeg',
      'content-security-policy': "sandbox; default-src 'none'",
      'cache-control': 'no-store',
      'x-content-type-options': 'nosniff',
    });
    expect([shown.rawPayload.length > 300, shown.rawPayload.includes(WORDS)]).toEqual([true, false]);
    expect((await get(`/api/files/${SHA256}?original=true`)).rawPayload).toEqual(PHOTO);
    for (const name of await readdir(here.folder, { recursive: true, withFileTypes: true }))
      if (name.isFile())
        expect((await readFile(join(name.parentPath, name.name))).includes(WORDS)).toBe(false);
  });

  test('is shown to those who read whole reports, with what its camera wrote to those who may know where observers stand', async () => {
    const seen = async (role: Role) => {
      const app = await as(role);
      const statuses: number[] = [];
      for (const query of ['', '?original=true'])
        statuses.push((await get(`/api/files/${SHA256}${query}`, app)).statusCode);
      return [role, ...statuses];
    };
    expect(await seen('public')).toEqual(['public', 403, 403]);
    expect(await seen('liaison-officer')).toEqual(['liaison-officer', 403, 403]);
    expect(await seen('analyst')).toEqual(['analyst', 200, 403]);
    expect(await seen('duty-officer')).toEqual(['duty-officer', 200, 200]);
  });

  test('is not taken from those who may file nothing, nor as anything but a picture, nor without end', async () => {
    expect(problem(await send(PHOTO, {}))).toEqual([403, 'request/not-allowed']);
    const page = Buffer.from('<html><script>alert(1)</script></html>');
    for (const type of ['image/jpeg', 'image/png', 'application/octet-stream'])
      expect(problem(await send(page, AS_OPERATOR, type))).toEqual([415, 'request/media-type']);
    for (const type of ['image/svg+xml', 'text/html', 'multipart/form-data; boundary=x'])
      expect(problem(await send(PHOTO, AS_OPERATOR, type))).toEqual([415, 'request/media-type']);
    // A page behind the mark of a picture is no picture.
    const both = Buffer.concat([PHOTO.subarray(0, 3), page]);
    expect(problem(await send(both))).toEqual([415, 'request/media-type']);
    expect(problem(await send(Buffer.alloc(13 * 1024 * 1024, 0xff)))).toEqual([413, 'request/too-large']);
    const elsewhere = { method: 'POST', url: '/api/reports', payload: PHOTO } as const;
    expect(
      problem(
        await here.app.inject({ ...elsewhere, headers: { 'content-type': 'image/jpeg', ...AS_OPERATOR } }),
      ),
    ).toEqual([415, 'request/media-type']);
  });

  test('is found by its hash and by nothing else', async () => {
    for (const name of [
      'f'.repeat(64),
      `${SHA256}.jpg`,
      SHA256.toUpperCase(),
      '..%2f..%2foperator-token',
      '%2e%2e',
    ])
      expect([name, (await get(`/api/files/${name}`)).statusCode]).toEqual([
        name,
        /^[0-9a-f]{64}$/.test(name) ? 404 : name === '%2e%2e' ? 404 : 400,
      ]);
  });

  test('of a party is the party’s: the mission, the other party and who has its hash see none', async () => {
    const photo = telltale(1);
    const [north, south] = [
      await as('liaison-officer'),
      await as('liaison-officer', { party: 'south', handle: 'lo-south' }),
    ];
    const upload = (app: App, audience: string) =>
      app.inject({
        method: 'POST',
        url: `/api/files?audience=${audience}`,
        payload: photo,
        headers: { 'content-type': 'image/jpeg' },
      });
    const sent = await upload(north, 'north');
    expect(sent.statusCode).toBe(201);
    const at = `/api/files/${(sent.json() as { readonly sha256: string }).sha256}`;
    expect((await get(`${at}?audience=north`, north)).statusCode).toBe(200);
    for (const role of ['analyst', 'duty-officer', 'head'] as const) {
      const app = await as(role);
      expect([role, problem(await get(at, app))]).toEqual([role, [404, 'request/not-found']]);
      expect((await get(`${at}?audience=north`, app)).statusCode).toBe(403);
    }
    expect((await get(`${at}?audience=north`, south)).statusCode).toBe(403);
    expect((await get(`${at}?audience=south`, south)).statusCode).toBe(404);
    expect((await upload(south, 'north')).statusCode).toBe(403);
    expect((await upload(await as('duty-officer'), 'north')).statusCode).toBe(403);
  });

  test('is seen in the area alone in which somebody’s rights hold, by the report that names it', async () => {
    const report = secretReport(2, { attachments: [{ sha256: SHA256, type: 'image/jpeg' }] });
    const [filed] = await here.mission.file([report, secretReport(3)]);
    naming.push(filed?.index ?? -1);
    const other = reportKey(secretReport(3));
    await here.mission.settled();
    const zoneAt = (lon: number, lat: number) => {
      const corners = [
        [-1, -1],
        [1, -1],
        [1, 1],
        [-1, 1],
        [-1, -1],
      ] as const;
      const ring = corners.map(([x, y]) => [lon + x, lat + y]);
      const zone = readZone({ type: 'Polygon', coordinates: [ring] });
      return zone.ok ? { area: zone.value } : expect.fail(zone.refusal.message);
    };
    const [lon, lat] = footprintOf(report.place).at;
    const [near, far] = [await as('monitor', zoneAt(lon, lat)), await as('monitor', zoneAt(lon + 9, lat))];
    const statuses = async (app: App, query: string) =>
      (await get(`/api/files/${SHA256}${query}`, app)).statusCode;
    for (const query of ['', '&original=true']) {
      expect(await statuses(near, `?report=${filed?.key}${query}`)).toBe(200);
      expect(await statuses(far, `?report=${filed?.key}${query}`)).toBe(403);
      // Another report in their area does not show it.
      expect(await statuses(near, `?report=${other}${query}`)).toBe(404);
      expect(await statuses(near, `?audience=mission${query}`)).toBe(403);
    }
  });

  test('is named by reports of whoever sent it alone: another’s hash is answered as one that is not there', async () => {
    const photo = telltale(3);
    const sha256 = createHash('sha256').update(photo).digest('hex');
    const [theirs, other] = [await as('monitor', { handle: 'm-1' }), await as('monitor', { handle: 'm-2' })];
    const headers = { 'content-type': 'image/jpeg' };
    const upload = (app: App) => app.inject({ method: 'POST', url: '/api/files', payload: photo, headers });
    const report = (number: number, named = sha256) => ({
      ...secretReport(number, { attachments: [{ sha256: named, type: 'image/jpeg' }] }),
    });
    const file = (app: App, number: number, named?: string) =>
      app.inject({ method: 'POST', url: '/api/reports', payload: report(number, named) });
    const lines = async (app: App, number: number) => {
      const payload = `${JSON.stringify(report(number))}\n`;
      const type = { 'content-type': 'application/x-ndjson' };
      const { body } = await app.inject({ method: 'POST', url: '/api/reports', payload, headers: type });
      return (JSON.parse(body) as { readonly problem?: { readonly code: string } }).problem?.code;
    };
    await upload(theirs);
    const unknown = 'f'.repeat(64);
    const [taken, missing] = [await file(other, 41), await file(other, 41, unknown)];
    expect(problem(taken)).toEqual([422, 'files/not-sent']);
    expect(taken.body.replaceAll(sha256, unknown)).toBe(missing.body);
    expect(await lines(other, 41)).toBe('files/not-sent');
    // For other readers it was not sent.
    const attachments = [{ sha256 }];
    const naming = (audience: string) => unsentIn(here.open.disk, { sender: 'm-1', audience, attachments });
    expect([(await naming('north'))?.code, await naming('public')]).toEqual(['files/not-sent', undefined]);
    expect((await file(theirs, 43)).statusCode).toBe(201);
    expect(await lines(theirs, 44)).toBeUndefined();
    // Whoever has the picture itself may send it as well.
    await upload(other);
    expect((await file(other, 45)).statusCode).toBe(201);
    for (const name of await readdir(here.folder, { recursive: true, withFileTypes: true }))
      if (name.isFile() && name.parentPath.includes('attachment'))
        expect((await readFile(join(name.parentPath, name.name))).includes('m-1')).toBe(false);
  });

  test('is not taken from whoever sent as much as a day has room for', async () => {
    const uploads = new Uploads(here.open.disk);
    uploads.count('some-monitor', MOST_A_DAY);
    const app = await as('monitor', {}, uploads);
    const post = { method: 'POST', url: '/api/files', payload: PHOTO } as const;
    const sent = await app.inject({ ...post, headers: { 'content-type': 'image/jpeg' } });
    expect(problem(sent)).toEqual([429, 'files/quota']);
  });

  test('goes with its report when that is erased', async () => {
    const report = secretReport(1, { attachments: [{ sha256: SHA256, type: 'image/jpeg', graphic: true }] });
    const [filed] = await here.mission.file([report]);
    await here.mission.stored();
    await erase(here.open, {
      ...{ indexes: [...naming, filed?.index ?? -1], scope: 'detail' },
      ...{ reason: 'asked for by the source', requestedBy: 'duty-1' },
    });
    expect(problem(await get(`/api/files/${SHA256}`))).toEqual([404, 'request/not-found']);
  });
});
