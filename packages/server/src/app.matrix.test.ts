import {
  ACTS,
  type Actor,
  ANYBODY,
  holds,
  MEDIATION,
  may,
  ROLES,
  type Role,
  VAULT,
} from '@armistice/core/rights';
import type { FastifyInstance } from 'fastify';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { App } from './app.ts';
import { askingRoutes, asksTo } from './routes/may.ts';
import { type TestMission, testMission } from './testing.ts';
import { AS, appFor, fromAnywhere, READERS } from './testing-audiences.ts';
import { COMMISSION } from './training/staff.ts';

// Each role asks each thing for each audience, on the real server. What it is told is what the table of rights says.

const START_MS = 180_000;
const NEVER = 'nobody-has-this-name';
const AUDIENCES = [...Object.keys(READERS), VAULT, MEDIATION, NEVER];
const pathOf = (act: string) => `/test/acts/${ACTS.indexOf(act as never)}`;

const holder = (role: Role): Actor => ({
  handle: `${role}-1`,
  roles: [role],
  ...(role === 'liaison-officer' ? { party: 'north' } : {}),
  ...(role === 'body-member' ? { bodies: [COMMISSION] } : {}),
  ...(role === 'device' ? { sources: ['camera-1'] } : {}),
});
const ACTORS: { readonly [role: string]: Actor } = Object.fromEntries(
  ROLES.map((role) => [role, holder(role)]),
);

let here: TestMission;
let app: App;
beforeAll(async () => {
  here = await testMission();
  app = await appFor(here, ACTORS, (one) => {
    for (const act of ACTS)
      one.get(pathOf(act), { config: asksTo(act) }, async (_request, reply) => reply.code(204).send());
  });
}, START_MS);
afterAll(async () => {
  await app.close();
  await here.end();
}, START_MS);

const ask = (method: string, url: string, role: string) =>
  app.inject({ method: method as 'GET', url, headers: { [AS]: role }, ...fromAnywhere() });

test(
  'every act, by every role, for every audience, is answered as the table says',
  async () => {
    let asked = 0;
    for (const role of ROLES)
      for (const audience of AUDIENCES)
        for (const act of ACTS) {
          const actor = ACTORS[role] ?? ANYBODY;
          const { allowed } = may(actor, act, { audience }, Date.now());
          const { statusCode } = await ask('GET', `${pathOf(act)}?audience=${audience}`, role);
          expect([role, act, audience, statusCode]).toEqual([role, act, audience, allowed ? 204 : 403]);
          asked += 1;
        }
    expect(asked).toBe(ROLES.length * AUDIENCES.length * ACTS.length);
  },
  START_MS,
);

describe('every route of the server', () => {
  const routes = () =>
    askingRoutes(app as unknown as FastifyInstance).filter(
      ({ url }) => !url.startsWith('/test/') && url !== '/api/events',
    );

  test('says what it asks for', () => {
    expect(routes().length).toBeGreaterThan(20);
    for (const { method, url, asks } of routes())
      expect([method, url, asks?.act]).toEqual([method, url, expect.any(String)]);
  });

  test(
    'is open to a role for an audience where the table says so, and to no other',
    async () => {
      for (const { method, url, asks } of routes()) {
        if (asks === undefined || method === 'HEAD') continue;
        const path = url
          .replace('agreements/:id', 'agreements/exercise-north-south')
          .replace(/:(key|id)/, 'f'.repeat(64))
          .replace(/:([xyz]|index)\b/g, '0')
          .replace(/:\w+/g, 'none');
        for (const role of ROLES)
          for (const audience of asks.audience === 'asked' ? AUDIENCES : [asks.audience]) {
            const actor = ACTORS[role] ?? ANYBODY;
            const allowed =
              asks.byTarget === true
                ? holds(actor, asks.act, audience, Date.now())
                : may(actor, asks.act, { audience }, Date.now()).allowed;
            const query = asks.audience === 'asked' ? `?audience=${audience}` : '';
            const { statusCode } = await ask(method, path.replace('*', 'checkpoint') + query, role);
            const said = [method, url, role, audience, statusCode === 403 ? 'refused' : 'answered'];
            expect(said).toEqual([method, url, role, audience, allowed ? 'answered' : 'refused']);
          }
      }
    },
    START_MS,
  );
});

test('an audience that one may not read is answered as one that there is not', async () => {
  for (const role of ROLES)
    for (const path of ['/api/incidents', '/api/situation', '/api/tiles/0/0/0.mvt', '/api/events']) {
      const [there, never] = await Promise.all(
        ['south', NEVER].map(async (audience) => {
          const { statusCode, headers, body } = await ask('GET', `${path}?audience=${audience}`, role);
          const { date: _date, 'content-length': _length, ...rest } = headers;
          return { statusCode, rest, body: body.replaceAll(audience, '') };
        }),
      );
      expect(there).toEqual(never);
    }
});
