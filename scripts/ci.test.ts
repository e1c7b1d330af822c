import { spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';

// The script is what decides whether a change is good, so it runs here against programs that only pretend: an `npm`
// that prints what each row says, and a `dpkg-query` to which every package is installed.

const script = resolve(import.meta.dirname, '../.ci/run');
let folder = '';

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'armistice-ci-'));
  mkdirSync(join(folder, '.ci'));
  mkdirSync(join(folder, 'bin'));
  cpSync(script, join(folder, '.ci/run'));
  pretend('dpkg-query', 'echo installed');
  pretend('apt-get', 'echo "apt-get must not be needed" >&2; exit 1');
});

afterEach(() => rmSync(folder, { recursive: true, force: true }));

function pretend(program: string, body: string): void {
  writeFileSync(join(folder, 'bin', program), `#!/bin/sh\n${body}\n`, { mode: 0o755 });
}

/** What the pretended npm does for each of its commands; a command that is not named does nothing, and succeeds. */
function run(does: {
  readonly ci?: string;
  readonly test?: string;
  readonly e2e?: string;
  readonly still?: string;
}) {
  if (does.e2e !== undefined) {
    mkdirSync(join(folder, 'e2e'));
    writeFileSync(join(folder, 'e2e/vitest.config.ts'), '');
  }
  const cases = [
    ['ci', does.ci],
    ['test', does.test],
    ['run e2e', does.e2e],
    ['run --silent check:still', does.still],
  ].map(([command, body]) => `"${command}") ${body ?? ':'} ;;`);
  pretend('npm', `case "$*" in\n${cases.join('\n')}\n*) echo "unexpected: npm $*"; exit 9 ;;\nesac`);
  // Others' data lie elsewhere than beside the pretended checkout.
  const { ARMISTICE_DATA: _, ...rest } = process.env;
  const env = { ...rest, PATH: `${join(folder, 'bin')}:${process.env.PATH}` };
  const { stdout, status } = spawnSync(join(folder, '.ci/run'), { env, encoding: 'utf8' });
  const lines = stdout.trimEnd().split('\n');
  return { closing: lines.at(-1), code: status, said: stdout, before: lines.at(-2) };
}

describe('continuous integration', () => {
  const rows = [
    ['passes when all tests pass', { test: 'echo "12 passed, 0 failed"' }, '12 passed, 0 failed', 0],
    [
      'adds up the runs of tests',
      { test: 'echo "12 passed, 0 failed"', e2e: 'echo "3 passed, 0 failed"' },
      '15 passed, 0 failed',
      0,
    ],
    [
      'reads the line through colours',
      { test: 'printf "\\033[32m7 passed, 0 failed\\033[0m\\n"' },
      '7 passed, 0 failed',
      0,
    ],
    [
      'reads the last such line only',
      { test: 'echo "1 passed, 0 failed"; echo "2 passed, 0 failed"' },
      '2 passed, 0 failed',
      0,
    ],
    ['fails when a test fails', { test: 'echo "11 passed, 1 failed"; exit 1' }, '11 passed, 1 failed', 1],
    [
      'fails when a test is skipped',
      { test: 'echo "11 passed, 0 failed, 1 skipped"' },
      '11 passed, 1 failed',
      1,
    ],
    [
      'passes where what is skipped needs data of others that are not here, and says so',
      {
        test: `echo "skipped 2: x is not here; ARMISTICE_DATA names the folder of others' data"; echo "11 passed, 0 failed, 2 skipped"`,
      },
      '11 passed, 0 failed',
      0,
    ],
    ['fails when there is no test at all', { test: 'echo "0 passed, 0 failed"' }, '0 passed, 1 failed', 1],
    ['fails when the runner dies before its line', { test: 'exit 1' }, '0 passed, 1 failed', 1],
    [
      'fails when the runner ends badly although its line is good',
      { test: 'echo "5 passed, 0 failed"; exit 1' },
      '5 passed, 1 failed',
      1,
    ],
    [
      'runs the tests before lint and types, and fails for those too',
      { test: 'echo "5 passed, 0 failed"', still: 'exit 1' },
      '5 passed, 1 failed',
      1,
    ],
    ['says how it ended even when nothing could be installed', { ci: 'exit 1' }, '0 passed, 1 failed', 1],
  ] as const;

  test.each(rows)('%s', (_, does, closing, code) => {
    const result = run(does);
    expect({ closing: result.closing, code: result.code }).toEqual({ closing, code });
    expect(result.said).not.toContain('unexpected');
  });

  test('tells the tests that nothing may be skipped', () => {
    expect(run({ test: 'echo "CI is $CI"; echo "1 passed, 0 failed"' }).said).toContain('CI is true');
  });
});
