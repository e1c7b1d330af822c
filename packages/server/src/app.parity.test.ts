import { join } from 'node:path';
import { reportKey } from '@armistice/core/mission';
import { type Actor, may, RIGHTS } from '@armistice/core/rights';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type App, buildApp } from './app.ts';
import { secretReport, type TestMission, testMission } from './testing.ts';

// Whatever a liaison officer of one party can see or do, that of every other can: every route is asked by both, and every act
// of the table. A route or an act that is added is asked from then on.

const START_MS = 120_000;
const NOW = Date.UTC(2026, 10, 20);

let here: TestMission;
let parties: readonly string[];
const apps = new Map<string, App>();

const officerOf = (party: string): Actor => ({
  handle: `officer-of-${party}`,
  roles: ['liaison-officer'],
  party,
});

beforeAll(async () => {
  here = await testMission();
  await here.mission.file([secretReport(1), secretReport(2, { kind: 'flare' })]);
  await here.mission.state();
  await here.mission.stored();
  const named = here.derived.view.agreements.flatMap(({ agreement }) => agreement.parties);
  parties = [...new Set(named.map(({ id }) => id))];
  for (const party of parties)
    apps.set(
      party,
      await buildApp({
        mission: here.mission,
        disk: here.open.disk,
        desk: here.desk,
        people: here.people,
        publicFolder: join(here.folder, 'public'),
        operatorToken: 'none',
        actorOf: () => officerOf(party),
        web: {},
        onFault: () => undefined,
      }),
    );
}, START_MS);
afterAll(async () => {
  for (const app of apps.values()) await app.close();
  await here.end();
}, START_MS);

/** A text with every party's handle in the place of one's own and of the others'. */
function mirrored(text: string, own: string): string {
  const others = parties.filter((party) => party !== own);
  return [own, ...others].reduce(
    (all, party, at) => all.replaceAll(new RegExp(`\\b${party}\\b`, 'g'), at === 0 ? 'OWN' : 'OTHER'),
    text,
  );
}

interface Asked {
  readonly method: string;
  readonly url: string;
  readonly payload?: string;
}

/** Every route of the document and beside it, with each audience by its relation to who asks. */
async function asked(own: string, other: string): Promise<readonly Asked[]> {
  const { paths } = (await here.app.inject({ url: '/api/openapi.json' })).json() as {
    readonly paths: { readonly [path: string]: object };
  };
  const key = reportKey(secretReport(1));
  const filled = (path: string) =>
    path
      .replace(/\{(key|id|sha256)\}/, key)
      .replace(/\{[zxy]\}/g, '0')
      .replace(/\{handle\}/, `officer-of-${own}`)
      .replace(/\{\w+\}/g, 'report');
  const documented = Object.entries(paths).flatMap(([path, methods]) =>
    Object.keys(methods).map((method) => ({ method: method.toUpperCase(), url: filled(path) })),
  );
  const beside = ['/', '/metrics', '/record/checkpoint', '/record/policy', '/verify.html'];
  const all = [...documented, ...beside.map((url) => ({ method: 'GET', url }))];
  return all.flatMap(({ method, url }) =>
    ['', ...['public', 'mission', 'partners', 'vault', own, other].map((name) => `?audience=${name}`)].map(
      (query) => ({ method, url: url + query, ...(method === 'GET' ? {} : { payload: '{}' }) }),
    ),
  );
}

async function answered(app: App, own: string, { method, url, payload }: Asked): Promise<string> {
  const headers = payload === undefined ? {} : { 'content-type': 'application/json' };
  const response = await app.inject({
    ...{ method: method as 'GET', url, headers, payloadAsStream: true },
    ...(payload === undefined ? {} : { payload }),
  });
  const stream = response.stream();
  if (String(response.headers['content-type']).startsWith('text/event-stream')) {
    stream.destroy();
    return `${response.statusCode} events`;
  }
  const pieces: Buffer[] = [];
  for await (const piece of stream) pieces.push(Buffer.from(piece as Uint8Array));
  const body = Buffer.concat(pieces).toString('latin1');
  const type = String(response.headers['content-type']);
  const told = type.startsWith('application/problem+json') ? mirrored(body, own) : shapeOf(type, body);
  return `${response.statusCode} ${type} ${told}`;
}

/** What an answer consists of, without what it says. */
function shapeOf(type: string, body: string): string {
  if (!type.startsWith('application/json')) return '';
  const shape = (value: unknown): unknown => {
    if (Array.isArray(value)) return value.map(shape);
    if (typeof value !== 'object' || value === null) return typeof value;
    return Object.fromEntries(
      Object.entries(value).map(([name, one]) => [parties.includes(name) ? 'PARTY' : name, shape(one)]),
    );
  };
  return JSON.stringify(shape(JSON.parse(body)));
}

test('every route answers the officers of both parties with the same status and shape, and with the same words of refusal', async () => {
  const [one = '', other = ''] = parties;
  const [first, second] = [await asked(one, other), await asked(other, one)];
  expect([parties.length, first.length > 150]).toEqual([2, true]);
  const seen = new Set<string>();
  for (const [at, request] of first.entries()) {
    const own = await answered(apps.get(one) as App, one, request);
    const theirs = await answered(apps.get(other) as App, other, second[at] as Asked);
    expect([request, own]).toEqual([request, theirs]);
    seen.add(own.slice(0, 3));
  }
  expect([...seen]).toEqual(expect.arrayContaining(['200', '403']));
});

test('what everybody reads is the same to the byte, whichever officer asks', async () => {
  const [one = '', other = ''] = parties;
  const requests = (await asked(one, other)).filter(
    ({ method, url }) => method === 'GET' && !url.includes('audience='),
  );
  for (const request of requests) {
    if (/^\/(api\/(health|auth|me|members|devices|keys|proposals|events)|metrics)/.test(request.url))
      continue;
    const bodies: string[] = [];
    for (const party of parties) {
      const { statusCode, body } = await (apps.get(party) as App).inject({ method: 'GET', url: request.url });
      bodies.push(`${statusCode} ${body}`);
    }
    expect([request.url, bodies[0] === bodies[1]]).toEqual([request.url, true]);
  }
});

test('every act is open to both officers or to neither, for every audience, party and body', () => {
  const [one = '', other = ''] = parties;
  const audiences = (own: string, their: string) => [
    'public',
    'mission',
    'partners',
    'vault',
    'mediation',
    own,
    their,
    'commission',
  ];
  let allowed = 0;
  for (const { act } of RIGHTS)
    for (const [at, audience] of audiences(one, other).entries())
      for (const [side, party] of [one, other].entries()) {
        const target = (audience_: string, party_: string) => ({ audience: audience_, party: party_ });
        const first = may(officerOf(one), act, target(audience, party), NOW);
        const mirror = target(audiences(other, one)[at] as string, [other, one][side] as string);
        const second = may(officerOf(other), act, mirror, NOW);
        expect([act, audience, party, second]).toEqual([act, audience, party, first]);
        allowed += Number(first.allowed);
      }
  expect(allowed).toBeGreaterThan(20);
});
