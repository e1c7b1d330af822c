// Test-only: requests that fit the OpenAPI document, that nearly do, and that are garbage; the same for the same seed.

type Schema = { readonly [keyword: string]: unknown };

interface Parameter {
  readonly name: string;
  readonly in: string;
  readonly schema?: Schema;
}

interface Operation {
  readonly parameters?: readonly Parameter[];
  readonly requestBody?: { readonly content?: { readonly [type: string]: { readonly schema?: Schema } } };
}

/** What is read of an OpenAPI document. */
export interface Documented {
  readonly paths: { readonly [path: string]: { readonly [method: string]: Operation } };
}

/** A request as `inject` takes it. */
export interface FuzzedRequest {
  readonly method: string;
  readonly url: string;
  readonly headers: { readonly [name: string]: string };
  readonly remoteAddress?: string;
  readonly payload?: string | Buffer;
}

const METHODS = ['GET', 'POST', 'PUT', 'DELETE', 'PATCH', 'HEAD', 'OPTIONS'];
const OTHERS = [
  '/',
  '/metrics',
  '/verify.html',
  '/record/checkpoint',
  '/record/tile/0/000',
  '/record/policy',
  '/portal',
  '/portal/en/',
  '/portal/ar/incidents',
  '/portal/fr/agreements',
  '/portal/uk/bulletins.atom',
];
const HEX = '0123456789abcdef'.repeat(4);

/** Texts that programs have stumbled over. */
const AWKWARD = [
  ...['', ' ', '0', '-1', 'null', 'undefined', 'true', 'NaN', '1e999', '-0', '9007199254740993', '[]', '{}'],
  ...[
    '../../etc/passwd',
    '..%2f..%2fetc%2fpasswd',
    '....//',
    '/.well-known',
    'C:\\windows',
    '\u0000',
    'a\u0000b',
  ],
  ...[
    '<script>alert(1)</script>',
    '"><img src=x onerror=alert(1)>',
    "'; DROP TABLE reports; --",
    '{{7*7}}',
    '#{7*7}',
  ],
  ...[
    '=cmd|calc!A1',
    '+1',
    '@SUM(1)',
    '%00',
    '%',
    '%zz',
    '%c0%ae',
    '\u202e\u2066rtl',
    '\ud800',
    '\ufeff',
    '😀'.repeat(20),
  ],
  ...['__proto__', 'constructor', 'toString', 'hasOwnProperty', 'x'.repeat(5000), HEX, `${HEX.slice(1)}g`],
  ...[
    '2026-11-20T21:03:10Z',
    '2026-02-30T00:00:00Z',
    '0000-01-01T00:00:00Z',
    '9999-12-31T23:59:60+14:00',
    '2.a',
  ],
  ...['-180,-90,180,90', '1,2,3', 'north', 'exercise-separation', 'mission', 'public', 'vault', 'partners'],
];

const TYPES = [
  'application/json',
  'application/x-ndjson',
  'text/plain',
  'application/json; charset=utf-16',
  'application/x-www-form-urlencoded',
  'multipart/form-data; boundary=x',
  'image/png',
  '',
];

/** Makes one request after the other. */
export class Fuzz {
  readonly #operations: readonly (readonly [path: string, method: string, operation: Operation])[];
  readonly #operator: { readonly [name: string]: string };
  #state: number;

  constructor(seed: number, { paths }: Documented, operator: { readonly [name: string]: string }) {
    this.#state = (seed * 2_654_435_761) >>> 0;
    this.#operator = operator;
    this.#operations = Object.entries(paths).flatMap(([path, methods]) =>
      Object.entries(methods).map(([method, operation]) => [path, method.toUpperCase(), operation] as const),
    );
  }

  next(): FuzzedRequest {
    return this.#chance(0.75) ? this.#documented() : this.#garbage();
  }

  #number(): number {
    this.#state = (this.#state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(this.#state ^ (this.#state >>> 15), 1 | this.#state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  }

  #chance(share: number): boolean {
    return this.#number() < share;
  }

  #below(count: number): number {
    return Math.floor(this.#number() * count);
  }

  #one<T>(of: readonly T[]): T {
    return of[this.#below(of.length)] as T;
  }

  #documented(): FuzzedRequest {
    const [path, method, { parameters = [], requestBody }] = this.#one(this.#operations);
    const value = ({ schema = {} }: Parameter) => encodeLoosely(String(this.#valued(schema)));
    let url = path;
    for (const one of parameters.filter((each) => each.in === 'path'))
      url = url.replace(`{${one.name}}`, value(one));
    const query = parameters
      .filter((one) => one.in === 'query' && this.#chance(0.4))
      .map((one) => `${one.name}=${value(one)}`);
    if (this.#chance(0.05))
      query.push(`${encodeLoosely(this.#one(AWKWARD))}=${encodeLoosely(this.#one(AWKWARD))}`);
    if (query.length > 0) url += `?${query.join('&')}`;
    const content = Object.entries(requestBody?.content ?? {});
    if (method === 'GET' || content.length === 0) return this.#sent(method, url);
    const [type, { schema = {} }] = this.#one(content);
    const json = () => JSON.stringify(this.#valued(schema));
    const text = type.includes('ndjson') ? Array.from({ length: this.#below(4) }, json).join('\n') : json();
    return this.#sent(method, url, this.#damaged(text ?? ''), this.#chance(0.9) ? type : this.#one(TYPES));
  }

  #garbage(): FuzzedRequest {
    const [path] = this.#chance(0.5) ? [this.#one(OTHERS)] : this.#one(this.#operations);
    const piece = () => encodeLoosely(this.#chance(0.7) ? this.#one(AWKWARD) : this.#bytes(12));
    const added = Array.from({ length: this.#below(3) }, () => `/${piece()}`).join('');
    const query = this.#chance(0.5) ? `?${piece()}=${piece()}` : '';
    const url = `${path.replaceAll(/\{\w+\}/g, piece)}${added}${query}`;
    const method = this.#one(METHODS);
    const payload = this.#chance(0.6) ? Buffer.from(this.#bytes(this.#below(300)), 'latin1') : undefined;
    return this.#sent(method, url, payload, this.#one(TYPES));
  }

  #sent(method: string, url: string, payload?: string | Buffer, type = ''): FuzzedRequest {
    const headers: { [name: string]: string } = { host: this.#chance(0.97) ? 'localhost' : this.#one(HOSTS) };
    if (this.#chance(0.6)) Object.assign(headers, this.#operator);
    if (type !== '') headers['content-type'] = type;
    if (this.#chance(0.1)) headers[this.#one(HEADERS)] = plain(this.#one(AWKWARD));
    const body = payload === undefined || method === 'GET' || method === 'HEAD' ? {} : { payload };
    return { method, url: url.startsWith('/') ? url : `/${url}`, headers, ...body };
  }

  /** A value by its schema; now and then one that does not fit. */
  #valued(schema: Schema, depth = 0): unknown {
    if (this.#chance(0.06)) return this.#strange();
    const {
      enum: words,
      const: only,
      anyOf,
      oneOf,
      allOf,
      type,
    } = schema as { readonly [name: string]: unknown };
    if (only !== undefined) return only;
    if (Array.isArray(words)) return this.#one(words);
    const choices = (anyOf ?? oneOf ?? allOf) as readonly Schema[] | undefined;
    if (choices !== undefined) return this.#valued(this.#one(choices), depth);
    if (depth > 8) return null;
    switch (Array.isArray(type) ? this.#one(type) : type) {
      case 'object':
        return this.#object(schema, depth);
      case 'array':
        return this.#array(schema, depth);
      case 'integer':
        return this.#within(schema, true);
      case 'number':
        return this.#within(schema, false);
      case 'boolean':
        return this.#chance(0.5);
      case 'string':
        return this.#text(schema);
      default:
        return this.#strange();
    }
  }

  #object({ properties = {}, required = [] }: Schema, depth: number): object {
    const all = Object.entries(properties as { readonly [name: string]: Schema });
    const needed = new Set(required as readonly string[]);
    const made = all
      .filter(([name]) => this.#chance(needed.has(name) ? 0.97 : 0.4))
      .map(([name, one]) => [name, this.#valued(one, depth + 1)] as const);
    if (this.#chance(0.03)) made.push([this.#one(AWKWARD), this.#strange()]);
    return Object.fromEntries(made);
  }

  #array({ items = {}, prefixItems, minItems = 0, maxItems = 4 }: Schema, depth: number): unknown {
    if (Array.isArray(prefixItems)) return prefixItems.map((one) => this.#valued(one as Schema, depth + 1));
    const [least, most] = [Number(minItems), Math.min(Number(maxItems), Number(minItems) + 3)];
    const count = least + this.#below(most - least + 1);
    return Array.from({ length: count }, () => this.#valued(items as Schema, depth + 1));
  }

  #within({ minimum = -1000, maximum = 1000 }: Schema, whole: boolean): number {
    const [low, high] = [Number(minimum), Math.min(Number(maximum), Number(minimum) + 1e6)];
    const value = this.#chance(0.2)
      ? this.#one([low, high, low - 1, high + 1, 0])
      : low + this.#number() * (high - low);
    return whole ? Math.round(value) : value;
  }

  #text({ pattern, format }: Schema): string {
    if (format === 'date-time' || this.#chance(0.1)) return `2026-11-20T2${this.#below(10)}:03:10Z`;
    if (format === 'uuid') return `0198c9b2-7a10-4c7e-9d54-00000000000${this.#below(10)}`;
    if (String(pattern).includes('{64}')) return this.#chance(0.5) ? HEX : HEX.slice(0, 63);
    if (this.#chance(0.4))
      return this.#one(['post-3', 'north', 'explosion', 'en', 'a', '2.a', 'report', 'form']);
    return this.#chance(0.8) ? this.#one(AWKWARD) : this.#bytes(20);
  }

  #strange(): unknown {
    return this.#one([null, true, -1, 1e308, [], {}, [[[[]]]], this.#one(AWKWARD), { a: { b: [1] } }]);
  }

  /** A text as it is, cut off, or with bytes turned over. */
  #damaged(text: string): string | Buffer {
    if (this.#chance(0.85) || text === '') return text;
    const bytes = Buffer.from(text);
    if (this.#chance(0.4)) return bytes.subarray(0, this.#below(bytes.length));
    for (let i = this.#below(8); i >= 0; i--) bytes[this.#below(bytes.length)] = this.#below(256);
    return bytes;
  }

  #bytes(length: number): string {
    return Array.from({ length }, () => String.fromCharCode(this.#below(256))).join('');
  }
}

const HOSTS = ['evil.example', '127.0.0.1:80', '[::1]', 'localhost@evil.example', '', 'x'.repeat(300)];
const HEADERS = [
  'origin',
  'sec-fetch-site',
  'if-none-match',
  'last-event-id',
  'range',
  'accept',
  'x-forwarded-for',
];

/** Encodes what a client cannot send otherwise, and leaves what it can. */
function encodeLoosely(text: string): string {
  return text
    .toWellFormed()
    .replaceAll(/[^\x21-\x7e]|[#?&]/gu, (sign) => encodeURIComponent(sign))
    .slice(0, 6000);
}

/** What may stand in a header. */
function plain(text: string): string {
  return text.replaceAll(/[^\x20-\x7e]/g, '');
}
