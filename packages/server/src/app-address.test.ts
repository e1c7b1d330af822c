import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type App, buildApp } from './app.ts';
import { addressIn } from './app-address.ts';
import { hostFor } from './app-start.ts';
import { People } from './people/people.ts';
import { PASSWORD } from './people/testing.ts';
import { AS_OPERATOR, problem, type TestMission, testMission } from './testing.ts';

// A mission that others reach by a name of its own, through a proxy that ends TLS.

const START_MS = 240_000;
const ROOM = 'https://room.example';
const PROXY = '192.0.2.80';
const FAR = { ARMISTICE_HOST: '0.0.0.0', ARMISTICE_PUBLIC_URL: ROOM, ARMISTICE_PROXIES: PROXY };

describe('the address that is configured', () => {
  test('is this machine alone unless one says otherwise', () => {
    expect(addressIn({})).toEqual({ host: '127.0.0.1', proxies: [] });
    const named = addressIn({ ARMISTICE_PUBLIC_URL: `${ROOM}/` });
    expect([named.host, named.url?.origin]).toEqual(['127.0.0.1', ROOM]);
    expect(addressIn({ ARMISTICE_PUBLIC_URL: 'http://localhost:9000' }).url?.origin).toBe(
      'http://localhost:9000',
    );
    expect(addressIn(FAR)).toMatchObject({ host: '0.0.0.0', proxies: [PROXY] });
  });

  test.each([
    ['plain http', { ARMISTICE_PUBLIC_URL: 'http://room.example' }, 'https alone'],
    ['a path', { ARMISTICE_PUBLIC_URL: `${ROOM}/mission` }, 'without a path'],
    ['a number', { ARMISTICE_PUBLIC_URL: 'https://192.0.2.1' }, 'bound to a name'],
    ['no address', { ARMISTICE_PUBLIC_URL: 'room' }, 'it takes an address'],
    ['a host beyond without a public address', { ARMISTICE_HOST: '0.0.0.0' }, 'ARMISTICE_PUBLIC_URL'],
    ['and without a proxy', { ...FAR, ARMISTICE_PROXIES: '' }, 'ARMISTICE_PROXIES'],
    ['a proxy by name', { ...FAR, ARMISTICE_PROXIES: 'proxy.example' }, 'IP addresses'],
    ['a host by name', { ...FAR, ARMISTICE_HOST: 'room.example' }, 'IP address of this machine'],
  ])('is refused with what to do: %s', (_what, env, says) => {
    expect(() => addressIn(env)).toThrow(says);
  });
});

describe('a server behind a proxy', () => {
  let here: TestMission;
  let people: People;
  const apps = new Map<string, App>();
  beforeAll(async () => {
    here = await testMission();
    people = await People.open({ mission: here.mission, folder: here.folder, url: ROOM });
    for (const [name, env] of Object.entries({ near: { ARMISTICE_PUBLIC_URL: ROOM }, far: FAR }))
      apps.set(
        name,
        await buildApp({
          mission: here.mission,
          people,
          publicFolder: here.folder,
          operatorToken: Object.values(AS_OPERATOR)[0] ?? '',
          address: addressIn(env),
          web: {},
          onFault: (fault) => expect.fail(fault),
          requestsAMinute: 40,
        }),
      );
  }, START_MS);
  afterAll(async () => {
    for (const app of apps.values()) await app.close();
    people.close();
    await here.end();
  }, START_MS);

  interface Sent {
    readonly app?: string;
    readonly method?: 'GET' | 'POST';
    readonly url?: string;
    readonly from?: string;
    readonly headers?: object;
    readonly payload?: object;
  }
  const send = ({ app = 'near', method = 'GET', url = '/api/me', from, headers, payload }: Sent) =>
    (apps.get(app) as App).inject({
      ...{ method, url, remoteAddress: from ?? '127.0.0.1' },
      headers: { host: 'room.example', ...headers },
      ...(payload === undefined ? {} : { payload }),
    });

  test('answers to its name and to this machine’s, and to no other', async () => {
    for (const host of ['room.example', 'ROOM.example', 'localhost:8370'])
      expect([host, (await send({ headers: { host } })).statusCode]).toEqual([host, 200]);
    for (const host of ['room.example.evil.example', 'room.example:8443', 'evil.example'])
      expect([host, problem(await send({ headers: { host } }))]).toEqual([host, [421, 'request/host']]);
  });

  test('takes writes of its own page alone, and has browsers come by TLS alone', async () => {
    const write = (origin: string, host = 'room.example') =>
      send({
        ...{ method: 'POST', url: '/api/auth/sign-in/username', headers: { host, origin } },
        payload: { username: 'nobody-1', password: 'x' },
      });
    expect(problem(await write(ROOM))).toEqual([401, 'people/sign-in']);
    for (const origin of ['http://room.example', 'https://evil.example', 'http://localhost:8370', 'null'])
      expect([origin, problem(await write(origin))]).toEqual([origin, [403, 'request/cross-site']]);
    expect(problem(await write(ROOM, 'localhost:8370'))).toEqual([403, 'request/cross-site']);
    expect((await send({})).headers['strict-transport-security']).toBe('max-age=31536000');
    const local = await send({ headers: { host: 'localhost:8370' } });
    expect(local.headers['strict-transport-security']).toBeUndefined();
  });

  test('sets cookies for TLS alone, and binds passkeys to its name', async () => {
    expect(() => hostFor(addressIn(FAR), people)).toThrow('nobody can sign in here yet');
    const first = await send({
      ...{ method: 'POST', url: '/api/first-run', headers: { origin: ROOM } },
      payload: { code: people.firstRunCode, handle: 'admin-1', password: PASSWORD },
    });
    expect(first.statusCode).toBe(201);
    const cookies = [first.headers['set-cookie']].flat();
    expect(cookies.length).toBeGreaterThan(0);
    for (const cookie of cookies) expect(cookie).toMatch(/; Secure/);
    expect(hostFor(addressIn(FAR), people)).toBe('0.0.0.0');
    expect(hostFor(addressIn({}), people)).toBe('127.0.0.1');
    const options = await send({ url: '/api/auth/passkey/generate-authenticate-options' });
    expect(options.json().rpId).toBe('room.example');
  });

  test('believes nobody who comes through it to be on this machine, whatever it says of them', async () => {
    const through = async (headers: object) =>
      (await send({ url: '/metrics', headers: { ...AS_OPERATOR, ...headers } })).statusCode;
    expect(await through({ host: 'localhost:8370' })).toBe(200);
    // A proxy that does not say that it is one.
    expect(await through({})).toBe(403);
    expect(await through({ host: 'localhost:8370', 'x-forwarded-for': '198.51.100.1' })).toBe(403);
  });

  test('beyond this machine listens to its proxy alone, and counts whom that names', async () => {
    const far = (from: string, forwarded: string) =>
      send({ app: 'far', from, url: '/api/health', headers: { 'x-forwarded-for': forwarded } });
    expect((await far(PROXY, '198.51.100.7')).statusCode).toBe(200);
    // Past the proxy, in the clear.
    expect(problem(await far('192.0.2.9', '198.51.100.7'))).toEqual([421, 'request/host']);
    const answers = new Set<number>();
    for (let sent = 0; sent < 60; sent++) answers.add((await far(PROXY, '198.51.100.7')).statusCode);
    expect([...answers]).toEqual([200, 429]);
    expect((await far(PROXY, '198.51.100.8')).statusCode).toBe(200);
    // What a client says of itself before the proxy counts for nothing.
    expect((await far(PROXY, '203.0.113.1, 198.51.100.7')).statusCode).toBe(429);
  });
});
