import type { DatabaseSync } from 'node:sqlite';
import { passkey } from '@better-auth/passkey';
import { betterAuth } from 'better-auth';
import { APIError, createAuthEndpoint } from 'better-auth/api';
import { setSessionCookie } from 'better-auth/cookies';
import { twoFactor, username } from 'better-auth/plugins';
import { HANDLE } from './handles.ts';

/** By what somebody showed who they are, when they signed in. */
export type Factor = 'password' | 'totp' | 'recovery' | 'passkey' | 'provider' | 'invitation';

/** How accounts are reached. */
export interface AuthPlace {
  readonly db: DatabaseSync;
  readonly secret: string;
  /** The address that browsers know: passkeys are bound to its name. */
  readonly url: URL;
  /** What a session that begins now holds besides: the entry by which its owner is a member. */
  readonly memberOf: (userId: string) => number;
  /** Whether this code of this user is new; a second use of it is none. */
  readonly takeCode: (userId: string, code: string) => boolean;
  /** Whether somebody signs in by passkeys alone. */
  readonly hasOnlyPasskeys: (userId: string) => boolean;
}

/** A working day: after it one signs in again, whatever one did meanwhile. */
const SESSION_SECONDS = 12 * 3600;
/** What gives another key to an account is done by whoever has just shown who they are. */
export const FRESH_SECONDS = 600;

const FACTOR_OF_PATH: { readonly [path: string]: Factor } = {
  '/sign-in/username': 'password',
  '/two-factor/verify-totp': 'totp',
  '/two-factor/verify-backup-code': 'recovery',
  '/passkey/verify-authentication': 'passkey',
};

/** The library that keeps passwords, second factors, passkeys and sessions, set up for handles and no network. */
export function authOf(place: AuthPlace) {
  const { db, secret, url } = place;
  return betterAuth({
    appName: 'Armistice',
    database: db,
    secret,
    baseURL: url.origin,
    basePath: '/api/auth',
    telemetry: { enabled: false },
    logger: { disabled: true },
    // Ours is per handle, address and browser (attempts.ts).
    rateLimit: { enabled: false },
    emailAndPassword: { enabled: true, disableSignUp: true, minPasswordLength: 12, maxPasswordLength: 512 },
    session: {
      expiresIn: SESSION_SECONDS,
      disableSessionRefresh: true,
      freshAge: FRESH_SECONDS,
      additionalFields: {
        factor: { type: 'string', required: false, input: false },
        member: { type: 'number', required: false, input: false },
      },
    },
    advanced: {
      cookiePrefix: 'armistice',
      useSecureCookies: url.protocol === 'https:',
      defaultCookieAttributes: { sameSite: 'strict', httpOnly: true, path: '/' },
      // The guard has looked at Host and Origin of every request before it comes here.
      disableCSRFCheck: true,
      disableOriginCheck: true,
      ipAddress: { disableIpTracking: true },
    },
    databaseHooks: {
      session: {
        create: {
          before: async (session, context) => {
            const path = context?.path ?? '';
            mustBeNew(place, path, session.userId, context?.body);
            mustNotHavePasskey(place, path, session.userId);
            const factor = FACTOR_OF_PATH[path] ?? (session as { factor?: Factor }).factor ?? 'password';
            return { data: { ...session, factor, member: place.memberOf(session.userId) } };
          },
        },
      },
    },
    plugins: [
      username({
        minUsernameLength: 1,
        maxUsernameLength: 63,
        usernameNormalization: false,
        usernameValidator: (name) => HANDLE.test(name),
      }),
      twoFactor({ issuer: 'Armistice', backupCodeOptions: { amount: 10, length: 12 } }),
      passkey({
        rpID: url.hostname,
        rpName: 'Armistice',
        authenticatorSelection: { residentKey: 'required', userVerification: 'required' },
        // A key that anyone who finds it could use is one factor; with its PIN or a finger it is two.
        registration: {
          afterVerification: ({ verification }) => {
            mustBeVerified(verification.registrationInfo?.userVerified);
            return undefined;
          },
        },
        authentication: {
          afterVerification: async ({ verification }) => {
            mustBeVerified(verification.authenticationInfo.userVerified);
          },
        },
      }),
      people(),
    ],
  });
}

export type Auth = ReturnType<typeof authOf>;

/** What only this server calls: a session for somebody who showed who they are in another way. */
function people() {
  return {
    id: 'people',
    endpoints: {
      signInAs: createAuthEndpoint.serverOnly({ method: 'POST' }, async (ctx) => {
        const { userId, factor } = ctx.body as { readonly userId: string; readonly factor: Factor };
        const user = await ctx.context.internalAdapter.findUserById(userId);
        if (user === null) throw new Error('there is no such account');
        const session = await ctx.context.internalAdapter.createSession(userId, false, { factor });
        await setSessionCookie(ctx, { session, user });
        return ctx.json({ ok: true });
      }),
    },
  } as const;
}

/** A code of an authenticator app counts once, in whichever session (RFC 6238 §5.2; the library takes it again). */
function mustBeNew({ takeCode }: AuthPlace, path: string, userId: string, body: unknown): void {
  if (path !== '/two-factor/verify-totp') return;
  const { code = '' } = (body ?? {}) as { readonly code?: string };
  if (!takeCode(userId, code)) throw new APIError('UNAUTHORIZED', { code: 'INVALID_CODE', message: 'used' });
}

/** Where a passkey is enrolled and no code, a password alone would be a way round it. */
function mustNotHavePasskey({ hasOnlyPasskeys }: AuthPlace, path: string, userId: string): void {
  if (path === '/sign-in/username' && hasOnlyPasskeys(userId))
    throw new APIError('FORBIDDEN', { code: 'PASSKEY_NEEDED', message: 'this account has a passkey' });
}

function mustBeVerified(verified: boolean | undefined): void {
  if (verified !== true)
    throw new APIError('BAD_REQUEST', {
      code: 'NOT_VERIFIED',
      message: 'the passkey did not ask for PIN or finger',
    });
}
