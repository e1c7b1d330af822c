import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { Io } from './command.ts';
import { runCommand } from './run.ts';

let home = '';
beforeEach(() => {
  home = mkdtempSync(join(tmpdir(), 'simulate-'));
});
afterEach(() => rmSync(home, { recursive: true }));

async function run(...line: readonly string[]) {
  return runUntil(new AbortController().signal, ...line);
}

async function runUntil(signal: AbortSignal, ...line: readonly string[]) {
  let [out, err] = ['', ''];
  const io: Io = {
    stdin: (async function* () {})(),
    out: (text) => {
      out += text;
    },
    err: (text) => {
      err += text;
    },
    interactive: false,
    env: {},
    now: () => 0,
    signal,
  };
  const exit = await runCommand(['simulate', ...line], io);
  return { exit, out, err };
}

const FILES = ['accounts', 'clocks', 'coverage', 'habits', 'reports', 'truth'];
const read = (folder: string, name: string) => readFileSync(join(home, folder, `${name}.ndjson`), 'utf8');
const rows = (text: string) =>
  text
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line));

describe('armistice simulate', () => {
  test.each(['first', 'second'])(
    'writes reports and truth of the %s generator, the same for the same seed',
    async (generator) => {
      const line = ['--seed', '4', '--days', '2', '--rate', '50', '--generator', generator];
      const done = await run(...line, '--out', join(home, 'a'), '--json');
      expect(done.exit).toBe(0);
      expect(readdirSync(join(home, 'a')).sort()).toEqual([
        'EXERCISE.txt',
        ...FILES.map((name) => `${name}.ndjson`),
      ]);
      const reports = rows(read('a', 'reports'));
      expect(rows(done.out)).toEqual([{ ok: true, exercise: true, reports: reports.length, days: 2 }]);
      expect(reports.length).toBeGreaterThan(50);
      expect(reports.map((one) => one.id)).toEqual(reports.map((one) => one.id).sort());
      for (const name of ['coverage', 'truth'] as const) {
        const ids = rows(read('a', name)).map((one) => one.id ?? one.incident);
        expect(ids).toEqual([...ids].sort());
      }
      await run(...line, '--out', join(home, 'b'));
      for (const name of FILES) expect(read('b', name)).toBe(read('a', name));
      const printed = await run(...line);
      expect(printed.out).toBe(read('a', 'reports'));
      expect(printed.err).toContain('EXERCISE (simulated)');
    },
  );

  test('makes more in a barrage than apart: salvoes close to each other in place and time', async () => {
    const near = async (density: string) => {
      await run('--days', '3', '--rate', '200', '--density', density, '--out', join(home, density));
      const truth = rows(read(density, 'truth'));
      return truth.filter((one) => one.setting === 'barrage').length / truth.length;
    };
    expect(await near('barrage')).toBeGreaterThan(2 * (await near('normal')) + 0.2);
  });

  test('begins on the day it is told', async () => {
    await run('--from', '2027-03-01', '--rate', '20', '--out', join(home, 'march'));
    for (const { occurred } of rows(read('march', 'truth')))
      expect(occurred.from).toMatch(/^2027-0(3-0[123]|2-28T23:5)/);
  });

  test.each([
    [['--seed', 'x'], '--seed takes a whole number of at least 0, not "x"'],
    [['--days', '0'], '--days takes a whole number of at least 1, not "0"'],
    [['--rate', '0.5'], '--rate takes a whole number of at least 1, not "0.5"'],
    [['--density', 'calm'], '--density takes normal or barrage, not "calm"'],
    [['--generator', 'third'], '--generator takes first or second, not "third"'],
    [['--generator', 'constructor'], '--generator takes first or second, not "constructor"'],
    [['--from', '2026-02-31'], '--from takes a date such as 2026-11-20, not "2026-02-31"'],
    [['--from', '1890-01-01'], '--from takes a date such as 2026-11-20, not "1890-01-01"'],
    [['reports.ndjson'], 'simulate takes no "reports.ndjson"'],
    [['--speed', '3'], "Unknown option '--speed'"],
  ])('refuses %j as wrong usage and names the word', async (line, words) => {
    const { exit, out, err } = await run(...line);
    expect(exit).toBe(2);
    expect(out).toBe('');
    expect(err).toContain(words);
  });

  test('writes nothing over a simulation that is there, and says so', async () => {
    mkdirSync(join(home, 'old'));
    writeFileSync(join(home, 'old', 'truth.ndjson'), 'mine\n');
    const { exit, err } = await run('--rate', '5', '--out', join(home, 'old'));
    expect(exit).toBe(1);
    expect(err).toContain('truth.ndjson is there already; nothing was written over');
    expect(read('old', 'truth')).toBe('mine\n');
    expect(readdirSync(join(home, 'old'))).toEqual(['truth.ndjson']);
  });

  test('stopped between two days, says that it is not whole', async () => {
    const stop = new AbortController();
    stop.abort();
    const { exit, out } = await runUntil(stop.signal, '--days', '5', '--json');
    expect(exit).toBe(1);
    expect(rows(out)).toEqual([{ ok: false, exercise: true, reports: 0, days: 0 }]);
  });
});
