import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Io } from './command.ts';
import { runCommand } from './run.ts';

let home = '';
beforeAll(() => {
  home = mkdtempSync(join(tmpdir(), 'fuse-'));
});
afterAll(() => rmSync(home, { recursive: true }));

async function fuse(input: string | Uint8Array, ...options: readonly string[]) {
  const out: string[] = [];
  const err: string[] = [];
  const bytes = typeof input === 'string' ? Buffer.from(input) : input;
  const io: Io = {
    stdin: (async function* () {
      // In pieces that fall into the middle of lines and of characters.
      for (let at = 0; at < bytes.length; at += 7001) yield bytes.subarray(at, at + 7001);
    })(),
    out: (text) => out.push(text),
    err: (text) => err.push(text),
    interactive: false,
    env: {},
    now: () => 0,
    signal: new AbortController().signal,
  };
  const exit = await runCommand(['fuse', '-', ...options], io);
  const rows = out
    .join('')
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line));
  return { exit, rows, err: err.join(''), out: out.join('') };
}

function reportAt(number: number, change: object = {}): object {
  return {
    id: `0198c9b2-7a10-4c7e-9d54-${number.toString(16).padStart(12, '0')}`,
    source: `post-${number}`,
    kind: 'explosion',
    occurred: { from: '2026-11-20T21:03:10Z', to: '2026-11-20T21:03:20Z' },
    place: { type: 'point', at: [-28.01, 42.03], radius: 300 },
    means: 'seen',
    text: 'Побачено з даху.',
    ...change,
  };
}
const lines = (...rows: readonly object[]): string => rows.map((row) => `${JSON.stringify(row)}\n`).join('');

test('what two posts saw at one time and place is one incident, with the reasons', async () => {
  const { exit, rows, err } = await fuse(lines(reportAt(1), reportAt(2)), '--json');
  expect(exit).toBe(0);
  expect(err).toContain('2 reports, 0 of them sent again: 1 incidents');
  expect(rows).toHaveLength(2);
  expect(rows[0]).toMatchObject({ kind: 'explosion', origins: 2, diffuse: false });
  expect(rows[0].reports).toHaveLength(2);
  const [link] = rows[0].links;
  const parts = Object.values(link.because as Record<string, number>);
  expect(parts.reduce((sum, part) => sum + part, 0)).toBe(link.score);
  expect(rows[1]).toMatchObject({ reports: 2, incidents: 1, rejected: 0, fusion: 2 });
});

test('every row that is no report comes back with its line, the reason and the row, and nothing else is disturbed', async () => {
  const rejected = join(home, 'rejected.ndjson');
  const bad = Buffer.concat([
    Buffer.from(lines(reportAt(1))),
    Buffer.from('{"id": 7}\n\nnot json\n'),
    Buffer.from([0x22, 0xff, 0xfe, 0x22, 0x0a]),
    Buffer.from(
      lines(reportAt(3, { occurred: { from: '0001-01-01T00:00:00Z', to: '2026-11-20T21:03:20Z' } })),
    ),
    Buffer.from(`{"text": "${'x'.repeat(3_000_000)}"}\n`),
    Buffer.from(lines(reportAt(4, { place: { type: 'point', at: [-28, 91], radius: 1 } })).trim()),
  ]);
  const { exit, rows, err } = await fuse(bad, '--rejected', rejected, '--json');
  expect(exit).toBe(4);
  expect(rows.at(-1)).toMatchObject({ reports: 1, incidents: 1, rejected: 6 });
  const kept = readFileSync(rejected, 'utf8')
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line));
  expect(kept.map(({ line }) => line)).toEqual([2, 4, 5, 6, 7, 8]);
  expect(kept.map(({ reason }) => reason)).toEqual([
    expect.stringContaining('id must be'),
    expect.stringContaining('not JSON'),
    expect.stringContaining('UTF-8'),
    expect.stringContaining('occurred.from'),
    expect.stringContaining('longer than'),
    expect.stringContaining('place.at[1]'),
  ]);
  expect(kept[1].row).toBe('not json');
  expect(err).toContain('line 2: refused:');
});

test('the same row twice counts once, and of two that differ the same one stands whichever came first', async () => {
  const [one, other] = [reportAt(1), reportAt(1, { kind: 'burst' })];
  const twice = await fuse(lines(one, one), '--json');
  expect(twice.rows.at(-1)).toMatchObject({ reports: 2, again: 1, incidents: 1 });
  const [first, second] = [await fuse(lines(one, other)), await fuse(lines(other, one))];
  expect([first.exit, second.exit]).toEqual([4, 4]);
  expect(first.out).toBe(second.out);
  expect(first.err).toContain('the same source and id');
});

test('a model file that misses a field is refused by the name of the field', async () => {
  const file = join(home, 'models.json');
  writeFileSync(file, '{"version": 1}');
  const { exit, err } = await fuse('', '--models', file);
  expect(exit).toBe(1);
  expect(err).toContain('rate is missing');
});
