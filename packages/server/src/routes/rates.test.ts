import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { type App, buildApp } from '../app.ts';
import { AS_OPERATOR, problem, type TestMission, testMission } from '../testing.ts';

const START_MS = 120_000;
const A_MINUTE = 20;

let here: TestMission;
let app: App;
beforeAll(async () => {
  here = await testMission();
  app = await buildApp({
    mission: here.mission,
    publicFolder: here.folder,
    operatorToken: Object.values(AS_OPERATOR)[0] ?? '',
    web: {},
    onFault: () => undefined,
    requestsAMinute: A_MINUTE,
  });
}, START_MS);
afterAll(async () => {
  await app.close();
  await here.end();
}, START_MS);

test('who asks too often is told when to come back, whatever they ask for; others are answered meanwhile', async () => {
  const from = (remoteAddress: string, url: string, headers: object = {}) =>
    app.inject({ url, remoteAddress, headers: { ...headers } });
  const asked = ['/api/health', '/api/situation', '/api/nothing', '/record/checkpoint'];
  for (let sent = 0; sent < A_MINUTE; sent++) {
    const { statusCode } = await from('2001:db8::1', asked[sent % asked.length] as string);
    expect([sent, statusCode === 429]).toEqual([sent, false]);
  }
  // Another address of the same household is no other sender.
  for (const url of asked) {
    const late = await from('2001:db8::2', url);
    expect([url, ...problem(late)]).toEqual([url, 429, 'request/too-many']);
    expect(Number(late.headers['retry-after'])).toBeGreaterThan(0);
    expect(late.headers['x-ratelimit-remaining']).toBeUndefined();
  }
  expect((await from('192.0.2.7', '/api/health')).statusCode).toBe(200);
  const token = () => from('127.0.0.1', '/api/health', AS_OPERATOR);
  for (let sent = 0; sent < 2 * A_MINUTE; sent++) expect((await token()).statusCode).toBe(200);
  const guessed = { 'armistice-operator': 'a guess' };
  const guesses: number[] = [];
  for (let sent = 0; sent < 2 * A_MINUTE; sent++)
    guesses.push((await from('127.0.0.1', '/metrics', guessed)).statusCode);
  expect(guesses.filter((status) => status === 403).length).toBeLessThanOrEqual(A_MINUTE);
  expect(guesses.at(-1)).toBe(429);
});

test('a member who asks from ever other addresses is one sender; others go on', async () => {
  const many = await buildApp({
    mission: here.mission,
    publicFolder: here.folder,
    operatorToken: 'none',
    actorOf: ({ headers }) => ({ handle: String(headers['x-as']), roles: ['head'], via: 'session' }),
    web: {},
    onFault: () => undefined,
    requestsAMinute: A_MINUTE,
  });
  const from = (number: number, handle: string) =>
    many.inject({
      url: '/api/situation?audience=mission',
      remoteAddress: `198.51.100.${number}`,
      headers: { cookie: 'armistice.session_token=x', 'x-as': handle },
    });
  vi.useFakeTimers({ toFake: ['Date'] });
  vi.setSystemTime(Math.ceil(Date.now() / 60_000) * 60_000);
  try {
    for (let sent = 0; sent < A_MINUTE; sent++) expect((await from(sent, 'head-1')).statusCode).toBe(200);
    const late = await from(200, 'head-1');
    expect(problem(late)).toEqual([429, 'request/too-many']);
    expect(late.headers['retry-after']).toBe('60');
    expect((await from(200, 'head-2')).statusCode).toBe(200);
    vi.setSystemTime(Date.now() + 60_000);
    expect((await from(201, 'head-1')).statusCode).toBe(200);
  } finally {
    vi.useRealTimers();
    await many.close();
  }
});
