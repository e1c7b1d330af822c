import { PUBLIC } from '@armistice/core/record';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { Type } from 'typebox';
import type { App } from '../app.ts';
import type { SessionOf } from '../people/accounts.ts';
import { browserCookie, keysOf } from '../people/browsers.ts';
import { headersOf, type People } from '../people/people.ts';
import { whyTooEasy } from '../people/secrets.ts';
import { Problem, type ProblemCode } from '../problems.ts';
import { type Answered, ENDPOINTS, type Endpoint } from './auth-endpoints.ts';
import { asksTo } from './may.ts';
import { tooSoon } from './people.ts';
import { PROBLEM_ANSWERS } from './schemas.ts';
import { addSessions } from './sessions.ts';

// Sign-in and what belongs to it. The library has many more endpoints; those that stand here are reachable, with
// strict bodies, answers that hold no token, and errors as everywhere.

/** `/api/auth/…`: sign-in, second factors, passkeys, sessions. */
export function addAuth(app: App, people: People): void {
  for (const endpoint of ENDPOINTS) addEndpoint(app, people, endpoint);
  addSessions(app, people);
}

function addEndpoint(app: App, people: People, endpoint: Endpoint): void {
  const { method, path, summary, own, body } = endpoint;
  app.route({
    method,
    url: `/api/auth/${path}`,
    schema: {
      ...{ summary, response: { 200: Type.Unknown(), ...PROBLEM_ANSWERS } },
      ...(body === undefined ? {} : { body }),
    },
    config: asksTo(own === true ? 'keep-own-keys' : 'read', PUBLIC),
    handler: (request, reply) => answer(people, endpoint, request, reply),
  });
}

async function answer(
  people: People,
  endpoint: Endpoint,
  request: FastifyRequest,
  reply: FastifyReply,
): Promise<unknown> {
  const { path, own, fresh } = endpoint;
  const { accounts, attempts } = people;
  reply.header('cache-control', 'no-store');
  people.mission.mustKnowReports();
  const session = await accounts.session(headersOf(request));
  if (own === true && session === undefined) throw new Problem('people/sign-in', 'nobody is signed in');
  if (fresh === true && session !== undefined && !accounts.isFresh(session))
    throw new Problem(
      'people/sign-in-again',
      'what opens your account is changed within minutes of signing in',
    );
  const enrols = path === 'two-factor/verify-totp' && session !== undefined;
  if (enrols && accounts.factors(session.handle).totp)
    throw new Problem('request/malformed', 'an authenticator app is enrolled already');
  const body = request.body as { readonly username?: string; readonly newPassword?: string } | undefined;
  const why =
    body?.newPassword === undefined ? undefined : whyTooEasy(body.newPassword, session?.handle ?? '');
  if (why !== undefined) throw new Problem('people/password', why);
  const handle = path === 'sign-in/username' ? body?.username : own === true ? session?.handle : undefined;
  const guesses = handle !== undefined && /password|disable|enable|generate-backup|sign-in/.test(path);
  const keys = guesses ? keysOf(people, request, handle) : [];
  const wait = attempts.begin(keys);
  if (wait > 0) throw tooSoon(reply, wait);
  const asked = path === 'change-password' ? { ...body, revokeOtherSessions: true } : body;
  const { status, answered, cookies } = await call(people, endpoint, request, asked);
  if (status >= 400) throw problemIn(status, answered);
  if (own === true) attempts.succeeded(keys);
  // The library begins a session for it. A password alone shows no second factor, and is no new sign-in.
  if (path === 'change-password' && session !== undefined) accounts.goOn(String(answered.token), session);
  const set =
    enrols || path === 'passkey/verify-registration'
      ? await enrolled(people, request, session as SessionOf, enrols ? 'totp' : 'passkey')
      : [...cookies, ...signedIn(people, path, request, answered, session)];
  for (const cookie of set) reply.header('set-cookie', cookie);
  return endpoint.shows?.(answered) ?? { ok: true };
}

/** Who enrols a factor goes on in a new session, and every other of theirs ends: it may be of whoever knows the password. */
async function enrolled(
  people: People,
  request: FastifyRequest,
  { handle }: SessionOf,
  factor: 'totp' | 'passkey',
): Promise<readonly string[]> {
  people.accounts.endSessions(handle);
  const cookies = await people.accounts.signIn(handle, factor, headersOf(request));
  return [...cookies, browserCookie(people, handle)];
}

/** Whoever signed in whole need not wait for strangers next time; the session that the browser had before is over. */
function signedIn(
  people: People,
  path: string,
  request: FastifyRequest,
  { user, twoFactorRedirect }: Answered,
  before: SessionOf | undefined,
): readonly string[] {
  const handle = (user as { readonly username?: string } | undefined)?.username;
  if (!/^sign-in|verify-(totp|backup-code|authentication)$/.test(path)) return [];
  if (handle === undefined || twoFactorRedirect === true) return [];
  if (before !== undefined) people.accounts.endSession(before.handle, before.id);
  people.attempts.succeeded(keysOf(people, request, handle));
  return [browserCookie(people, handle)];
}

interface Called {
  readonly status: number;
  readonly answered: Answered;
  readonly cookies: readonly string[];
}

/** Asks the library, as if the request had come to it. */
async function call(
  { accounts, url }: People,
  { method, path }: Endpoint,
  request: FastifyRequest,
  body: unknown,
): Promise<Called> {
  const headers = headersOf(request);
  // Where a passkey was asked for; the guard has held it against the host.
  if (!headers.has('origin')) headers.set('origin', `${url.protocol}//${request.headers.host ?? ''}`);
  const sent = method === 'GET' ? {} : { body: JSON.stringify(body ?? {}) };
  const response = await accounts.auth.handler(
    new Request(`${url.origin}/api/auth/${path}`, { method, headers, ...sent }),
  );
  const text = await response.text();
  const answered = text === '' ? {} : (JSON.parse(text) as Answered | null);
  return { status: response.status, answered: answered ?? {}, cookies: response.headers.getSetCookie() };
}

/** What the library refuses, in words of ours: that a handle exists is told to nobody who cannot sign in. */
function problemIn(status: number, { code, message }: Answered): Problem {
  const known: { readonly [code: string]: readonly [ProblemCode, string] } = {
    PASSKEY_NEEDED: ['people/second-factor', 'this account signs in with its passkey'],
    NOT_VERIFIED: ['people/sign-in', 'the passkey must ask for its PIN, a finger or a face'],
    SESSION_NOT_FRESH: [
      'people/sign-in-again',
      'what opens your account is changed within minutes of signing in',
    ],
    INVALID_PASSWORD: ['people/sign-in', 'the password is not right'],
    INVALID_CODE: ['people/sign-in', 'this code does not fit; each works once, and for half a minute'],
    INVALID_BACKUP_CODE: ['people/sign-in', 'this recovery code does not fit; each works once'],
    INVALID_TWO_FACTOR_COOKIE: ['people/sign-in', 'the sign-in took too long; begin again with the password'],
    TOO_MANY_ATTEMPTS_REQUEST_NEW_CODE: ['people/sign-in', 'too many codes; begin again with the password'],
    ACCOUNT_TEMPORARILY_LOCKED: [
      'people/wait',
      'too many codes that did not fit; wait a quarter of an hour, or use a passkey',
    ],
  };
  const [ours, detail] = known[String(code)] ?? [];
  if (ours !== undefined) return new Problem(ours, detail ?? '');
  if (status >= 500) throw new Error(`the accounts failed: ${String(message)}`);
  if (status === 401 || /USERNAME|PASSWORD/.test(String(code)))
    return new Problem('people/sign-in', 'handle or password is not right');
  return new Problem('request/malformed', String(message ?? 'the accounts do not take this'));
}
