// Test-only: somebody with a browser, who signs in as people do.
import { createHmac } from 'node:crypto';
import type { App } from '../app.ts';

/** A browser that keeps its cookies, on an address. */
export class Browser {
  readonly #app: App;
  readonly cookies: Map<string, string>;
  readonly address: string;

  constructor(app: App, cookies: ReadonlyMap<string, string> = new Map(), address = '127.0.0.1') {
    this.#app = app;
    this.cookies = new Map(cookies);
    this.address = address;
  }

  get(url: string) {
    return this.#send('GET', url, undefined);
  }

  post(url: string, body: object = {}) {
    return this.#send('POST', url, body);
  }

  async #send(method: 'GET' | 'POST', url: string, body: object | undefined) {
    const cookie = [...this.cookies].map(([name, value]) => `${name}=${value}`).join('; ');
    const response = await this.#app.inject({
      ...{ method, url, remoteAddress: this.address },
      headers: {
        ...{ host: 'localhost:8370' },
        ...(cookie === '' ? {} : { cookie }),
        ...(method === 'POST' ? { origin: 'http://localhost:8370', 'sec-fetch-site': 'same-origin' } : {}),
      },
      ...(body === undefined ? {} : { payload: body }),
    });
    for (const { name, value, maxAge } of response.cookies as readonly Cookie[])
      if (maxAge === 0 || value === '') this.cookies.delete(name);
      else this.cookies.set(name, encodeURIComponent(value));
    return response;
  }
}

interface Cookie {
  readonly name: string;
  readonly value: string;
  readonly maxAge?: number;
}

const BASE32 = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567';

/**
 * What an authenticator app shows for the address that it was given (RFC 6238), some steps from now. Take this step or
 * the next one: the server takes a code of one step before too, so that neither is too old when a step ends meanwhile.
 */
export function codeOf(totpURI: string, steps = 0): string {
  const secret = new URL(totpURI).searchParams.get('secret') ?? '';
  let bits = '';
  for (const letter of secret) bits += BASE32.indexOf(letter).toString(2).padStart(5, '0');
  const key = Buffer.from((bits.match(/.{8}/g) ?? []).map((byte) => Number.parseInt(byte, 2)));
  const counter = Buffer.alloc(8);
  counter.writeBigUInt64BE(BigInt(Math.floor(Date.now() / 30_000) + steps));
  const mac = createHmac('sha1', key).update(counter).digest();
  const at = (mac.at(-1) ?? 0) & 15;
  return String((mac.readUInt32BE(at) & 0x7fffffff) % 1_000_000).padStart(6, '0');
}

/** A password that nobody guesses. */
export const PASSWORD = 'tin lantern 9 quiet river';

/** The first step of signing in: handle and password. */
export const signIn = (browser: Browser, username: string, password = PASSWORD) =>
  browser.post('/api/auth/sign-in/username', { username, password });

/** Signs in with password and the next code of the app, some steps from now; throws where it does not lead in. */
export async function signInWhole(app: App, username: string, uri: string, steps: number): Promise<Browser> {
  const browser = new Browser(app, new Map(), `192.0.2.${100 + steps}`);
  const { twoFactorRedirect } = (await signIn(browser, username)).json();
  const { statusCode } = await browser.post('/api/auth/two-factor/verify-totp', { code: codeOf(uri, steps) });
  if (twoFactorRedirect !== true || statusCode !== 200) throw new Error(`${username} is not let in`);
  return browser;
}
