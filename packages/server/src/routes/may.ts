import { hash, timingSafeEqual } from 'node:crypto';
import { MISSION } from '@armistice/core/mission';
import { PUBLIC } from '@armistice/core/record';
import type { FastifyRequest } from 'fastify';
import { Problem } from '../problems.ts';

/** Who asks. Until there is sign-in, whoever reads this machine's private folder is its operator, and everyone else the public. */
export interface Actor {
  readonly role: 'public' | 'operator';
}

/** What can be asked for. */
export type Transition = 'read' | 'file-report';

/** What each role may do, and for which audience. What is not listed is refused. */
const ALLOWED: {
  readonly [role in Actor['role']]: { readonly [transition in Transition]?: readonly string[] };
} = {
  public: { read: [PUBLIC] },
  operator: { read: [PUBLIC, MISSION], 'file-report': [PUBLIC] },
};

/** The one decision about rights: whether this actor may do this for this audience. */
export function may(actor: Actor, transition: Transition, audience: string): boolean {
  return ALLOWED[actor.role][transition]?.includes(audience) === true;
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
    const given = request.headers[OPERATOR_HEADER];
    const local = LOOPBACK.has(request.socket.remoteAddress ?? '');
    const proxied = PROXIED.some((name) => request.headers[name] !== undefined);
    const known = typeof given === 'string' && timingSafeEqual(digestOf(given), expected);
    return { role: local && !proxied && known ? 'operator' : 'public' };
  };
}

/** Digests have one length, which the comparison needs. */
function digestOf(token: string): Uint8Array {
  return hash('sha256', token, 'buffer');
}
