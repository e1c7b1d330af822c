import { setImmediate } from 'node:timers/promises';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { AS_OPERATOR, secretReport, type TestMission, testMission } from './testing.ts';
import { type Documented, Fuzz } from './testing-fuzz.ts';

// 200,000 requests are the bar; a check of every change sends fewer: FUZZ_REQUESTS says how many, FUZZ_SEED which.
const REQUESTS = Number(process.env.FUZZ_REQUESTS ?? 3000);
const SEED = Number(process.env.FUZZ_SEED ?? 1);
const ANSWER_MS = 30_000;
const LONG = 3 * 3_600_000;
const MiB = 1024 * 1024;
/** What a server at work may hold more after all of them than after the first tenth: it has taken in some reports. */
const MOST_GROWTH = 64 * MiB;

/** Bytes that are held, and not only not yet let go of. */
function heldBytes(): number {
  setFlagsFromString('--expose-gc');
  (runInNewContext('gc') as () => void)();
  const { heapUsed, external } = process.memoryUsage();
  return heapUsed + external;
}

let here: TestMission;
beforeAll(async () => {
  here = await testMission();
  await here.mission.file([secretReport(1), secretReport(2, { kind: 'flare' })]);
  await here.mission.stored();
}, LONG);
afterAll(() => here.end(), LONG);

interface Wrong {
  readonly asked: string;
  readonly what: string;
}

test(
  `${REQUESTS} requests made from the OpenAPI document and from garbage: no fault, no hang, memory bounded`,
  async ({ annotate }) => {
    const document = (await here.app.inject({ url: '/api/openapi.json' })).json() as Documented;
    const fuzz = new Fuzz(SEED, document, AS_OPERATOR);
    const wrong: Wrong[] = [];
    const answers = new Map<number, number>();
    let held = 0;
    for (let sent = 0; sent < REQUESTS; sent++) {
      const request = fuzz.next();
      const asked = JSON.stringify(request).slice(0, 500);
      const [status, what] = await answered(request);
      answers.set(status, (answers.get(status) ?? 0) + 1);
      if (what !== undefined) wrong.push({ asked, what });
      if (sent === Math.floor(REQUESTS / 10)) held = heldBytes();
      if (wrong.length >= 10) break;
      // What ends with a request ends in the next turn, which a client on a socket always leaves time for.
      await setImmediate();
    }
    expect(wrong).toEqual([]);
    expect(here.faults).toEqual([]);
    const grown = heldBytes() - held;
    const resident = process.memoryUsage().rss;
    await annotate(
      `${JSON.stringify(Object.fromEntries([...answers].sort(([a], [b]) => a - b)))}; ${Math.round(held / MiB)} MiB, then ${Math.round(grown / MiB)} MiB more; ${Math.round(resident / MiB)} MiB resident`,
    );
    expect(grown).toBeLessThan(MOST_GROWTH);
    // Most were not turned away at the door: some of everything was asked.
    expect([...answers.keys()]).toEqual(expect.arrayContaining([200, 400, 403, 404, 415]));
    expect((answers.get(200) ?? 0) / REQUESTS).toBeGreaterThan(0.05);
    expect((await here.app.inject({ url: '/api/ready' })).statusCode).toBe(200);
  },
  LONG,
);

/** The status of the answer, and what is wrong with it. */
async function answered(request: { readonly url: string }): Promise<readonly [number, string?]> {
  const { url } = request;
  const over = new AbortController();
  const late = setTimeout(() => over.abort(), ANSWER_MS);
  try {
    const response = await here.app.inject({ ...request, signal: over.signal, payloadAsStream: true });
    const { statusCode, headers } = response;
    const stream = response.stream();
    if (String(headers['content-type']).startsWith('text/event-stream')) {
      stream.destroy();
      return [statusCode];
    }
    let body = '';
    for await (const piece of stream) body += Buffer.from(piece as Uint8Array).toString('latin1');
    if (statusCode >= 500) return [statusCode, `${statusCode}: ${body.slice(0, 300)}`];
    if (headers['x-content-type-options'] !== 'nosniff') return [statusCode, 'a type may be guessed'];
    if (statusCode >= 400 && !isProblem(headers['content-type'], body) && !isPage(url, headers, body))
      return [statusCode, `${statusCode} is no problem details: ${body.slice(0, 300)}`];
    return [statusCode];
  } catch (error) {
    return [0, over.signal.aborted ? `no answer in ${ANSWER_MS} ms` : String(error)];
  } finally {
    clearTimeout(late);
  }
}

function isProblem(type: unknown, body: string): boolean {
  // An answer to HEAD has no body.
  return String(type).startsWith('application/problem+json') && (body === '' || body.includes('"remedy"'));
}

/** Who asks the public pages for what is not there reads a page that says so. */
function isPage(url: string, headers: { readonly [name: string]: unknown }, body: string): boolean {
  if (!url.startsWith('/portal/')) return false;
  const { 'content-type': type, 'content-encoding': packed } = headers;
  if (type !== 'text/html; charset=utf-8') return false;
  return body === '' || packed !== undefined || (body.includes('<main id="main">') && body.includes('<h1>'));
}
