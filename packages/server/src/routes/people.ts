import { timingSafeEqual } from 'node:crypto';
import { MISSION } from '@armistice/core/mission';
import { PUBLIC } from '@armistice/core/record';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { Type } from 'typebox';
import type { App } from '../app.ts';
import { clientAddress } from '../people/asker.ts';
import { mustBeMember, performInvitations } from '../people/inviting.ts';
import { mustBeFree } from '../people/naming.ts';
import { headersOf, type People, SWITCH_COOKIE, shownOf } from '../people/people.ts';
import { whyTooEasy } from '../people/secrets.ts';
import { Problem } from '../problems.ts';
import { askerIn, asksTo } from './may.ts';
import { addMembers } from './members.ts';
import { addMembersRestored } from './members-restored.ts';
import { PROBLEM_ANSWERS } from './schemas.ts';

const closed = { additionalProperties: false };
const Text = (most: number) => Type.String({ minLength: 1, maxLength: most });
const Strings = Type.Array(Type.String());

const MeSchema = Type.Object({
  signedIn: Type.Boolean(),
  handle: Type.String({ description: 'empty for the public' }),
  via: Type.Union([Type.Null(), Type.Enum(['operator', 'session', 'device', 'switcher'])]),
  roles: Strings,
  party: Type.Optional(Type.String()),
  bodies: Type.Optional(Strings),
  area: Type.Optional(Type.Unknown({ description: 'GeoJSON within which the roles hold' })),
  audiences: Strings,
  needs: Type.Union([Type.Null(), Type.Enum(['second-factor', 'membership'])]),
  factors: Type.Optional(
    Type.Object({ password: Type.Boolean(), totp: Type.Boolean(), passkeys: Type.Integer() }),
  ),
  fresh: Type.Optional(
    Type.Boolean({
      description: 'signed in just now: passkeys and codes may be changed without doing so again',
    }),
  ),
  firstRun: Type.Boolean({ description: 'nobody administers the mission yet' }),
  switcher: Type.Array(
    Type.Object({ handle: Type.String(), roles: Strings, party: Type.Optional(Type.String()) }),
    { description: 'simulated members as whom one may look: in an exercise, on its own machine' },
  ),
  exercise: Type.Boolean(),
  title: Type.String(),
  clocks: Type.Array(Type.String(), {
    description: 'zones by which the agreements in force count their days, each once: IANA names',
  }),
});

/** Who asks, how one becomes a member, and the list of members. */
export function addPeople(app: App, people: People): void {
  performInvitations(people);
  addMe(app, people);
  addFirstRun(app, people);
  addJoin(app, people);
  addSwitch(app, people);
  addMembers(app, people);
  addMembersRestored(app, people);
}

async function meOf(people: People, request: FastifyRequest) {
  const asker = await askerIn(request);
  const { mission, accounts } = people;
  const { handle, via, needs = null } = asker;
  const { rules, clocks } = await mission.ask('beginning', MISSION, {});
  const area = mission.members.get(handle)?.entry.area;
  const session = via === 'session' ? await accounts.session(headersOf(request)) : undefined;
  return {
    signedIn: via !== undefined,
    handle,
    via: via ?? null,
    ...shownOf(asker, people.now()),
    ...(area === undefined || needs !== null ? {} : { area }),
    needs,
    ...(session === undefined ? {} : { factors: accounts.factors(handle), fresh: accounts.isFresh(session) }),
    firstRun: people.isFirstRun,
    switcher: people.mayBeSwitched(request)
      ? people.simulated().map(({ handle, roles, party }) => ({
          ...{ handle, roles },
          ...(party === undefined ? {} : { party }),
        }))
      : [],
    exercise: mission.standing.exercise,
    title: rules.title,
    clocks,
  };
}

function addMe(app: App, people: People): void {
  const schema = {
    summary: 'Who asks: roles, audiences, and what they need before these hold',
    response: { 200: MeSchema, ...PROBLEM_ANSWERS },
  };
  app.get('/api/me', { schema, config: asksTo('read', PUBLIC) }, async (request, reply) => {
    people.mission.mustKnowReports();
    reply.header('cache-control', 'no-store');
    return (await meOf(people, request)) as never;
  });
}

/** Throws where an address has tried too many codes. */
function mustPace(people: People, request: FastifyRequest, reply: FastifyReply): () => void {
  const keys = [`code ${clientAddress(request)}`] as const;
  const wait = people.attempts.begin(keys);
  if (wait > 0) throw tooSoon(reply, wait);
  return () => people.attempts.succeeded(keys);
}

/** The problem of whoever must wait, with the seconds in the header that programs read. */
export function tooSoon(reply: FastifyReply, wait: number): Problem {
  const seconds = Math.ceil(wait / 1000);
  void reply.header('retry-after', String(seconds));
  return new Problem('people/wait', `try again in ${seconds} s`);
}

function mustBeHard(password: string, handle: string): void {
  const why = whyTooEasy(password, handle);
  if (why !== undefined) throw new Problem('people/password', why);
}

function withCookies(reply: FastifyReply, cookies: readonly string[]): void {
  reply.header('cache-control', 'no-store');
  for (const cookie of cookies) reply.header('set-cookie', cookie);
}

function addFirstRun(app: App, people: People): void {
  const schema = {
    summary:
      'The first run: makes the administrator, by the code that was printed at the start; signs them in',
    body: Type.Object({ code: Text(200), handle: Text(63), password: Text(512) }, closed),
    response: { 201: Type.Object({ handle: Type.String() }), ...PROBLEM_ANSWERS },
  };
  app.post('/api/first-run', { schema, config: asksTo('read', PUBLIC) }, async (request, reply) => {
    const { code, handle, password } = request.body;
    const right = mustPace(people, request, reply);
    if (!people.isFirstRun) throw new Problem('people/first-run-over', 'somebody administers it already');
    if (!isCode(code, people.firstRunCode))
      throw new Problem(
        'people/code',
        'the code is printed where the server was started, and anew at each start',
      );
    right();
    await mustBeFree(people, handle);
    mustBeHard(password, handle);
    await people.mission.appointing.inTurn(async () => {
      if (!people.isFirstRun) throw new Problem('people/first-run-over', 'somebody was faster');
      if (people.mission.members.get(handle) !== undefined)
        throw new Problem('people/taken', `"${handle}" stands in the record`);
      await people.accounts.make(handle, password);
      await people.mission.appointing.write({ handle, roles: ['administrator'], by: handle });
      people.firstRunCode = undefined;
    });
    withCookies(reply, await people.accounts.signIn(handle, 'invitation', headersOf(request)));
    return reply.code(201).send({ handle });
  });
}

function isCode(given: string, code: string | undefined): boolean {
  if (code === undefined) return false;
  const [shown, expected] = [Buffer.from(given), Buffer.from(code)];
  return shown.length === expected.length && timingSafeEqual(shown, expected);
}

function addJoin(app: App, people: People): void {
  const schema = {
    summary: 'Makes the account of an invited member, by the code of the invitation; signs them in',
    body: Type.Object({ code: Text(200), password: Text(512) }, closed),
    response: { 201: Type.Object({ handle: Type.String() }), ...PROBLEM_ANSWERS },
  };
  app.post('/api/join', { schema, config: asksTo('read', PUBLIC) }, async (request, reply) => {
    const { code, password } = request.body;
    const right = mustPace(people, request, reply);
    const noCode = () => new Problem('people/code', 'it was used, is too old, or was never given');
    const handle = people.invitations.handleOf(code);
    if (handle === undefined) throw noCode();
    right();
    mustBeMember(people, handle);
    mustBeHard(password, handle);
    await people.mission.appointing.inTurn(async () => {
      if (!people.invitations.use(code)) throw noCode();
      await people.accounts.make(handle, password);
    });
    withCookies(reply, await people.accounts.signIn(handle, 'invitation', headersOf(request)));
    return reply.code(201).send({ handle });
  });
}

function addSwitch(app: App, people: People): void {
  const schema = {
    summary: 'EXERCISE, on its own machine alone: looks as a simulated member, or as the public again',
    body: Type.Object({ as: Type.Union([Type.Null(), Text(63)]) }, closed),
    response: { 200: Type.Object({ as: Type.Union([Type.Null(), Type.String()]) }), ...PROBLEM_ANSWERS },
  };
  app.post('/api/switch', { schema, config: asksTo('read', PUBLIC) }, async (request, reply) => {
    if (!people.mayBeSwitched(request))
      throw new Problem('request/not-found', 'nobody looks as somebody else here');
    const { as } = request.body;
    const rest = 'Path=/; HttpOnly; SameSite=Strict';
    if (as !== null && !people.simulated().some(({ handle }) => handle === as))
      throw new Problem('people/unknown', `"${as}" is no simulated member`);
    const value = as === null ? '' : people.switchTo(as);
    reply.header('cache-control', 'no-store');
    reply.header('set-cookie', `${SWITCH_COOKIE}=${value}; ${as === null ? 'Max-Age=0; ' : ''}${rest}`);
    return { as };
  });
}
