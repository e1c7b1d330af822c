import { hash, timingSafeEqual } from 'node:crypto';
import { type Actor, ANYBODY } from '@armistice/core/rights';
import type { FastifyRequest } from 'fastify';
import { isLoopback } from '../app-address.ts';

/** What somebody who signed in must do before anything else is open to them. */
export type Needs =
  /** Sign in with a passkey, or enrol a second factor: until then they may keep their own keys alone. */
  | 'second-factor'
  /** The record has them as no member, or no longer. */
  | 'membership';

/** Whoever sends a request: the actor, how they were known, and what stands between them and their rights. */
export interface Asker extends Actor {
  readonly via?: 'operator' | 'session' | 'device' | 'switcher';
  readonly needs?: Needs;
}

/** Tells who sends a request. */
export type ActorOf = (request: FastifyRequest) => Asker | Promise<Asker>;

/** Whoever reads this machine's private folder: on duty, and keeper of the machine. */
const OPERATOR: Asker = { handle: 'operator', roles: ['duty-officer', 'administrator'], via: 'operator' };

/** The header in which an operator shows the token of this data folder. */
export const OPERATOR_HEADER = 'armistice-operator';

const LOOPBACK = new Set(['127.0.0.1', '::1', '::ffff:127.0.0.1']);
// A proxy on this machine makes the whole world look local; most say so in one of these, and some in none.
const PROXIED = ['forwarded', 'via', 'x-forwarded-for', 'x-forwarded-host', 'x-real-ip'];

/** Whether a request comes from this machine and names it so, as far as it shows; that proves nothing by itself. */
export function isLocal(request: FastifyRequest): boolean {
  const proxied = PROXIED.some((name) => request.headers[name] !== undefined);
  const named = URL.parse(`http://${request.headers.host ?? ''}`)?.hostname;
  if (named === undefined || !isLoopback(named)) return false;
  return !proxied && LOOPBACK.has(request.socket.remoteAddress ?? '');
}

/**
 * Where a request comes from, for pacing alone; it is kept nowhere. Behind proxies that the mission trusts it is what these
 * saw; of version 6 the network, as one machine has many addresses in it.
 */
export function clientAddress({ ip }: FastifyRequest): string {
  return ip.includes(':') && !ip.startsWith('::ffff:')
    ? ip.split(':').slice(0, 4).join(':')
    : ip.slice(0, 64);
}

/** Knows the operator by the token that whoever reads the private folder has; asks the others in turn, and then it is the public. */
export function actorsBy(token: string, ...others: readonly AskedOf[]): ActorOf {
  const expected = digestOf(token);
  return async (request) => {
    const given = request.headers[OPERATOR_HEADER] ?? bearerOf(request);
    const known = typeof given === 'string' && timingSafeEqual(digestOf(given), expected);
    if (known && isLocal(request)) return OPERATOR;
    for (const askedOf of others) {
      const asker = await askedOf(request);
      if (asker !== undefined) return asker;
    }
    return ANYBODY;
  };
}

/** One way of knowing who sends a request; undefined where it does not tell. */
export type AskedOf = (request: FastifyRequest) => Promise<Asker | undefined> | Asker | undefined;

/** The token of a program, sent as a bearer's. */
export function bearerOf(request: FastifyRequest): string | undefined {
  return /^Bearer ([A-Za-z0-9_-]{1,200})$/i.exec(request.headers.authorization ?? '')?.[1];
}

/** Digests have one length, which the comparison needs. */
function digestOf(token: string): Uint8Array {
  return hash('sha256', token, 'buffer');
}
