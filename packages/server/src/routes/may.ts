import { hash, timingSafeEqual } from 'node:crypto';
import { MISSION } from '@armistice/core/mission';
import { PUBLIC } from '@armistice/core/record';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { Problem } from '../problems.ts';

/** Who asks. Until there is sign-in, whoever reads this machine's private folder is its operator, and everyone else the public. */
export interface Actor {
  readonly role: 'public' | 'operator';
}

/** What can be asked for. */
export type Transition = 'read' | 'file-report' | 'operate';

/** What each role may do, and for which audience. What is not listed is refused. */
const ALLOWED: {
  readonly [role in Actor['role']]: { readonly [transition in Transition]?: readonly string[] };
} = {
  public: { read: [PUBLIC] },
  operator: { read: [PUBLIC, MISSION], 'file-report': [PUBLIC], operate: [MISSION] },
};

/** The one decision about rights: whether this actor may do this for this audience. */
export function may(actor: Actor, transition: Transition, audience: string): boolean {
  return ALLOWED[actor.role][transition]?.includes(audience) === true;
}

/** What a route asks for. `asked`: for the audience that the request names, public by default. */
export interface Asks {
  readonly transition: Transition;
  readonly audience: string;
}

const ASKED = 'asked';

/** For the `config` of a route: who asks for it must be allowed this. A route without it is closed to all. */
export function asksTo(transition: Transition, audience: string = ASKED): { readonly asks: Asks } {
  return { asks: { transition, audience } };
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
    if (asks.audience !== ASKED) mustBeAllowed(actorOf(request), asks.transition, asks.audience);
  });
  // Once the query is known to be well-formed.
  app.addHook('preHandler', async (request) => {
    const { asks } = request.routeOptions.config;
    if (asks?.audience === ASKED) mustBeAllowed(actorOf(request), asks.transition, audienceOf(request));
  });
}

/** The audience that a request names: public by default. */
export function audienceOf(request: FastifyRequest): string {
  return (request.query as { readonly audience?: string }).audience ?? PUBLIC;
}

/** Throws where {@link may} says no. */
export function mustBeAllowed(actor: Actor, transition: Transition, audience: string): void {
  if (!may(actor, transition, audience))
    throw new Problem(
      'request/not-allowed',
      `"${transition}" for the audience "${audience}" is not open to ${actor.role}`,
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
    return { role: local && !proxied && known ? 'operator' : 'public' };
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
