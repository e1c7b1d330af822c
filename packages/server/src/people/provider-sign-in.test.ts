import { once } from 'node:events';
import { mkdir, writeFile } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { Provider } from 'oidc-provider';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type TestMission, testMission } from '../testing.ts';
import { Browser } from './testing.ts';

const START_MS = 240_000;
const APP = 'http://localhost:8370';

let here: TestMission;
let server: Server;
beforeAll(async () => {
  // The provider of the party "north", on a socket of its own.
  server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const issuer = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const client = (id: string) => ({
    ...{ client_id: `armistice-${id}`, client_secret: 'secret-of-the-client' },
    redirect_uris: [`${APP}/api/auth/callback/${id}`],
  });
  const provider = new Provider(issuer, {
    clients: [client('north'), client('south')],
    cookies: { keys: ['a key for cookies'] },
    pkce: { required: () => true },
  });
  server.on('request', provider.callback());
  here = await testMission();
  await mkdir(join(here.folder, 'private'), { recursive: true });
  await writeFile(join(here.folder, 'private', 'secret'), 'secret-of-the-client\n');
  const one = (party: string) => ({
    ...{ id: party, party, issuer, client: `armistice-${party}`, secretFile: 'secret' },
    secondFactor: 'provider',
  });
  await writeFile(
    join(here.folder, 'private', 'oidc.json'),
    JSON.stringify({ providers: [one('north'), one('south')] }),
  );
  here = await here.restart();
  const by = 'operator';
  await here.mission.appointing.write(
    { handle: 'lo-north-1', roles: ['liaison-officer'], party: 'north', by },
    { handle: 'lo-south-1', roles: ['liaison-officer'], party: 'south', by },
    { handle: 'head-1', roles: ['head'], by },
  );
}, START_MS);
afterAll(async () => {
  server.close();
  server.closeAllConnections();
  await here.end();
}, START_MS);

/** Goes through the pages of the provider as somebody; answers the address by which it sends the browser back. */
async function through(to: string, login: string): Promise<string> {
  const cookies = new Map<string, string>();
  let [url, form] = [to, undefined as URLSearchParams | undefined];
  for (let steps = 0; steps < 20; steps++) {
    const response = await fetch(url, {
      redirect: 'manual',
      headers: { cookie: [...cookies].map(([name, value]) => `${name}=${value}`).join('; ') },
      ...(form === undefined ? {} : { method: 'POST', body: form }),
    });
    for (const cookie of response.headers.getSetCookie()) {
      const [name = '', value = ''] = cookie.split(';')[0]?.split('=', 2) ?? [];
      cookies.set(name, value);
    }
    form = undefined;
    const location = response.headers.get('location');
    if (location !== null) {
      url = new URL(location, url).href;
      if (url.startsWith(APP)) return url.slice(APP.length);
      continue;
    }
    const page = await response.text();
    const action = /action="([^"]+)"/.exec(page)?.[1];
    const prompt = /name="prompt" value="([^"]+)"/.exec(page)?.[1];
    if (action === undefined || prompt === undefined)
      throw new Error(`no form: ${response.status} ${page.slice(0, 300)}`);
    url = new URL(action, url).href;
    form = new URLSearchParams(prompt === 'login' ? { prompt, login, password: 'any' } : { prompt });
  }
  throw new Error('the provider never came to an end');
}

async function begun(provider: string): Promise<readonly [Browser, string]> {
  const browser = new Browser(here.app);
  const { statusCode, headers } = await browser.get(`/api/auth/provider/${provider}`);
  expect(statusCode).toBe(303);
  return [browser, String(headers.location)];
}

async function signedIn(provider: string, login: string) {
  const [browser, to] = await begun(provider);
  const back = await through(to, login);
  const { headers } = await browser.get(back);
  return { browser, back, location: String(headers.location), me: (await browser.get('/api/me')).json() };
}

const REFUSED = '/sign-in?refused=people%2Fprovider';

test(
  'an officer signs in at the provider of their party, with PKCE, state and nonce',
  async () => {
    const [, to] = await begun('north');
    const asked = new URL(to).searchParams;
    expect(asked.get('code_challenge_method')).toBe('S256');
    for (const name of ['state', 'nonce', 'code_challenge'])
      expect(asked.get(name)?.length).toBeGreaterThan(20);
    const { me, location } = await signedIn('north', 'lo-north-1');
    expect(location).toBe('/');
    expect(me).toMatchObject({
      handle: 'lo-north-1',
      party: 'north',
      needs: null,
      audiences: ['public', 'north'],
    });
  },
  START_MS,
);

test(
  'a party’s provider signs in nobody of the other party, of the mission, or unknown',
  async () => {
    for (const [provider, login] of [
      ['north', 'lo-south-1'],
      ['south', 'lo-north-1'],
      ['north', 'head-1'],
      ['north', 'lo-north-9'],
      ['north', 'operator'],
    ] as const) {
      const { me, location } = await signedIn(provider, login);
      expect([provider, login, location, me.signedIn]).toEqual([provider, login, REFUSED, false]);
    }
  },
  START_MS,
);

test(
  'an answer is good once, in the browser that asked, from the provider that was asked',
  async () => {
    const { browser, back } = await signedIn('north', 'lo-north-1');
    const replayed = await new Browser(here.app, browser.cookies).get(back);
    expect(replayed.headers.location).toBe(REFUSED);
    const [mine, to] = await begun('north');
    const answer = await through(to, 'lo-north-1');
    const another = new Browser(here.app);
    expect((await another.get(answer)).headers.location).toBe(REFUSED);
    expect((await another.get('/api/me')).json().signedIn).toBe(false);
    // The state was used up by it: no second try in the right browser either.
    expect((await mine.get(answer)).headers.location).toBe(REFUSED);
    const [third, elsewhere] = await begun('north');
    const mixed = (await through(elsewhere, 'lo-north-1')).replace('/callback/north', '/callback/south');
    expect((await third.get(mixed)).headers.location).toBe(REFUSED);
    const [fourth, last] = await begun('north');
    const forged = (await through(last, 'lo-north-1')).replace(
      /iss=[^&]+/,
      'iss=https%3A%2F%2Fother.example',
    );
    expect((await fourth.get(forged)).headers.location).toBe(REFUSED);
  },
  START_MS,
);

test(
  'an officer who ended does not come in by their provider',
  async () => {
    const member = here.mission.members.get('lo-south-1');
    expect((await signedIn('south', 'lo-south-1')).me.handle).toBe('lo-south-1');
    await here.people.end(member?.entry as never, 'operator', 'recalled');
    expect((await signedIn('south', 'lo-south-1')).location).toBe(REFUSED);
  },
  START_MS,
);
