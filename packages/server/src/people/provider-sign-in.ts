import { createHash, randomBytes } from 'node:crypto';
import { isMemberAt } from '@armistice/core/mission';
import * as oidc from 'openid-client';
import { Problem } from '../problems.ts';
import { HANDLE } from './handles.ts';
import type { People } from './people.ts';
import { isLoopback, type Provider } from './providers.ts';

const TEN_MINUTES = 600_000;
const MOST_BEGUN = 1000;
const TIMEOUT_SECONDS = 10;

/** A sign-in on its way to a provider and back. */
interface Begun {
  readonly provider: Provider;
  readonly verifier: string;
  readonly nonce: string;
  /** Hash of the cookie of the browser that began it. */
  readonly browser: string;
  readonly redirect: string;
  readonly until: number;
}

/** Sign-in at the identity providers of parties: authorization code with PKCE; state, nonce, issuer and browser are held together. */
export class ProviderSignIn {
  readonly #people: People;
  readonly #providers: ReadonlyMap<string, Provider>;
  readonly #known = new Map<string, Promise<oidc.Configuration>>();
  readonly #begun = new Map<string, Begun>();

  constructor(people: People, providers: readonly Provider[]) {
    this.#people = people;
    this.#providers = new Map(providers.map((one) => [one.id, one]));
  }

  /** The providers that one may choose from. */
  list(): readonly Pick<Provider, 'id' | 'party' | 'name'>[] {
    return [...this.#providers.values()].map(({ id, party, name }) => ({ id, party, name }));
  }

  #provider(id: string): Provider {
    const provider = this.#providers.get(id);
    if (provider === undefined) throw new Problem('request/not-found', 'no party brings this provider');
    return provider;
  }

  /** Begins a sign-in: where the browser goes, and the cookie by which it is known when it comes back. */
  async begin(id: string, origin: string): Promise<{ readonly to: string; readonly browser: string }> {
    const provider = this.#provider(id);
    const config = await this.#configuration(provider);
    const [verifier, state, nonce] = [oidc.randomPKCECodeVerifier(), oidc.randomState(), oidc.randomNonce()];
    const browser = randomBytes(24).toString('base64url');
    const redirect = `${origin}/api/auth/callback/${id}`;
    const to = oidc.buildAuthorizationUrl(config, {
      redirect_uri: redirect,
      scope: 'openid',
      code_challenge: await oidc.calculatePKCECodeChallenge(verifier),
      code_challenge_method: 'S256',
      ...{ state, nonce },
    });
    this.#forgetOld();
    const until = this.#people.now() + TEN_MINUTES;
    this.#begun.set(state, { provider, verifier, nonce, browser: hashOf(browser), redirect, until });
    return { to: to.href, browser };
  }

  /** Ends a sign-in: the handle of the officer, who is one of the provider's own party. Throws a problem else. */
  async end(
    id: string,
    query: string,
    browser: string,
  ): Promise<{ readonly handle: string; readonly reliedOn: boolean }> {
    const state = new URLSearchParams(query).get('state') ?? '';
    const begun = this.#begun.get(state);
    // A state is good once, whatever comes of it.
    this.#begun.delete(state);
    if (begun === undefined || begun.until < this.#people.now())
      throw new Problem(
        'people/provider',
        'this sign-in was not begun here, took too long, or came back before',
      );
    const { provider, verifier, nonce, redirect } = begun;
    // One provider's answer is never taken for another's, nor one browser's for another's.
    if (provider.id !== id || begun.browser !== hashOf(browser))
      throw new Problem('people/provider', 'the answer is not for this browser and this provider');
    const config = await this.#configuration(provider);
    const checks = {
      pkceCodeVerifier: verifier,
      expectedState: state,
      expectedNonce: nonce,
      idTokenExpected: true,
    };
    const claims = await oidc
      .authorizationCodeGrant(config, new URL(`${redirect}?${query}`), checks)
      .then((tokens) => tokens.claims())
      .catch((error: unknown) => {
        throw new Problem(
          'people/provider',
          `its answer does not hold: ${(error as { code?: string }).code ?? 'unknown'}`,
        );
      });
    const handle = claims?.[provider.claim];
    if (claims === undefined || typeof handle !== 'string' || !HANDLE.test(handle))
      throw new Problem('people/provider', `its claim "${provider.claim}" is no handle`);
    this.#mustBeOfficer(provider, handle);
    await this.#bind(provider, claims.sub, handle);
    return { handle, reliedOn: provider.reliedOn };
  }

  /** The record says whose officer somebody is; the provider only who they are. */
  #mustBeOfficer({ party }: Provider, handle: string): void {
    const { mission, now, broughtBack } = this.#people;
    mission.mustKnowReports();
    const member = mission.members.get(handle);
    const entry = member?.entry;
    const isOfficer = entry?.roles.includes('liaison-officer') === true && entry.party === party;
    if (entry === undefined || !isOfficer || !isMemberAt(entry, now()))
      throw new Problem('people/provider', 'nobody of this handle is a liaison officer of this party');
    // Who is bound to whom went with the accounts: else the first to come would be the officer.
    if (member !== undefined && broughtBack.waits(member))
      throw new Problem(
        'people/not-reviewed',
        `${handle} came back by a restore, and nobody has looked at it yet`,
      );
  }

  /** Issuer and subject are one person for good: a handle that the provider gives to another is not theirs. */
  async #bind({ issuer }: Provider, subject: string, handle: string): Promise<void> {
    const { accounts } = this.#people;
    const rows = accounts.db
      .prepare('SELECT subject, handle FROM subject WHERE issuer = ?1 AND (subject = ?2 OR handle = ?3)')
      .all(issuer.href, subject, handle);
    if (rows.some((row) => row.subject !== subject || row.handle !== handle))
      throw new Problem('people/provider', 'this handle, or this person, was known as another before');
    if (!accounts.has(handle)) await accounts.make(handle, undefined);
    accounts.db.prepare('INSERT OR IGNORE INTO subject VALUES (?, ?, ?)').run(issuer.href, subject, handle);
  }

  #configuration(provider: Provider): Promise<oidc.Configuration> {
    const { id, issuer, client, secret } = provider;
    const known = this.#known.get(id);
    if (known !== undefined) return known;
    const options = {
      timeout: TIMEOUT_SECONDS,
      ...(isLoopback(issuer) ? { execute: [oidc.allowInsecureRequests] } : {}),
    };
    const found = oidc.discovery(
      issuer,
      client,
      secret,
      secret === undefined ? oidc.None() : undefined,
      options,
    );
    this.#known.set(id, found);
    return found.catch((error: unknown) => {
      // It may answer the next time.
      this.#known.delete(id);
      throw new Problem('people/provider', `it cannot be reached: ${String((error as Error).message)}`);
    });
  }

  #forgetOld(): void {
    const now = this.#people.now();
    for (const [state, { until }] of this.#begun)
      if (until < now || this.#begun.size >= MOST_BEGUN) this.#begun.delete(state);
  }
}

function hashOf(browser: string): string {
  return createHash('sha256').update(browser).digest('hex');
}
