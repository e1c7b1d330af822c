import { spawnSync } from 'node:child_process';
import { mkdtempSync, openSync, readFileSync, rmSync, statSync, writeFileSync, writeSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, expect, test } from 'vitest';

// The command itself, in a process with less memory than the file is long.

const CLI = fileURLToPath(new URL('./main.ts', import.meta.url));
const HEAP_MB = 96;
const LONG = 300_000;

let home = '';
const at = (name: string) => join(home, name);
beforeAll(() => {
  home = mkdtempSync(join(tmpdir(), 'hostile-'));
});
afterAll(() => rmSync(home, { recursive: true }));

function run(...line: readonly string[]) {
  const flags = ['--conditions=@armistice/source', `--max-old-space-size=${HEAP_MB}`];
  const { status, stdout, stderr } = spawnSync(process.execPath, [...flags, CLI, ...line], {
    encoding: 'utf8',
    maxBuffer: 1 << 28,
  });
  return { status, stderr, last: () => JSON.parse(stdout.trimEnd().split('\n').at(-1) ?? '') };
}

const report = (number: number, change: object = {}) =>
  JSON.stringify({
    id: `0198c9b2-7a10-4c7e-9d54-${String(number).padStart(12, '0')}`,
    source: 'post-1',
    kind: 'explosion',
    occurred: { from: '2026-11-20T21:03:10Z', to: '2026-11-20T21:03:20Z' },
    place: { type: 'point', at: [-28, 42], radius: 300 },
    ...change,
  });
const year = (number: string) => ({
  occurred: { from: `${number}-11-20T21:03:10Z`, to: `${number}-11-20T21:03:20Z` },
});

test(
  'a file of 100 MB with 100,000 malformed lines and the worst reports among good ones: each row is answered, the good are on record, and the mission verifies',
  () => {
    const MALFORMED = 100_000;
    const WORST: readonly (string | Uint8Array)[] = [
      report(1, year('0001')),
      report(2, year('9999')),
      report(3, { place: { type: 'point', at: [Number.NaN, 42], radius: 300 } }),
      report(4).replace('[-28,42]', '[NaN,42]'),
      report(5, { text: 'x'.repeat(1_000_000) }),
      Buffer.concat([Buffer.from('{"id":"'), Buffer.from([0xff, 0xfe, 0xc3, 0x28])]),
      report(6, { source: 'context.post-1', means: 'seen' }),
      report(7, { source: '__proto__' }),
      '"'.repeat(2_000),
    ];
    const file = openSync(at('hostile.ndjson'), 'w');
    const put = (line: string | Uint8Array) => {
      writeSync(file, line as string);
      writeSync(file, '\n');
    };
    for (const [number, line] of WORST.entries()) {
      put(line);
      put(report(100 + number));
    }
    const rubbish = `{"id": "${'y'.repeat(1_000)}`;
    const piece = `${Array.from({ length: 1000 }, () => rubbish).join('\n')}\n`;
    for (let pieces = 0; pieces < MALFORMED / 1000; pieces++) writeSync(file, piece);
    put(report(200));
    const good = WORST.length + 1;
    const founded = run('init', at('mission'), '--origin', 'log.example/hostile', '--state', at('state'));
    expect(founded.status, founded.stderr).toBe(0);
    const into = ['--data', at('mission'), '--state', at('state'), '--rejected', at('back'), '--json'];
    const { status, stderr, last } = run('import', 'ndjson', at('hostile.ndjson'), ...into);
    expect(status, stderr).toBe(4);
    expect(last()).toMatchObject({
      rows: MALFORMED + WORST.length + good,
      accepted: good,
      rejected: MALFORMED + WORST.length,
      filed: { fresh: good, already: 0, outcome: { coverage: 'not recorded' } },
    });
    // What is told is bounded too; the file has every row.
    expect(stderr.length).toBeLessThan(64 * 1024);
    expect(stderr).toMatch(/more rows were rejected; the summary counts them by reason/);
    expect(statSync(at('back')).size).toBeGreaterThan(MALFORMED * rubbish.length);
    expect(readFileSync(at('back')).includes('context.post-1')).toBe(true);
    const verified = run('verify', at('mission'), '--state', at('state'), '--json');
    expect(verified.status, verified.stderr).toBe(0);
  },
  LONG,
);

test(
  'a table without an end of line, longer than memory, is one answer',
  () => {
    writeFileSync(
      at('m.json'),
      '{"mapping": "armistice.csv-mapping/v1", "clock": "UTC", "report": {"id": {"column": "a"}}}',
    );
    const file = openSync(at('endless.csv'), 'w');
    writeSync(file, 'a,b\n"');
    const megabyte = 'x'.repeat(1 << 20);
    for (let number = 0; number < HEAP_MB; number++) writeSync(file, megabyte);
    const { status, last, stderr } = run(
      'import',
      'csv',
      at('endless.csv'),
      '--mapping',
      at('m.json'),
      '--out',
      at('o'),
      '--json',
    );
    expect(status, stderr).toBe(4);
    expect(last()).toMatchObject({ rows: 1, rejected: 1, reasons: { 'row/too-long': 1 } });
  },
  LONG,
);
