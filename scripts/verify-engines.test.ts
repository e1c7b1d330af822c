import { createHash } from 'node:crypto';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { bundleRecord } from './bundle-record.ts';
import { chromium } from './engines/chromium.ts';
import { firefox } from './engines/firefox.ts';
import { whySkipped } from './engines/program.ts';
import type { Findings, Task } from './verify-page/probe.ts';
import { bundleProbe, makeTask } from './verify-page/task.ts';

// The same two files, `verify.mjs` and a probe that uses it, run in Node, in Chromium and in Firefox. Each only reports;
// what is right stands here, and comes from published vectors and from the log that the Go program wrote.

let folder = '';
let server: Server;
let task: Task;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'armistice-engines-'));
  task = await makeTask();
  const script = 'text/javascript; charset=utf-8';
  const served = new Map([
    ['/', { type: 'text/html', body: '<!doctype html><title>probe</title>' }],
    ['/verify.mjs', { type: script, body: (await bundleRecord()).code }],
    ['/probe.mjs', { type: script, body: await bundleProbe() }],
    ['/task.json', { type: 'application/json', body: JSON.stringify(task) }],
  ]);
  for (const [path, { body }] of served) if (path !== '/') await writeFile(join(folder, path), body);
  server = createServer((request, response) => {
    const found = served.get(request.url ?? '');
    if (found === undefined) response.writeHead(404).end();
    else response.writeHead(200, { 'content-type': found.type }).end(found.body);
  });
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
});

afterAll(async () => {
  server.close();
  await rm(folder, { recursive: true, force: true });
});

async function inNode(): Promise<Findings> {
  const { probe } = (await import(join(folder, 'probe.mjs'))) as { probe(task: Task): Promise<Findings> };
  return probe(task);
}

const inBrowser = (engine: typeof chromium) => async (): Promise<Findings> => {
  const tab = await engine.open();
  try {
    await tab.goto(`http://127.0.0.1:${(server.address() as AddressInfo).port}/`);
    const found = await tab.evaluate(
      `import('/probe.mjs').then(async ({ probe }) => probe(await (await fetch('/task.json')).json()))`,
    );
    return found as Findings;
  } finally {
    await tab.close();
  }
};

const engines = [
  { name: 'Node', program: undefined, run: inNode },
  { name: 'Chromium', program: chromium.program, run: inBrowser(chromium) },
  { name: 'Firefox', program: firefox.program, run: inBrowser(firefox) },
] as const;

describe.each(engines)('the bundled verifier in $name', ({ program, run }) => {
  test('computes what published vectors and another implementation say', async (context) => {
    const why = program === undefined ? undefined : whySkipped(program);
    if (why !== undefined) context.skip(why);
    expect(await run()).toEqual(expected);
  });
});

const expected: Findings = {
  // FIPS 180-4 examples, and a million times the letter a.
  hashes: [
    'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855',
    'ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad',
    '248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1',
    'cdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e046d39ccc7112cd0',
  ],
  manyLengths: manyLengths(),
  // RFC 8785 §3.2.2.3 and its appendix B.
  numbers: '[333333333.3333333,1e+30,4.5,0.002,1e-27,5e-324,295147905179352830000]',
  goLog: {
    size: 300,
    oldSize: 270,
    signatures: ['valid', 'valid', 'valid', 'valid'],
    root: true,
    receipts: [
      [true, false],
      [true, false],
    ],
    consistent: [true, false, false],
  },
  sample: { intact: true, quorumSize: 300, signed: 300, code: null, index: null },
  // One bit of entry 100, and one of the size in the checkpoint.
  tampered: { intact: false, quorumSize: 0, signed: 299, code: 'record/leaf-altered', index: 100 },
  resized: { intact: false, quorumSize: 0, signed: 0, code: 'record/checkpoint-signature', index: null },
};

/** The same leaf hashes by Node's own SHA-256. */
function manyLengths(): string {
  const data = Buffer.from(Array.from({ length: (300 * 299) / 2 }, (_, i) => (i * 31) % 251));
  const leaves = Array.from({ length: 300 }, (_, n) => {
    const start = (n * (n - 1)) / 2;
    return createHash('sha256')
      .update(Buffer.of(0))
      .update(data.subarray(start, start + n))
      .digest();
  });
  return createHash('sha256').update(Buffer.concat(leaves)).digest('hex');
}
