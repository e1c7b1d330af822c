import { connect, type Socket } from 'node:net';
import { Readable } from 'node:stream';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { AS_OPERATOR, secretReport, type TestMission, testMission } from './testing.ts';

// Everything here goes through real sockets: limits of memory and time hold where the world reaches in.
const START_MS = 120_000;
const NDJSON = { ...AS_OPERATOR, 'content-type': 'application/x-ndjson' };
const MiB = 1024 * 1024;
// By an environment variable the upload is as long as a film: ARMISTICE_UPLOAD_MB=2048.
const UPLOAD_MB = Number(process.env.ARMISTICE_UPLOAD_MB ?? 256);

let here: TestMission;
let url: string;
beforeAll(async () => {
  here = await testMission();
  url = await here.app.listen({ host: '127.0.0.1', port: 0 });
}, START_MS);
afterAll(() => here.end(), START_MS);

interface Answer {
  readonly line: number;
  readonly index?: number;
  readonly already?: boolean;
  readonly promise?: string;
  readonly problem?: { readonly code: string; readonly detail: string; readonly remedy: string };
}

async function stream(body: string | Uint8Array | AsyncIterable<Uint8Array>): Promise<readonly Answer[]> {
  const sent =
    typeof body === 'string' || body instanceof Uint8Array
      ? Buffer.from(body)
      : Readable.toWeb(Readable.from(body));
  const response = await fetch(`${url}/api/reports`, {
    method: 'POST',
    headers: NDJSON,
    body: sent,
    duplex: 'half',
  } as unknown as RequestInit);
  expect(response.status).toBe(200);
  return (await response.text())
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line) as Answer);
}

/** Another sender is served meanwhile, and what it sends stands in the record. */
let others = 900_000;
async function othersAreServed(): Promise<void> {
  others += 1;
  const headers = { ...AS_OPERATOR, 'content-type': 'application/json' };
  const body = JSON.stringify(secretReport(others));
  const response = await fetch(`${url}/api/reports`, { method: 'POST', headers, body });
  expect(response.status).toBe(201);
}

const odd: readonly (readonly [what: string, change: object, detail: RegExp])[] = [
  [
    'of the year 1',
    { occurred: { from: '0001-01-01T00:00:00Z', to: '0001-01-01T00:00:00Z' } },
    /occurred\.from/,
  ],
  [
    'of the year 9999',
    { occurred: { from: '9999-12-31T00:00:00Z', to: '9999-12-31T00:00:00Z' } },
    /occurred\.from/,
  ],
  ['with a text of 1 MB', { text: 'x'.repeat(MiB) }, /line is longer/],
  ['with a text that is too long', { text: 'x'.repeat(30_000) }, /^text/],
  ['at a latitude beyond the pole', { place: { type: 'point', at: [0, 91], radius: 1 } }, /place\.at\[1\]/],
];

describe('a line that cannot be a report is answered with what to mend, and holds up no other', () => {
  test.each(odd)('%s', async (_, change, detail) => {
    const lines = [secretReport(100), { ...secretReport(101), ...change }, secretReport(102)];
    const answers = await stream(lines.map((one) => JSON.stringify(one)).join('\n'));
    expect(answers.map(({ line }) => line)).toEqual([1, 2, 3]);
    expect(answers[1]?.problem?.detail).toMatch(detail);
    expect(answers[1]?.problem?.remedy).not.toBe('');
    expect([answers[0]?.problem, answers[2]?.problem]).toEqual([undefined, undefined]);
  });

  test('with NaN, infinity or another language in place of numbers', async () => {
    const whole = JSON.stringify(secretReport(103, { count: [77, 77] }));
    const lines = ['NaN', '1e999', '-Infinity', '"five"', 'null'].map((one) =>
      whole.replace('77,77', `${one},${one}`),
    );
    const codes = (await stream(lines.join('\n'))).map(({ problem }) => problem?.code);
    expect(codes).toEqual([
      'request/malformed',
      'report/form',
      'request/malformed',
      'report/form',
      'report/form',
    ]);
  });

  test('that is not UTF-8; a byte order mark, CR LF and empty lines do no harm', async () => {
    const bytes = Buffer.concat([
      Buffer.from(`\ufeff${JSON.stringify(secretReport(104))}\r\n\r\n`),
      Buffer.from([0x7b, 0xff, 0xfe, 0x7d, 0x0a]),
      Buffer.from(JSON.stringify(secretReport(105))),
    ]);
    const answers = await stream(bytes);
    expect(answers.map(({ line, problem }) => [line, problem?.code])).toEqual([
      [1, undefined],
      [3, 'request/malformed'],
      [4, undefined],
    ]);
  });

  test('a JSON body that is not UTF-8 is refused, not repaired', async () => {
    const body = Buffer.concat([Buffer.from('{"id":"'), Buffer.from([0xff]), Buffer.from('"}')]);
    const headers = { ...AS_OPERATOR, 'content-type': 'application/json' };
    const response = await fetch(`${url}/api/reports`, { method: 'POST', headers, body });
    expect([response.status, ((await response.json()) as { detail: string }).detail]).toEqual([
      400,
      'the body is not UTF-8',
    ]);
  });
});

test('each line is acknowledged with its promise as soon as it is durable, while the sender still sends', async () => {
  const first = Promise.withResolvers<void>();
  async function* body() {
    yield Buffer.from(`${JSON.stringify(secretReport(200))}\n`);
    // Sent only once the first was answered: an answer that waits for the end would never come.
    await first.promise;
    yield Buffer.from(`${JSON.stringify(secretReport(201))}\n`);
  }
  const request = {
    method: 'POST',
    headers: NDJSON,
    body: Readable.toWeb(Readable.from(body())),
    duplex: 'half',
  };
  const response = await fetch(`${url}/api/reports`, request as unknown as RequestInit);
  let text = '';
  for await (const chunk of response.body as unknown as AsyncIterable<Uint8Array>) {
    text += Buffer.from(chunk).toString();
    if (text.includes('\n')) first.resolve();
  }
  const answers = text
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line) as Answer);
  expect(answers.map(({ line }) => line)).toEqual([1, 2]);
  for (const { promise } of answers) expect(promise).toMatch(/^armistice\.promised-entry\/v1\n/);
});

test('100,000 malformed lines are answered one by one, and others are served meanwhile', async () => {
  const before = here.mission.log.size();
  const [answers] = await Promise.all([stream('{"not a report"\n'.repeat(100_000)), othersAreServed()]);
  expect(answers).toHaveLength(100_000);
  expect(new Set(answers.map(({ problem }) => problem?.code))).toEqual(new Set(['request/malformed']));
  expect(here.mission.log.size()).toBe(before + 1);
});

test(`an upload of ${UPLOAD_MB} MB in one line takes no memory, gets one answer, and others are served meanwhile`, async () => {
  const chunk = Buffer.alloc(MiB, 'x');
  let most = 0;
  async function* body() {
    for (let sent = 0; sent < UPLOAD_MB; sent++) {
      most = Math.max(most, process.memoryUsage().arrayBuffers + process.memoryUsage().heapUsed);
      yield chunk;
    }
  }
  const before = process.memoryUsage().arrayBuffers + process.memoryUsage().heapUsed;
  const [answers] = await Promise.all([stream(body()), othersAreServed()]);
  expect(answers.map(({ line, problem }) => [line, problem?.code])).toEqual([[1, 'request/too-large']]);
  expect(most - before).toBeLessThan(128 * MiB);
});

test('a sender that hears no answer until it has sent everything is served all the same', async () => {
  const lines = Array.from({ length: 3000 }, () => JSON.stringify(secretReport(300))).join('\n');
  const socket = await rawSocket();
  const length = Buffer.byteLength(lines);
  socket.pause();
  socket.write(headOf({ 'content-type': 'application/x-ndjson', 'content-length': String(length) }));
  await new Promise<void>((done) => void socket.write(lines, () => done()));
  const text = await allOf(socket, '"line":3000');
  expect(text).toContain('HTTP/1.1 200');
});

describe('is let go', () => {
  test('who sends more header than there is room for', async () => {
    const socket = await rawSocket();
    socket.write(headOf({ 'content-length': '2', long: 'x'.repeat(20_000) }));
    expect(await allOf(socket)).toContain(' 431 ');
  });

  test('who announces a body that is too large, before it is sent', async () => {
    const socket = await rawSocket();
    socket.write(headOf({ 'content-type': 'application/json', 'content-length': String(2048 * MiB) }));
    const text = await allOf(socket, '}');
    expect(text).toContain(' 413 ');
    expect(text).toContain('request/too-large');
  });

  test('who breaks off in the middle of a line: the lines before are filed, and that one is not', async () => {
    const before = here.mission.log.size();
    const socket = await rawSocket();
    socket.write(headOf({ 'content-type': 'application/x-ndjson', 'content-length': '100000' }));
    socket.write(`${JSON.stringify(secretReport(401))}\n${JSON.stringify(secretReport(402)).slice(0, 50)}`);
    await allOf(socket, '"line":1');
    socket.destroy();
    await othersAreServed();
    expect(here.mission.log.size()).toBe(before + 2);
    expect(here.faults).toEqual([]);
  });
});

function rawSocket(): Promise<Socket> {
  return new Promise((done, failed) => {
    const socket = connect(Number(new URL(url).port), '127.0.0.1', () => done(socket));
    socket.once('error', failed);
  });
}

function headOf(headers: object): string {
  const all = { host: new URL(url).host, ...AS_OPERATOR, ...headers };
  const lines = Object.entries(all).map(([name, value]) => `${name}: ${value}\r\n`);
  return `POST /api/reports HTTP/1.1\r\n${lines.join('')}\r\n`;
}

/** What comes until the connection ends, or until some words have come. */
function allOf(socket: Socket, until?: string): Promise<string> {
  return new Promise((done) => {
    let text = '';
    const finish = () => {
      if (until !== undefined) socket.destroy();
      done(text);
    };
    socket.on('data', (bytes) => {
      text += bytes.toString('latin1');
      if (until !== undefined && text.includes(until)) finish();
    });
    socket.on('close', finish);
    socket.on('error', finish);
    socket.resume();
  });
}
