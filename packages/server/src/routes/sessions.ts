import { PUBLIC } from '@armistice/core/record';
import type { FastifyRequest } from 'fastify';
import { Type } from 'typebox';
import type { App } from '../app.ts';
import { headersOf, type People } from '../people/people.ts';
import { Problem } from '../problems.ts';
import { asksTo } from './may.ts';
import { PROBLEM_ANSWERS } from './schemas.ts';

const closed = { additionalProperties: false };
const NOTHING = Type.Object({}, closed);
const SessionSchema = Type.Object({
  id: Type.String(),
  began: Type.String({ format: 'date-time' }),
  until: Type.String({ format: 'date-time' }),
  agent: Type.String({ description: 'what the browser calls itself' }),
  factor: Type.String(),
  current: Type.Boolean(),
});

/** One's own sessions, by ids that open nothing. */
export function addSessions(app: App, people: People): void {
  const config = asksTo('keep-own-keys', PUBLIC);
  const { accounts } = people;
  const ownSession = async (request: FastifyRequest) => {
    const session = await accounts.session(headersOf(request));
    if (session === undefined) throw new Problem('people/sign-in', 'nobody is signed in');
    return session;
  };
  const Sessions = Type.Object({ sessions: Type.Array(SessionSchema) });
  const list = { summary: 'One’s own sessions', response: { 200: Sessions, ...PROBLEM_ANSWERS } };
  app.get('/api/auth/list-sessions', { schema: list, config }, async (request, reply) => {
    const { handle, id } = await ownSession(request);
    reply.header('cache-control', 'no-store');
    return { sessions: accounts.sessions(handle).map((one) => ({ ...one, current: one.id === id })) };
  });
  const done = { 200: Type.Object({ ok: Type.Boolean() }), ...PROBLEM_ANSWERS };
  const Id = Type.Object({ id: Type.String({ minLength: 1, maxLength: 64 }) }, closed);
  const one = { summary: 'Ends one of one’s own sessions', body: Id, response: done };
  app.post('/api/auth/revoke-session', { schema: one, config }, async (request) => {
    const { handle } = await ownSession(request);
    if (!accounts.endSession(handle, request.body.id))
      throw new Problem('request/not-found', 'no session of yours has this id');
    return { ok: true };
  });
  const others = { summary: 'Ends every other session of one’s own', body: NOTHING, response: done };
  app.post('/api/auth/revoke-other-sessions', { schema: others, config }, async (request) => {
    const { handle, id } = await ownSession(request);
    accounts.endSessions(handle, id);
    return { ok: true };
  });
}
