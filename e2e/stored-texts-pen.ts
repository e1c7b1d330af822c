// Test-only: writes what people write, as whoever may: staff, a second person, and parties and bodies under keys of their own.
import { expect, vi } from 'vitest';
import { authoredBytes, compose, type Json } from '../packages/core/src/record/index.ts';
import { type OwnKey, plainKey } from '../packages/server/src/desk/testing.ts';
import { systemDrafting } from '../packages/server/src/record/drafting.ts';
import type { RunningServer } from './server.ts';

/** Who agrees to what others ask for. */
export const HEAD = 'exercise-head';

interface Answer {
  readonly index?: number;
  readonly proposal?: string;
  readonly [more: string]: unknown;
}

/** Writes as whoever may. */
export class Pen {
  readonly #server: RunningServer;
  readonly #keys = new Map<string, OwnKey>();
  readonly #entries: { [kind: string]: number } = {};
  #mission = '';

  constructor(server: RunningServer) {
    this.#server = server;
  }

  /** Sends as the operator, or as a simulated member. */
  async send(path: string, body: object, as?: string): Promise<Response> {
    const { url } = this.#server;
    const headers: { [name: string]: string } = { 'content-type': 'application/json' };
    if (as === undefined) headers['armistice-operator'] = await this.#server.operatorToken();
    else Object.assign(headers, { cookie: await this.cookieOf(as), origin: new URL(url).origin });
    return fetch(`${url}${path}`, { method: 'POST', headers, body: JSON.stringify(body) });
  }

  /** The cookie of a simulated member; they enter the record soon after the start. */
  async cookieOf(handle: string): Promise<string> {
    let cookie = '';
    const look = async () => {
      const answer = await fetch(`${this.#server.url}/api/switch`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ as: handle }),
      });
      expect(answer.status).toBe(200);
      cookie = answer.headers.getSetCookie()[0]?.split(';')[0] ?? '';
    };
    await vi.waitFor(look, { timeout: 60_000, interval: 500 });
    return cookie;
  }

  /** Sends what must be taken. */
  async must(status: number, path: string, body: object, as?: string): Promise<Answer> {
    const answer = await this.send(path, body, as);
    const said = await answer.text();
    expect([path, body, answer.status, said]).toEqual([path, body, status, expect.any(String)]);
    return JSON.parse(said) as Answer;
  }

  /** Writes an entry for everyone, which takes effect at once. */
  async write(as: string, kind: string, body: object, audience = 'public'): Promise<number> {
    const { index = -1 } = await this.must(201, '/api/entries', { kind, audience, body }, as);
    this.#entries[kind] = index;
    return index;
  }

  /** Asks for an entry that needs a second person. */
  async ask(as: string, kind: string, body: object, nonce: string = crypto.randomUUID()): Promise<string> {
    const { proposal } = await this.must(202, '/api/entries', { kind, audience: 'public', body, nonce }, as);
    return String(proposal);
  }

  /** The same, and the second person agrees. */
  async agreed(as: string, kind: string, body: object, second = HEAD): Promise<void> {
    const asked = await this.ask(as, kind, body);
    const done = await this.must(200, `/api/proposals/${asked}/agree`, {}, second);
    this.#entries[kind] = (done.outcome as { readonly index: number }).index;
  }

  /** Signs in the name of a party or body, as its own device does. */
  async sign(as: string, role: string, name: string, kind: string, body: object): Promise<number> {
    const key = await this.#keyOf(as, role, name);
    const fields = Object.entries(body).map(([field, value]) => ({
      ...{ name: field, value: value as Json, audience: 'public' },
    }));
    const { statement, disclosures } = compose(
      { kind, mission: this.#mission, by: key.id, audience: 'public', body: { fields } },
      systemDrafting(),
    );
    const sent = { statement, sig: key.sign(authoredBytes(statement)), disclosures };
    const { index = -1 } = await this.must(201, '/api/entries', sent, as);
    this.#entries[kind] = index;
    return index;
  }

  async #keyOf(as: string, role: string, name: string): Promise<OwnKey> {
    const kept = this.#keys.get(name);
    if (kept !== undefined) return kept;
    const situation = await (await fetch(`${this.#server.url}/api/situation`)).json();
    this.#mission = (situation as { readonly mission: string }).mission;
    const key = plainKey();
    const { proposal } = await this.must(202, '/api/keys', { jwk: key.jwk, role, name }, as);
    await this.must(200, `/api/proposals/${proposal}/agree`, {}, HEAD);
    this.#keys.set(name, key);
    return key;
  }

  /** The last entry of a kind, as everyone reads it. */
  async last(kind: string): Promise<{ readonly body: object }> {
    await this.cookieOf(HEAD);
    const read = async (path: string) => (await fetch(`${this.#server.url}/api/entries${path}`)).json();
    const { entries } = (await read(`?kind=${kind}`)) as { entries: readonly [{ readonly index: number }] };
    return ((await read(`/${entries[0].index}`)) as { readonly entry: { readonly body: object } }).entry;
  }

  /** Entries that were written, by kind. */
  get entries(): { readonly [kind: string]: number } {
    return this.#entries;
  }
}
