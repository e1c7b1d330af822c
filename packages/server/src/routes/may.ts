import { PUBLIC } from '@armistice/core/record';
import { type Act, type Actor, ANYBODY, holds, may } from '@armistice/core/rights';
import type { FastifyInstance, FastifyRequest, RouteOptions } from 'fastify';
import type { ActorOf, Asker } from '../people/asker.ts';
import { Problem } from '../problems.ts';

/** What a route asks for. `asked`: for the audience that the request names, public by default. */
export interface Asks {
  readonly act: Act;
  readonly audience: string;
  /** What it is about stands in the body: who holds the right to anything may come in, and the handler asks again. */
  readonly byTarget?: true;
}

const ASKED = 'asked';

/** For the `config` of a route: who asks for it must be allowed this. A route without it is closed to all. */
export function asksTo(act: Act, audience: string = ASKED): { readonly asks: Asks } {
  return { asks: { act, audience } };
}

/** The same for a route whose body says what it is about; its handler asks `may` again with the target. */
export function asksByTarget(act: Act, audience: string = ASKED): { readonly asks: Asks } {
  return { asks: { act, audience, byTarget: true } };
}

declare module 'fastify' {
  interface FastifyContextConfig {
    readonly asks?: Asks;
  }
}

const askers = new WeakMap<FastifyRequest, () => Promise<Asker>>();
const lookups = new WeakMap<FastifyRequest, () => Promise<Asker>>();

/** A route with what it asks for; undefined where it does not say, and is open to nobody. */
export interface AskingRoute {
  readonly method: string;
  readonly url: string;
  readonly asks: Asks | undefined;
}

const ROUTES = new WeakMap<FastifyInstance, RouteOptions[]>();

/** Every route of a server, of all plug-ins, with what it asks for. */
export function askingRoutes(app: FastifyInstance): readonly AskingRoute[] {
  return (ROUTES.get(app) ?? []).flatMap(({ method, url, config }) =>
    [method].flat().map((one) => ({ method: one, url, asks: config?.asks })),
  );
}

/** Puts the decision about rights before every route, of all plug-ins: what does not say what it asks for is refused. */
export function addRights(app: FastifyInstance, actorOf: ActorOf): void {
  const routes: RouteOptions[] = [];
  ROUTES.set(app, routes);
  // Plug-ins say for their routes what these ask for only after this.
  app.addHook('onRoute', (route) => void routes.push(route));
  app.addHook('onRequest', async (request) => {
    lookups.set(request, async () => actorOf(request));
    forget(request);
    if (request.is404) return;
    const { asks } = request.routeOptions.config;
    if (asks === undefined) throw new Problem('request/not-allowed', 'this route is open to nobody');
    if (asks.audience !== ASKED) await mustBeAllowed(request, asks, asks.audience);
  });
  // Once the query is known to be well-formed. Before a body had come a right may have ended: what writes asks again.
  app.addHook('preHandler', async (request) => {
    const { asks } = request.routeOptions.config;
    const writes = request.method !== 'GET' && request.method !== 'HEAD';
    if (writes) forget(request);
    if (asks === undefined || (asks.audience !== ASKED && !writes)) return;
    await mustBeAllowed(request, asks, asks.audience === ASKED ? audienceOf(request) : asks.audience);
  });
}

/** Has whoever sends a request looked up anew. */
function forget(request: FastifyRequest): void {
  const lookUp = lookups.get(request);
  if (lookUp === undefined) return;
  let asker: Promise<Asker> | undefined;
  askers.set(request, () => {
    asker ??= lookUp();
    return asker;
  });
}

/** Who sends a request, and what they still need; looked up once, and once more where it writes and has come whole. */
export function askerIn(request: FastifyRequest): Promise<Asker> {
  return askers.get(request)?.() ?? Promise.resolve(ANYBODY);
}

/** Who acts by a request: the public, until they have what they need. */
export async function actorIn(request: FastifyRequest): Promise<Actor> {
  const asker = await askerIn(request);
  return asker.needs === undefined ? asker : { handle: asker.handle, roles: ['public'] };
}

/** Whether whoever sent a request may do this now, looked up again: for what goes on after its rights were asked. */
export async function mayNow(request: FastifyRequest, act: Act, audience: string): Promise<boolean> {
  return may(await actorNow(request), act, { audience }, Date.now()).allowed;
}

/** Who acts by a request, looked up again; the public where their rights have ended. */
export async function actorNow(request: FastifyRequest): Promise<Actor> {
  const asker: Asker = (await lookups.get(request)?.()) ?? ANYBODY;
  return asker.needs === undefined ? asker : ANYBODY;
}

/** The audience that a request names: public by default. */
export function audienceOf(request: FastifyRequest): string {
  return (request.query as { readonly audience?: string }).audience ?? PUBLIC;
}

/** Throws where the table of rights says no. What is open to everybody is answered without asking who it is. */
async function mustBeAllowed(
  request: FastifyRequest,
  { act, byTarget }: Asks,
  audience: string,
): Promise<void> {
  const now = Date.now();
  const allows = (actor: Actor) =>
    byTarget === true ? holds(actor, act, audience, now) : may(actor, act, { audience }, now).allowed;
  if (allows(ANYBODY)) return;
  const asker = await askerIn(request);
  // One's own account alone: proposals of one's own, and keys of the record, wait for the second factor.
  const own =
    act === 'keep-own-keys' &&
    asker.needs === 'second-factor' &&
    request.routeOptions.url?.startsWith('/api/auth/') === true;
  if (allows(own ? asker : await actorIn(request))) return;
  if (asker.needs === 'second-factor')
    throw new Problem('people/second-factor', `"${act}" is open once you have shown a second factor`);
  throw new Problem(
    'request/not-allowed',
    `"${act}" for the audience "${audience}" is not open to ${asker.roles.join(', ')}`,
  );
}
