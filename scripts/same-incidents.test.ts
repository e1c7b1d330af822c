import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { resolve } from 'node:path';
import { build } from 'esbuild';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { firefox } from './engines/firefox.ts';
import { whySkipped } from './engines/program.ts';
import type { Findings, probe } from './same-incidents/probe.ts';

// Two parties on two engines must come to the same incidents, byte for byte, however the reports reached them. One file runs
// in Node and in Firefox over simulated barrages. FUSION_REPORTS=50000 in the environment runs more.
const REPORTS = Number(process.env.FUSION_REPORTS ?? 5_000);
const TIMEOUT = 120_000 + REPORTS * 20;
const root = resolve(import.meta.dirname, '..');

let code = '';
let files = '';
const served = createServer((request, response) => {
  const [type, body] =
    request.url === '/probe.mjs'
      ? ['text/javascript; charset=utf-8', code]
      : ['text/html', '<!doctype html>'];
  response.writeHead(200, { 'content-type': type }).end(body);
});

beforeAll(async () => {
  const bundled = await build({
    entryPoints: [resolve(import.meta.dirname, 'same-incidents/probe.ts')],
    bundle: true,
    format: 'esm',
    platform: 'neutral',
    conditions: ['@armistice/source'],
    write: false,
    logLevel: 'silent',
  });
  code = bundled.outputFiles[0]?.text ?? '';
  const read = (name: string) => readFileSync(resolve(root, `exercise/place/${name}.geojson`), 'utf8');
  files = `{${['line', 'towns', 'sources', 'zones'].map((name) => `"${name}":${read(name)}`).join(',')}}`;
  await new Promise<void>((done) => served.listen(0, '127.0.0.1', done));
});
afterAll(() => void served.close());

describe.each(['first', 'second'] as const)('a barrage of the %s generator', (name) => {
  let inNode: Findings;
  beforeAll(async () => {
    const module = `data:text/javascript;base64,${Buffer.from(code).toString('base64')}`;
    const bundled = (await import(module)) as { readonly probe: typeof probe };
    inNode = bundled.probe(name, JSON.parse(files), REPORTS);
  }, TIMEOUT);

  test('has what fusion has to join', () => {
    expect(inNode.reports).toBe(REPORTS);
    expect(inNode.joined).toBeGreaterThan(REPORTS / 20);
  });

  test('gives the same incidents at once and in batches', () => {
    expect(inNode.inBatches).toBe(inNode.atOnce);
  });

  test('gives a mission that is restarted in the middle the same incidents as one that is not', () => {
    expect(inNode.restarted).toBe(inNode.mission);
  });

  test('gives Firefox the same incidents, clocks and factors as Node', {
    timeout: TIMEOUT,
  }, async (context) => {
    const why = whySkipped(firefox.program);
    if (why !== undefined) return context.skip(why);
    const tab = await firefox.open();
    try {
      await tab.goto(`http://127.0.0.1:${(served.address() as AddressInfo).port}/`);
      const run = `import('/probe.mjs').then(({ probe }) => probe('${name}', ${files}, ${REPORTS}))`;
      expect(await tab.evaluate(run)).toEqual(inNode);
    } finally {
      await tab.close();
    }
  });
});
