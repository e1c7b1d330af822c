import Schema from 'typebox/schema';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { AS_OPERATOR, problem, secretReport, type TestMission, testMission } from './testing.ts';

// Starting the embedded database takes seconds, and more where much else runs.
const START_MS = 120_000;

let here: TestMission;
beforeAll(async () => {
  here = await testMission();
}, START_MS);
afterAll(() => here.end(), START_MS);

const get = (url: string) => here.app.inject({ url, headers: AS_OPERATOR });

describe('the record as files', () => {
  test('checkpoint and tiles come with their types and how long they keep', async () => {
    const checkpoint = await get('/record/checkpoint');
    expect(checkpoint.headers).toMatchObject({
      'content-type': 'text/plain; charset=utf-8',
      'cache-control': 'no-cache',
    });
    expect(checkpoint.body).toMatch(/^log\.example\/training\n/);
    const tile = await get(`/record/tile/0/000.p/${here.mission.log.publishedSize()}`);
    expect(tile.headers).toMatchObject({
      'content-type': 'application/octet-stream',
      'cache-control': expect.stringContaining('immutable'),
    });
    expect(tile.rawPayload).toHaveLength(here.mission.log.publishedSize() * 32);
  });

  test('nothing outside of the public folder, and nothing that is not listed, is there', async () => {
    const paths = [
      '../private/log.json',
      '%2e%2e/private/log.json',
      '..%2fprivate/log.json',
      'tile/../../private/log.json',
      'private/log.json',
      'keys/mission/000',
      'bodies/mission/000',
      'bodies/public/../../../private/log.json',
      '.hidden',
      'tile',
      '',
    ];
    for (const path of paths) {
      const response = await get(`/record/${path}`);
      expect([path, response.statusCode]).toEqual([path, 404]);
    }
  });
});

describe('what the server says of itself', () => {
  test('health tells how far the fold is', async () => {
    await here.mission.settled();
    expect((await get('/api/health')).json()).toMatchObject({
      status: 'ok',
      folded: here.mission.log.size(),
    });
  });

  test('the OpenAPI document names every route of the API', async () => {
    const { openapi, paths } = (await get('/api/openapi.json')).json();
    expect(openapi).toBe('3.1.1');
    const routes = [
      '/api/situation',
      '/api/reports',
      '/api/reports/{key}',
      '/api/incidents',
      '/api/events',
      '/api/health',
      '/api/schemas/{name}',
    ];
    for (const route of routes) expect(Object.keys(paths)).toContain(route);
  });

  test('what a route answers is what the document says of it', async () => {
    const { paths } = (await get('/api/openapi.json')).json();
    const key = [...here.derived.view.reports.keys()][0];
    await here.mission.stored();
    const urls = [
      ['/api/health', '/api/health'],
      ['/api/situation', '/api/situation?audience=mission'],
      ['/api/incidents', '/api/incidents'],
      ['/api/reports/{key}', `/api/reports/${key}`],
    ] as const;
    for (const [route, url] of urls) {
      const { schema } = paths[route].get.responses['200'].content['application/json'];
      const [sound, faults] = Schema.Errors(schema, (await get(url)).json());
      expect([route, sound, faults]).toEqual([route, true, []]);
      // Nothing undescribed goes out: each name of the answer is in the schema.
      const described = Object.keys(schema.properties);
      expect(described).toEqual(expect.arrayContaining(Object.keys((await get(url)).json())));
    }
  });

  test('an error is told as a problem whose type can be looked up', async () => {
    const { type, code, title } = (await get('/api/nothing')).json();
    expect((await get(type)).json()).toMatchObject({ code, title, status: 404 });
    expect(Object.keys((await get('/api/problems')).json())).toContain(code);
  });

  test('published schemas are there by name, and a name that is not one is told which are', async () => {
    expect((await get('/api/schemas/report')).json()).toMatchObject({
      type: 'object',
      required: ['id', 'source', 'kind', 'occurred', 'place'],
    });
    expect(problem(await get('/api/schemas/toString'))).toEqual([404, 'request/not-found']);
  });

  test('what is not known here says so as a problem', async () => {
    expect(problem(await get('/api/nothing'))).toEqual([404, 'request/not-found']);
    expect(problem(await here.app.inject({ method: 'DELETE', url: '/api/situation' }))).toEqual([
      404,
      'request/not-found',
    ]);
  });

  test('every answer carries the headers that keep a browser from being misused', async () => {
    for (const url of ['/', '/api/health', '/record/checkpoint', '/api/nothing']) {
      expect((await get(url)).headers).toMatchObject({
        'content-security-policy': expect.stringContaining("default-src 'none'"),
        'x-content-type-options': 'nosniff',
      });
    }
    // No route is found for an address that cannot be read: the answer is made before any route.
    const unreadable = await get('/api/reports/%zz');
    expect(problem(unreadable)).toEqual([400, 'request/malformed']);
    expect(unreadable.headers).toMatchObject({
      'x-content-type-options': 'nosniff',
      'x-frame-options': 'DENY',
    });
    expect(problem(await get('/api/incidents?clause=%00'))).toEqual([400, 'request/malformed']);
  });

  test('what is for some alone is kept in no cache; what everybody reads may be asked for again by its tag', async () => {
    const caching = async (url: string, headers: object = {}) =>
      (await here.app.inject({ url, headers: { ...headers } })).headers['cache-control'];
    expect(await caching('/api/situation?audience=mission', AS_OPERATOR)).toBe('no-store');
    expect(await caching('/metrics', AS_OPERATOR)).toBe('no-store');
    expect(await caching('/api/situation', { cookie: 'session=1' })).toBe('no-store');
    expect(await caching('/api/situation')).toBe('no-cache');
  });

  test('TLS is asked for only where the request came by it', async () => {
    const header = 'strict-transport-security';
    const secure = await here.app.inject({ url: '/api/health', headers: { 'x-forwarded-proto': 'https' } });
    expect([(await get('/api/health')).headers[header], secure.headers[header]]).toEqual([
      undefined,
      'max-age=31536000',
    ]);
  });
});

describe('events', () => {
  test('tell when the record grows, is signed and is folded', async () => {
    const response = await here.app.inject({ url: '/api/events', payloadAsStream: true });
    expect(response.headers['content-type']).toBe('text/event-stream; charset=utf-8');
    const heard: string[] = [];
    const stream = response.stream();
    stream.on('data', (chunk: Buffer) => heard.push(String(chunk)));
    await here.mission.file([secretReport(30)]);
    await here.mission.settled();
    const size = here.mission.log.publishedSize();
    await expect.poll(() => heard.join('')).toContain(`id: ${size}\nevent: folded\n`);
    for (const event of ['grown', 'checkpoint']) expect(heard.join('')).toContain(`event: ${event}\n`);
    stream.destroy();
  });
});
