import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Io } from './command.ts';
import { runCommand } from './run.ts';
import { runAgreement as run } from './testing-agreements.ts';

let home = '';
const at = (name: string) => join(home, name);
const minsk = new URL('../../../../agreements/minsk-package-2015/agreement.yaml', import.meta.url).pathname;

beforeAll(() => {
  home = mkdtempSync(join(tmpdir(), 'fuse-summary-'));
});
afterAll(() => rmSync(home, { recursive: true }));

describe('what fuse --json writes', () => {
  const report = (number: number) =>
    JSON.stringify({
      id: `0198c9b2-7a10-4c7e-9d54-00000000000${number}`,
      source: `post-${number}`,
      kind: 'explosion',
      occurred: { from: '2015-04-01T21:03:10Z', to: '2015-04-01T21:03:20Z' },
      place: { type: 'point', at: [37, 48], radius: 300 },
      means: 'seen',
    });

  async function fused(): Promise<string> {
    let out = '';
    const io: Io = {
      stdin: (async function* () {
        yield Buffer.from(`${report(1)}\n${report(2)}\n`);
      })(),
      out: (text) => {
        out += text;
      },
      err: () => {},
      interactive: false,
      env: {},
      now: () => 0,
      signal: new AbortController().signal,
    };
    expect(await runCommand(['fuse', '-', '--json'], io)).toBe(0);
    return out;
  }

  test('is evaluated as it stands: the summary at the end is no row', async () => {
    writeFileSync(at('fused.ndjson'), await fused());
    const { exit, err, rows } = await run('evaluate', minsk, at('fused.ndjson'), '--json');
    expect(exit).toBe(0);
    expect(err).toContain('1 events, 0 facts');
    expect(rows().at(-1)).toMatchObject({ events: 1, refused: 0 });
  });

  test('a summary between rows, and what only looks like one, is refused with its line', async () => {
    const [incident, summary] = (await fused()).trimEnd().split('\n');
    const alike = JSON.stringify({ ...JSON.parse(summary ?? ''), place: 'here' });
    writeFileSync(at('pasted.ndjson'), `${summary}\n${incident}\n${alike}\n`);
    const { exit, err } = await run('evaluate', minsk, at('pasted.ndjson'));
    expect(exit).toBe(4);
    expect(err).toContain('line 1: refused: it is a summary of armistice fuse, and only the last line');
    expect(err).toContain('line 3: refused: ');
  });
});
