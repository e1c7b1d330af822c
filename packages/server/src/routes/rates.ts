import rateLimit from '@fastify/rate-limit';
import type { App } from '../app.ts';
import { type ActorOf, bearerOf, isLocal, OPERATOR_HEADER } from '../people/asker.ts';
import { Problem } from '../problems.ts';
import { askerIn } from './may.ts';

/** Requests of one address in a minute: a page with a map that is moved about asks some hundreds. */
const A_MINUTE = 6000;
const MINUTE_MS = 60_000;
/** Addresses that are remembered; who asks from ever other ones pushes out the oldest. */
const MOST_ADDRESSES = 20_000;

/**
 * Limits how often one address may ask, whatever becomes of what it asks; of IPv6 an address is the network of a household.
 * Only whoever holds the operator's token on this machine is not counted. Call before anything that may refuse.
 */
export async function addRates(app: App, actorOf: ActorOf, aMinute: number = A_MINUTE): Promise<void> {
  await app.register(rateLimit, { global: false, cache: MOST_ADDRESSES });
  const count = app.createRateLimit({ max: aMinute, timeWindow: MINUTE_MS });
  app.addHook('onRequest', async (request, reply) => {
    const claims = request.headers[OPERATOR_HEADER] ?? bearerOf(request);
    const mayBeOperator = claims !== undefined && isLocal(request);
    if (mayBeOperator && (await actorOf(request)).via === 'operator') return;
    const counted = await count(request);
    if (counted.isAllowed || !counted.isExceeded) return;
    reply.header('retry-after', String(Math.max(1, counted.ttlInSeconds)));
    throw new Problem('request/too-many', `more than ${aMinute} requests came from this address in a minute`);
  });
}

/**
 * Limits how often one member may ask by their sessions, from however many addresses: whoever has a stolen cookie and many
 * machines is one sender still. Devices have a pace of their own. Call after what tells who asks.
 */
export function addRatesByHandle(app: App, aMinute: number = A_MINUTE): void {
  const asked = new Map<string, number>();
  let minute = 0;
  app.addHook('preHandler', async (request, reply) => {
    if (request.headers.cookie === undefined) return;
    const { handle, via } = await askerIn(request);
    if (via !== 'session') return;
    const at = Math.floor(Date.now() / MINUTE_MS);
    if (at !== minute) asked.clear();
    minute = at;
    const count = (asked.get(handle) ?? 0) + 1;
    asked.set(handle, count);
    if (count <= aMinute) return;
    reply.header('retry-after', String(Math.ceil(((at + 1) * MINUTE_MS - Date.now()) / 1000)));
    throw new Problem('request/too-many', `more than ${aMinute} requests came from ${handle} in a minute`);
  });
}
