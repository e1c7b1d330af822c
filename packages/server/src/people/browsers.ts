import { createHmac, randomBytes, timingSafeEqual } from 'node:crypto';
import type { FastifyRequest } from 'fastify';
import { clientAddress } from './asker.ts';
import type { AttemptKey } from './attempts.ts';
import { cookieOf, type People } from './people.ts';

/** The cookie of a browser in which somebody signed in before: strangers who guess do not make it wait. */
const BROWSER_COOKIE = 'armistice-browser';
const DAYS = 180;

/** What an attempt to sign in as somebody counts against. */
export function keysOf(people: People, request: FastifyRequest, handle: string): readonly AttemptKey[] {
  const nonce = nonceIn(people, request, handle);
  if (nonce !== undefined) return [`browser ${nonce}`];
  const address = clientAddress(request);
  return [`pair ${handle} ${address}`, `address ${address}`, `handle ${handle}`];
}

/** The cookie to set once somebody signed in whole. */
export function browserCookie(people: People, handle: string): string {
  const nonce = randomBytes(12).toString('base64url');
  const secure = people.url.protocol === 'https:' ? ' Secure;' : '';
  const value = `${handle}.${nonce}.${sealOf(people, handle, nonce)}`;
  return `${BROWSER_COOKIE}=${value}; Max-Age=${DAYS * 86_400}; Path=/api/; HttpOnly;${secure} SameSite=Strict`;
}

function nonceIn(people: People, request: FastifyRequest, handle: string): string | undefined {
  const [owner, nonce = '', seal = ''] = (cookieOf(request, BROWSER_COOKIE) ?? '').split('.');
  if (owner !== handle) return undefined;
  const [given, expected] = [Buffer.from(seal), Buffer.from(sealOf(people, handle, nonce))];
  return given.length === expected.length && timingSafeEqual(given, expected) ? nonce : undefined;
}

function sealOf({ accounts }: People, handle: string, nonce: string): string {
  return createHmac('sha256', accounts.secret).update(`browser ${handle} ${nonce}`).digest('base64url');
}
