import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Provider } from 'oidc-provider';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { whySkipped } from '../scripts/engines/program.ts';
import { openBrowser, reader } from './browser.ts';
import { PeoplePages } from './page-models/people-pages.ts';
import { type RunningServer, startServer } from './server.ts';

// The party "north" has a service of its own for signing in; it knows two people, and the record one officer.

const skipped = whySkipped('chromium');
const SECRET = 'secret-of-the-client';
let browser: Browser;
let server: RunningServer;
let service: Server;

beforeAll(async () => {
  if (skipped !== undefined) return;
  service = createServer().listen(0, '127.0.0.1');
  await once(service, 'listening');
  const issuer = `http://127.0.0.1:${(service.address() as AddressInfo).port}`;
  const one = { party: 'north', issuer, client: 'armistice', secretFile: 'secret', secondFactor: 'provider' };
  const providers = [
    { ...one, id: 'north', name: 'North' },
    { ...one, id: 'gone', name: 'Gone', issuer: 'http://127.0.0.1:9' },
  ];
  const files = { 'private/oidc.json': JSON.stringify({ providers }), 'private/secret': SECRET };
  [browser, server] = await Promise.all([openBrowser(), startServer(undefined, files)]);
  const back = `${server.url.replace('127.0.0.1', 'localhost')}/api/auth/callback/north`;
  const client = { client_id: 'armistice', client_secret: SECRET, redirect_uris: [back] };
  const options = {
    clients: [client],
    cookies: { keys: ['a key for cookies'] },
    pkce: { required: () => true },
  };
  service.on('request', new Provider(issuer, options).callback());
  const invited = await fetch(`${server.url}/api/members`, {
    method: 'POST',
    headers: {
      authorization: `Bearer ${await server.operatorToken()}`,
      'content-type': 'application/json',
      origin: server.url,
    },
    body: JSON.stringify({ handle: 'lo-north-1', roles: ['liaison-officer'], party: 'north' }),
  });
  expect(invited.status).toBe(201);
});
afterAll(async () => {
  await browser?.close();
  await server?.stop();
  service?.close();
  service?.closeAllConnections();
});
beforeEach((test) => {
  if (skipped !== undefined) test.skip(skipped);
});

/** Takes the way to a party's service from the page of sign-in. */
async function going(way: string, language = 'en'): Promise<PeoplePages> {
  const context = await browser.newContext(reader(language));
  const here = new PeoplePages(await context.newPage(), server.url.replace('127.0.0.1', 'localhost'));
  await here.open('/sign-in');
  await here.page.locator(`[data-way="${way}"]`).click();
  return here;
}

/** Says at the service of the party who one is, and lets it tell the mission. */
async function as({ page }: PeoplePages, login: string): Promise<void> {
  await page.locator('input[name="login"]').fill(login);
  await page.locator('input[name="password"]').fill('any');
  await page.locator('button[type="submit"]').click();
  await page.getByRole('button', { name: 'Continue' }).click();
}

test('an officer signs in at the service of their own party', async () => {
  const here = await going('north');
  await as(here, 'lo-north-1');
  await here.page.waitForURL(/localhost:\d+\/$/);
  await here.open('/account');
  await here.arrived();
  const said = await here.page.locator('main').innerText();
  for (const one of ['lo-north-1', 'liaison officer', 'north']) expect(said).toContain(one);
  expect(here.faults).toEqual([]);
});

test('whoever is no officer of that party is told so in their language', async () => {
  for (const [language, words] of [
    ['en', 'You were not signed in'],
    ['ar', 'لم تُسجَّل دخولك'],
    ['fr', 'ne vous a pas connecté'],
    ['ru', 'Вы не вошли'],
    ['uk', 'Ви не ввійшли'],
  ] as const) {
    const here = await going('north', language);
    await as(here, 'stranger');
    expect([language, await here.fault()]).toEqual([language, 'provider']);
    expect(await here.page.getByRole('alert').innerText()).toContain(words);
    expect(here.faults).toEqual([]);
    await here.page.context().close();
  }
});

test('a service that is out of reach leads back to the page, not to an answer for programs', async () => {
  const here = await going('gone');
  expect(await here.fault()).toBe('provider');
  // An account that has its own second factor here is told to use it.
  await here.open('/sign-in?refused=people%2Fsecond-factor');
  expect(await here.fault()).toBe('enrolledHere');
});
