import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { initLog } from './record/founding.ts';
import { secretReport } from './testing.ts';
import {
  endProcess,
  type LineAnswer,
  type ServerProcess,
  startProcess,
  streamLines,
} from './testing-process.ts';

// The server in a process of its own, as the world reaches it: what one sender does, another does not feel. By an
// environment variable the upload is as long as that of the worst day: ARMISTICE_UPLOAD_MB=2048.
const UPLOAD_MB = Number(process.env.ARMISTICE_UPLOAD_MB ?? 512);
const MiB = 1024 * 1024;
// Garbage included. Less than the shortest upload: who keeps what is sent exceeds it.
const MOST_GROWTH = 448 * MiB;
const LONG = 120_000 + UPLOAD_MB * 500;

let folder: string;
let server: ServerProcess;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'armistice-hostile-'));
  const place = { folder: join(folder, 'data'), state: join(folder, 'state') };
  await initLog({ ...place, origin: 'log.example/hostile', mission: 'hostile' });
  server = await startProcess(place);
  while ((await fetch(`${server.url}/api/ready`)).status !== 200) await wait(50);
}, LONG);
afterAll(async () => {
  await endProcess(server, 'SIGTERM');
  await rm(folder, { recursive: true, force: true });
});

const lineOf = (report: object) => `${JSON.stringify(report)}\n`;

async function* bytesOf(...lines: readonly string[]): AsyncGenerator<Uint8Array> {
  yield Buffer.from(lines.join(''));
}

async function answersTo(lines: AsyncIterable<Uint8Array>): Promise<readonly LineAnswer[]> {
  const heard: LineAnswer[] = [];
  for await (const answer of streamLines(server, lines)) heard.push(answer);
  return heard;
}

async function entriesOnRecord(): Promise<number> {
  const health = await fetch(`${server.url}/api/health`);
  return ((await health.json()) as { readonly recorded: number }).recorded;
}

/** Entries of the record that the database has yet to take. */
async function unstoredEntries(): Promise<number> {
  const metrics = await fetch(`${server.url}/metrics`, { headers: server.asOperator });
  return Number(/^armistice_unstored_entries (\d+)$/m.exec(await metrics.text())?.[1]);
}

/** The most memory that the server ever held at once, in bytes. */
async function peakMemory(): Promise<number> {
  const status = await readFile(`/proc/${server.child.pid}/status`, 'utf8');
  return Number(/^VmHWM:\s+(\d+) kB$/m.exec(status)?.[1]) * 1024;
}

/** A sender who files one report, hears the answer, and files the next. */
async function* filedOneByOne(first: number, stop: AbortSignal): AsyncGenerator<LineAnswer> {
  for (let number = first; !stop.aborted; number++)
    for await (const answer of streamLines(server, bytesOf(lineOf(secretReport(number))))) yield answer;
}

/** Every way in which a line cannot be a report, among them one that can, 1.6 MB together. */
function worstLines(): { readonly bytes: Uint8Array; readonly codes: readonly (string | undefined)[] } {
  const moment = (year: string) => ({ from: `${year}-01-01T00:00:00Z`, to: `${year}-01-01T00:00:00Z` });
  const counted = lineOf(secretReport(2, { count: [77, 77] }));
  const lines: readonly (readonly [line: string | Uint8Array, code?: string])[] = [
    ...Array.from({ length: 100 }, () => [`{"id": "${'y'.repeat(1_000)}\n`, 'request/malformed'] as const),
    [Buffer.from([0x7b, 0xff, 0xfe, 0xc3, 0x28, 0x7d, 0x0a]), 'request/malformed'],
    [lineOf({ ...secretReport(3), occurred: moment('0001') }), 'report/form'],
    [lineOf({ ...secretReport(4), occurred: moment('9999') }), 'report/form'],
    [counted.replace('77,77', 'NaN,NaN'), 'request/malformed'],
    [counted.replace('77,77', '1e999,1e999'), 'report/form'],
    [counted.replace('-28.0312', '-Infinity'), 'request/malformed'],
    [counted.replace('-28.0312', '-1e999'), 'report/form'],
    [lineOf({ ...secretReport(5), text: 'x'.repeat(200_000) }), 'report/form'],
    [lineOf({ ...secretReport(6), text: 'x'.repeat(MiB) }), 'request/too-large'],
    [lineOf(secretReport(1))],
  ];
  const bytes = Buffer.concat(lines.map(([line]) => Buffer.from(line as string)));
  return { bytes, codes: lines.map(([, code]) => code) };
}

test(
  `an upload of ${UPLOAD_MB} MB of the worst lines is answered line by line in bounded memory, and another sender's reports are acknowledged meanwhile`,
  async ({ annotate }) => {
    const { bytes, codes } = worstLines();
    const pieces = Math.ceil((UPLOAD_MB * MiB) / bytes.length);
    async function* upload() {
      for (let sent = 0; sent < pieces; sent++) yield bytes;
    }
    // What a server at work holds, before.
    await answersTo(bytesOf(...Array.from({ length: 500 }, (_, i) => lineOf(secretReport(1_000 + i)))));
    await answersTo(bytesOf(lineOf(secretReport(1))));
    while ((await unstoredEntries()) > 0) await wait(50);
    const [size, memory] = [await entriesOnRecord(), await peakMemory()];
    const over = new AbortController();
    const other: LineAnswer[] = [];
    const otherSender = (async () => {
      for await (const answer of filedOneByOne(100_000, over.signal)) other.push(answer);
    })();
    let heard = 0;
    let meanwhile = 0;
    const wrong: LineAnswer[] = [];
    for await (const answer of streamLines(server, upload())) {
      heard += 1;
      if (answer.line !== heard || answer.problem?.code !== codes[(heard - 1) % codes.length])
        wrong.push(answer);
      if (heard === pieces * codes.length) meanwhile = other.length;
    }
    over.abort();
    await otherSender;
    expect(wrong.slice(0, 3)).toEqual([]);
    expect(heard).toBe(pieces * codes.length);
    expect(meanwhile).toBeGreaterThan(0);
    expect(other.filter(({ promise }) => promise === undefined)).toEqual([]);
    // Nothing of the upload is on record that was not before; of the other sender, everything.
    expect(await entriesOnRecord()).toBe(size + other.length);
    const grown = (await peakMemory()) - memory;
    const [before, after] = [Math.round(memory / MiB), Math.round(grown / MiB)];
    await annotate(
      `${heard} lines; ${meanwhile} reports of another sender; ${before} MiB, then ${after} MiB more`,
    );
    expect(grown).toBeLessThan(MOST_GROWTH);
  },
  LONG,
);

test('the same reports by two nodes at once are each on record once, and both nodes hear where', async () => {
  const size = await entriesOnRecord();
  const lines = Array.from({ length: 300 }, (_, i) => lineOf(secretReport(200_000 + i)));
  const [one, two] = await Promise.all([answersTo(bytesOf(...lines)), answersTo(bytesOf(...lines))]);
  expect(one.map(({ key, index }) => [key, index])).toEqual(two.map(({ key, index }) => [key, index]));
  expect(one.map(({ promise }) => typeof promise)).toEqual(lines.map(() => 'string'));
  // Of each pair exactly one was the first.
  expect(one.map(({ already }, at) => already !== two[at]?.already)).toEqual(lines.map(() => true));
  expect(new Set(one.map(({ index }) => index)).size).toBe(lines.length);
  expect(await entriesOnRecord()).toBe(size + lines.length);
});

test('who loses the answer sends the same again, and hears where it has stood since', async () => {
  const size = await entriesOnRecord();
  const line = lineOf(secretReport(300_000));
  const { hostname, port } = new URL(server.url);
  const headers = { host: hostname, ...server.asOperator, 'content-type': 'application/json' };
  const head = Object.entries({ ...headers, 'content-length': line.length }).map(
    ([name, value]) => `${name}: ${value}\r\n`,
  );
  // The connection ends once the report is out, before an answer can be read.
  await new Promise<void>((done, failed) => {
    const socket = connect(Number(port), hostname, () =>
      socket.end(`POST /api/reports HTTP/1.1\r\n${head.join('')}\r\n${line}`, () => {
        socket.destroy();
        done();
      }),
    );
    socket.once('error', failed);
  });
  await expect.poll(entriesOnRecord, { timeout: LONG }).toBe(size + 1);
  const [again] = await answersTo(bytesOf(line));
  expect(again).toMatchObject({ index: size, already: true, promise: expect.any(String) });
  expect(await entriesOnRecord()).toBe(size + 1);
});
