import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { brotliCompressSync, brotliDecompressSync, gunzipSync } from 'node:zlib';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type App, buildApp } from './app.ts';
import { secretReport, type TestMission, testMission } from './testing.ts';
import { fromAnywhere } from './testing-audiences.ts';

// A line from the field brings some tens of kilobytes a second: what a reader can unpack is sent packed.

const START_MS = 120_000;
const LONG = `export const text = "${'a line of the page '.repeat(200)}";`;
const BROTLI = 'gzip, deflate, br';

let here: TestMission;
let app: App;
let folder = '';
beforeAll(async () => {
  here = await testMission();
  folder = await mkdtemp(join(tmpdir(), 'armistice-web-'));
  await writeFile(join(folder, 'index.html'), '<!doctype html><title>Armistice</title>');
  await writeFile(join(folder, 'packed.js'), LONG);
  await writeFile(
    join(folder, 'packed.js.br'),
    brotliCompressSync(`// made when the page was built\n${LONG}`),
  );
  await writeFile(join(folder, 'unpacked.js'), LONG);
  await writeFile(join(folder, 'face.woff2'), Buffer.alloc(4000, 7));
  app = await buildApp({
    ...{ mission: here.mission, publicFolder: join(here.folder, 'public'), operatorToken: 'x'.repeat(40) },
    ...{ web: { folder }, onFault: (message) => expect.fail(message) },
  });
  await here.mission.file(Array.from({ length: 8 }, (_, i) => secretReport(i + 1)));
  await here.mission.stored();
}, START_MS);
afterAll(async () => {
  await app.close();
  await rm(folder, { recursive: true });
  await here.end();
}, START_MS);

const get = (url: string, headers: { readonly [name: string]: string } = {}) =>
  app.inject({ url, headers, ...fromAnywhere() });

test.each(['/api/agreements/exercise-separation', '/api/openapi.json', '/portal/en/'])(
  '%s is sent packed, and says the same unpacked',
  async (url) => {
    const plain = await get(url);
    expect(plain.headers['content-encoding']).toBeUndefined();
    const brotli = await get(url, { 'accept-encoding': BROTLI });
    expect([brotli.headers['content-encoding'], brotli.headers.vary]).toEqual(['br', 'accept-encoding']);
    expect(brotliDecompressSync(brotli.rawPayload).toString()).toBe(plain.body);
    expect(brotli.rawPayload.length).toBeLessThan(plain.rawPayload.length / 2);
    const gzip = await get(url, { 'accept-encoding': 'gzip' });
    expect(gunzipSync(gzip.rawPayload).toString()).toBe(plain.body);
  },
);

test('who has an answer already is spared it, packed or not', async () => {
  const url = '/api/agreements/exercise-separation';
  const { headers } = await get(url, { 'accept-encoding': BROTLI });
  for (const accepted of [BROTLI, 'identity']) {
    const again = await get(url, { 'accept-encoding': accepted, 'if-none-match': String(headers.etag) });
    expect([again.statusCode, again.rawPayload.length]).toEqual([304, 0]);
  }
});

test('files of the page go out as the build packed them, and where it did not, packed here', async () => {
  const packed = await get('/packed.js', { 'accept-encoding': BROTLI });
  expect(brotliDecompressSync(packed.rawPayload).toString()).toMatch(/^\/\/ made when the page was built/);
  expect(packed.headers['content-type']).toMatch(/javascript/);
  const here = await get('/unpacked.js', { 'accept-encoding': BROTLI });
  expect(brotliDecompressSync(here.rawPayload).toString()).toBe(LONG);
});

test('what is packed already and what is short is left as it is; part of a file too', async () => {
  for (const [url, more] of [
    ['/face.woff2', {}],
    ['/about-nothing', {}],
    ['/unpacked.js', { range: 'bytes=0-1999' }],
  ] as const)
    expect(
      (await get(url, { 'accept-encoding': BROTLI, ...more })).headers['content-encoding'],
    ).toBeUndefined();
});

test('what is sent here packed is not unpacked', async () => {
  const { statusCode } = await app.inject({
    method: 'POST',
    url: '/api/reports',
    headers: { 'content-type': 'application/json', 'content-encoding': 'br' },
    payload: brotliCompressSync('{}'),
    ...fromAnywhere(),
  });
  expect(statusCode).toBeGreaterThanOrEqual(400);
  expect(statusCode).toBeLessThan(500);
});
