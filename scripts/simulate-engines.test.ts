import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { resolve } from 'node:path';
import { build } from 'esbuild';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { chromium } from './engines/chromium.ts';
import { firefox } from './engines/firefox.ts';
import { whySkipped } from './engines/program.ts';

// The same seed gives the same bytes in every engine: the simulator, bundled, makes days in Node and in two browsers.

const root = resolve(import.meta.dirname, '..');
const exercise = resolve(root, 'packages/server/src/exercise');

const DAYS = `
  import { readPlace } from '${exercise}/place.ts';
  import { GENERATORS } from '${exercise}/simulations.ts';
  export function days(files) {
    const place = readPlace(files).value;
    const out = [];
    for (const name of Object.keys(GENERATORS))
      for (const density of ['normal', 'barrage']) {
        const simulation = GENERATORS[name](place, { seed: 20261120, rate: 150, density });
        out.push(simulation.habits);
        for (const number of [20777, 20820]) {
          const day = simulation.day(number);
          out.push(day.filings, day.coverage(), day.truth());
        }
      }
    return JSON.stringify(out);
  }`;

let code = '';
let files = '';
const served = createServer((request, response) => {
  const [type, body] =
    request.url === '/days.mjs' ? ['text/javascript; charset=utf-8', code] : ['text/html', '<!doctype html>'];
  response.writeHead(200, { 'content-type': type }).end(body);
});

beforeAll(async () => {
  const bundled = await build({
    stdin: { contents: DAYS, resolveDir: root, loader: 'ts' },
    bundle: true,
    format: 'esm',
    platform: 'neutral',
    conditions: ['@armistice/source'],
    write: false,
  });
  code = bundled.outputFiles[0]?.text ?? '';
  const read = (name: string) => readFileSync(resolve(root, `exercise/place/${name}.geojson`), 'utf8');
  files = `{${['line', 'towns', 'sources', 'zones'].map((name) => `"${name}":${read(name)}`).join(',')}}`;
  await new Promise<void>((done) => served.listen(0, '127.0.0.1', done));
});
afterAll(() => void served.close());

const digest = (text: string) => createHash('sha256').update(text).digest('hex');

async function inNode(): Promise<string> {
  const module = `data:text/javascript;base64,${Buffer.from(code).toString('base64')}`;
  const { days } = (await import(module)) as { days(files: unknown): string };
  return digest(days(JSON.parse(files)));
}

describe.each([chromium, firefox])('the simulator in $name', (engine) => {
  test('makes the same bytes as in Node', async (context) => {
    const why = whySkipped(engine.program);
    if (why !== undefined) context.skip(why);
    const tab = await engine.open();
    try {
      await tab.goto(`http://127.0.0.1:${(served.address() as AddressInfo).port}/`);
      const made = await tab.evaluate(`import('/days.mjs').then(({ days }) => days(${files}))`);
      expect(String(made).length).toBeGreaterThan(500_000);
      expect(digest(String(made))).toBe(await inNode());
    } finally {
      await tab.close();
    }
  });
});
