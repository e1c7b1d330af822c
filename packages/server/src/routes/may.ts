import { hash, timingSafeEqual } from 'node:crypto';
import { PUBLIC } from '@armistice/core/record';
import { type Act, type Actor, ANYBODY, may } from '@armistice/core/rights';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { Problem } from '../problems.ts';

/** Whoever reads this machine's private folder, until there is sign-in: on duty, and keeper of the machine. */
const OPERATOR: Actor = { handle: 'operator', roles: ['duty-officer', 'administrator'] };

/** What a route asks for. `asked`: for the audience that the request names, public by default. */
export interface Asks {
  readonly act: Act;
  readonly audience: string;
}

const ASKED = 'asked';

/** For the `config` of a route: who asks for it must be allowed this. A route without it is closed to all. */
export function asksTo(act: Act, audience: string = ASKED): { readonly asks: Asks } {
  return { asks: { act, audience } };
}

declare module 'fastify' {
  interface FastifyContextConfig {
    readonly asks?: Asks;
  }
}

/** Puts the decision about rights before every route, of all plug-ins: what does not say what it asks for is refused. */
export function addRights(app: FastifyInstance, actorOf: ActorOf): void {
  app.addHook('onRequest', async (request) => {
    if (request.is404) return;
    const { asks } = request.routeOptions.config;
    if (asks === undefined) throw new Problem('request/not-allowed', 'this route is open to nobody');
    if (asks.audience !== ASKED) mustBeAllowed(actorOf(request), asks.act, asks.audience);
  });
  // Once the query is known to be well-formed.
  app.addHook('preHandler', async (request) => {
    const { asks } = request.routeOptions.config;
    if (asks?.audience === ASKED) mustBeAllowed(actorOf(request), asks.act, audienceOf(request));
  });
}

/** The audience that a request names: public by default. */
export function audienceOf(request: FastifyRequest): string {
  return (request.query as { readonly audience?: string }).audience ?? PUBLIC;
}

/** Throws where the table of rights says no. */
function mustBeAllowed(actor: Actor, act: Act, audience: string): void {
  if (!may(actor, act, { audience }, Date.now()).allowed)
    throw new Problem(
      'request/not-allowed',
      `"${act}" for the audience "${audience}" is not open to ${actor.roles.join(', ')}`,
    );
}

const LOOPBACK = new Set(['127.0.0.1', '::1', '::ffff:127.0.0.1']);
// A proxy on this machine makes the whole world look local; most say so in one of these, and some in none.
const PROXIED = ['forwarded', 'via', 'x-forwarded-for', 'x-forwarded-host', 'x-real-ip'];

/** The header in which an operator shows the token of this data folder. */
export const OPERATOR_HEADER = 'armistice-operator';

/** Tells the actor of a request. */
export type ActorOf = (request: FastifyRequest) => Actor;

/** The actor is the operator only with the token that whoever reads the private folder has; else it is the public. */
export function actorsBy(token: string): ActorOf {
  const expected = digestOf(token);
  return (request) => {
    const given = request.headers[OPERATOR_HEADER] ?? bearerOf(request);
    const local = LOOPBACK.has(request.socket.remoteAddress ?? '');
    const proxied = PROXIED.some((name) => request.headers[name] !== undefined);
    const known = typeof given === 'string' && timingSafeEqual(digestOf(given), expected);
    return local && !proxied && known ? OPERATOR : ANYBODY;
  };
}

/** Programs that cannot set a header of ours can send the token as a bearer's. */
function bearerOf(request: FastifyRequest): string | undefined {
  return /^Bearer ([A-Za-z0-9_-]{1,200})$/i.exec(request.headers.authorization ?? '')?.[1];
}

/** Digests have one length, which the comparison needs. */
function digestOf(token: string): Uint8Array {
  return hash('sha256', token, 'buffer');
}
