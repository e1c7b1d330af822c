import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { firefox } from './engines/firefox.ts';
import { whySkipped } from './engines/program.ts';
import type { Findings, Task } from './same-indications/probe.ts';
import { bundleProbe, makeTask } from './same-indications/task.ts';

// Two parties on two engines must read the same indications, byte for byte. One file runs in Node and in Firefox over
// incidents drawn at random under every agreement of the library. INDICATION_EVENTS=100000 in the environment runs more.
const INCIDENTS = Number(process.env.INDICATION_EVENTS ?? 5_000);
const SEED = 20_261_122;
const TIMEOUT = 120_000 + INCIDENTS * 10;

let folder = '';
let server: Server;
let inNode: Findings;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'armistice-indications-'));
  const code = await bundleProbe();
  const task: Task = await makeTask(INCIDENTS, SEED);
  const script = 'text/javascript; charset=utf-8';
  const served = new Map([
    ['/', { type: 'text/html', body: '<!doctype html><title>indications</title>' }],
    ['/probe.mjs', { type: script, body: code }],
    ['/task.json', { type: 'application/json', body: JSON.stringify(task) }],
  ]);
  server = createServer((request, response) => {
    const found = served.get(request.url ?? '');
    if (found === undefined) response.writeHead(404).end();
    else response.writeHead(200, { 'content-type': found.type }).end(found.body);
  });
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  await writeFile(join(folder, 'probe.mjs'), code);
  const { probe } = (await import(join(folder, 'probe.mjs'))) as { probe(task: Task): Promise<Findings> };
  inNode = await probe(JSON.parse(JSON.stringify(task)) as Task);
}, TIMEOUT);

afterAll(async () => {
  server.close();
  await rm(folder, { recursive: true, force: true });
});

test('the incidents reach every outcome, and places that are neither in nor out', () => {
  const { outcomes, between } = inNode;
  for (const outcome of ['breach', 'permitted', 'not-applicable', 'undetermined'])
    expect(outcomes[outcome] ?? 0, outcome).toBeGreaterThan(0);
  expect(between).toBeGreaterThan(INCIDENTS / 100);
});

test('whatever is undetermined names the fact that is missing', () => {
  expect(inNode.nameless).toEqual([]);
});

test('what is kept and written is what the full judgement says of the clauses that apply', () => {
  expect(inNode.unlike).toEqual([]);
});

test('Firefox gives the same indications as Node, byte for byte', { timeout: TIMEOUT }, async (context) => {
  const why = whySkipped(firefox.program);
  if (why !== undefined) return context.skip(why);
  const tab = await firefox.open();
  try {
    await tab.goto(`http://127.0.0.1:${(server.address() as AddressInfo).port}/`);
    const found = await tab.evaluate(
      `import('/probe.mjs').then(async ({ probe }) => probe(await (await fetch('/task.json')).json()))`,
    );
    expect(found).toEqual(inNode);
  } finally {
    await tab.close();
  }
});
