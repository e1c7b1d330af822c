import { PUBLIC } from '@armistice/core/record';
import { Type } from 'typebox';
import type { App } from '../app.ts';
import { cookieOf, headersOf, type People } from '../people/people.ts';
import { ProviderSignIn } from '../people/provider-sign-in.ts';
import { readProviders } from '../people/providers.ts';
import { Problem } from '../problems.ts';
import { asksTo } from './may.ts';
import { PROBLEM_ANSWERS } from './schemas.ts';

const COOKIE = 'armistice-provider';
const Params = Type.Object({ id: Type.String({ pattern: '^[a-z0-9][a-z0-9._-]{0,62}$' }) });

/** `/api/auth/providers`, `/api/auth/provider/:id` and `/api/auth/callback/:id`: identity providers that parties bring. */
export function addProviders(app: App, people: People): void {
  const signIn = new ProviderSignIn(people, readProviders(people.folder));
  const config = asksTo('read', PUBLIC);
  const Row = Type.Object({ id: Type.String(), party: Type.String(), name: Type.String() });
  const List = Type.Object({ providers: Type.Array(Row) });
  const list = { summary: 'Identity providers of the parties', response: { 200: List, ...PROBLEM_ANSWERS } };
  app.get('/api/auth/providers', { schema: list, config }, async () => ({ providers: [...signIn.list()] }));

  const secure = people.url.protocol === 'https:' ? ' Secure;' : '';
  // Lax: the browser comes back from another site.
  const cookie = (value: string, seconds: number) =>
    `${COOKIE}=${value}; Max-Age=${seconds}; Path=/api/auth/; HttpOnly;${secure} SameSite=Lax`;
  const begin = { summary: 'Goes to the provider of a party to sign in', params: Params };
  app.get('/api/auth/provider/:id', { schema: begin, config }, async (request, reply) => {
    const origin = `${people.url.protocol}//${request.headers.host ?? ''}`;
    reply.header('cache-control', 'no-store');
    try {
      const { to, browser } = await signIn.begin(request.params.id, origin);
      return reply.header('set-cookie', cookie(browser, 600)).redirect(to, 303);
    } catch (error) {
      return reply.redirect(refusedAt(error), 303);
    }
  });

  const back = {
    summary: 'Comes back from the provider of a party, signed in or refused',
    params: Params,
    querystring: Type.Object({}, { additionalProperties: Type.String({ maxLength: 4000 }) }),
  };
  app.get('/api/auth/callback/:id', { schema: back, config }, async (request, reply) => {
    reply.header('cache-control', 'no-store').header('set-cookie', cookie('', 0));
    try {
      const query = request.url.split('?')[1] ?? '';
      const { handle, reliedOn } = await signIn.end(
        request.params.id,
        query,
        cookieOf(request, COOKIE) ?? '',
      );
      const { totp, passkeys } = people.accounts.factors(handle);
      // Whoever the mission does not rely on is one factor: no way round another that is enrolled.
      if (!reliedOn && (totp || passkeys > 0))
        throw new Problem('people/second-factor', 'sign in with what you enrolled here');
      const factor = reliedOn ? 'provider' : 'invitation';
      for (const one of await people.accounts.signIn(handle, factor, headersOf(request)))
        reply.header('set-cookie', one);
      return reply.redirect('/', 303);
    } catch (error) {
      return reply.redirect(refusedAt(error), 303);
    }
  });
}

/** A person looks at this, not a program: the page says it in their language. What is no refusal is thrown on. */
function refusedAt(error: unknown): string {
  if (!(error instanceof Problem) || error.code === 'request/not-found') throw error;
  return `/sign-in?refused=${encodeURIComponent(error.code)}`;
}
