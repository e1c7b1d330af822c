import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, realpathSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';

// The shim runs in a copy of the layout, with a stub as the command, so that each way of starting it can be tried.

const shim = resolve(import.meta.dirname, '../packages/server/bin/armistice.js');
const condition = '--conditions=@armistice/source';

/** Started with this flag, Node says that it is version 20: the only old thing about it is what it says. */
const pretendOld = [
  '--import',
  `data:text/javascript,${encodeURIComponent(`
    Object.defineProperty(process, "versions", { value: { ...process.versions, node: "20.1.0" } });
    delete process.execve;
  `)}`,
];

const stub = `
import { Worker } from 'node:worker_threads';
import { fork } from 'node:child_process';
import { which } from 'thing';
const [task, value] = process.argv.slice(2);
if (task === 'exit') process.exit(Number(value));
else if (task === 'die') process.kill(process.pid, value);
else if (task === 'wait') {
  process.on('SIGTERM', () => { console.log('asked to stop'); process.exit(7); });
  setInterval(() => undefined, 1000);
  console.log('waiting');
} else if (task === 'echo') process.stdin.pipe(process.stdout);
else {
  const said: string = JSON.stringify({ which, node: process.versions.node, args: process.argv.slice(2), marked: 'ARMISTICE_HANDED_OVER' in process.env });
  console.log(said);
  if (task === 'threads') {
    new Worker(new URL('./child.ts', import.meta.url));
    fork(new URL('./child.ts', import.meta.url).pathname);
  }
}
`;

let folder = '';
let command = '';

beforeAll(() => {
  folder = realpathSync(mkdtempSync(join(tmpdir(), 'armistice-shim-')));
  command = layOut(join(folder, 'whole'));
  mkdirSync(join(folder, 'whole/node_modules/.bin'), { recursive: true });
  symlinkSync(process.execPath, join(folder, 'whole/node_modules/.bin/node'));
});

afterAll(() => rmSync(folder, { recursive: true, force: true }));

function layOut(at: string): string {
  const server = join(at, 'packages/server');
  mkdirSync(join(server, 'src/cli'), { recursive: true });
  cpSync(shim, join(server, 'bin/armistice.js'));
  writeFileSync(join(server, 'package.json'), '{ "type": "module" }');
  writeFileSync(join(server, 'src/cli/main.ts'), stub);
  writeFileSync(
    join(server, 'src/cli/child.ts'),
    "import { which } from 'thing';\nconsole.log('child', which);\n",
  );
  const thing = join(at, 'node_modules/thing');
  mkdirSync(thing, { recursive: true });
  const exports = { '.': { '@armistice/source': './source.js', default: './built.js' } };
  writeFileSync(join(thing, 'package.json'), JSON.stringify({ name: 'thing', type: 'module', exports }));
  writeFileSync(join(thing, 'source.js'), "export const which = 'source';");
  writeFileSync(join(thing, 'built.js'), "export const which = 'built';");
  return join(server, 'bin/armistice.js');
}

/** The test runner's own options would hand the condition over by themselves. */
const env: NodeJS.ProcessEnv = { ...process.env, NODE_OPTIONS: '' };

function run(flags: readonly string[], args: readonly string[], at = command, input = '') {
  return spawnSync(process.execPath, [...flags, at, ...args], {
    env,
    input,
    encoding: 'utf8',
    timeout: 30_000,
  });
}

const ways = [
  ['a recent Node that lacks the source condition', []],
  ['a recent Node with the source condition', [condition]],
  ['an old Node', pretendOld],
] as const;

describe.each(ways)('the armistice command, started by %s', (_, flags) => {
  test('runs from source on the Node that it needs, with its arguments as given', () => {
    const { stdout, stderr, status } = run(flags, ['log', '--at', 'a b', '', '*']);
    expect({ stderr, status }).toEqual({ stderr: '', status: 0 });
    const said: unknown = JSON.parse(stdout);
    const args = ['log', '--at', 'a b', '', '*'];
    expect(said).toEqual({ which: 'source', node: process.versions.node, args, marked: false });
  });

  test('gives worker threads and forked children the source condition too', () => {
    const { stdout } = run(flags, ['threads']);
    expect(stdout.split('\n').filter((line) => line.startsWith('child'))).toEqual([
      'child source',
      'child source',
    ]);
  });

  test('passes the exit code through', () => {
    expect([0, 1, 3, 4].map((code) => run(flags, ['exit', String(code)]).status)).toEqual([0, 1, 3, 4]);
  });

  test('passes standard input through', () => {
    expect(run(flags, ['echo'], command, '{"n":1}\n').stdout).toBe('{"n":1}\n');
  });

  test('dies of the signal that the command died of', () => {
    expect(run(flags, ['die', 'SIGKILL']).signal).toBe('SIGKILL');
  });

  test('hands a request to stop to the command, which may end in its own time', async () => {
    const child = spawn(process.execPath, [...flags, command, 'wait'], {
      env,
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    const { said, code } = await stopWhenWaiting(child);
    expect({ said, code }).toEqual({ said: 'waiting\nasked to stop\n', code: 7 });
  });
});

function stopWhenWaiting(
  child: ChildProcess,
): Promise<{ readonly said: string; readonly code: number | null }> {
  return new Promise((done, failed) => {
    let said = '';
    child.stdout?.on('data', (text: Buffer) => {
      said += text.toString();
      if (said === 'waiting\n') child.kill('SIGTERM');
    });
    child.on('error', failed);
    child.on('close', (code) => done({ said, code }));
  });
}

describe('the armistice command without the Node that it needs', () => {
  test('says so and names the remedy when no node_modules has one', () => {
    const { stderr, status } = run(pretendOld, [], layOut(join(folder, 'bare')));
    expect(stderr).toMatch(/^armistice: This is Node .* needs Node 26 .*npm ci/);
    expect(status).toBe(2);
  });

  test('says so instead of looping when the one in node_modules is too old as well', () => {
    const at = layOut(join(folder, 'stale'));
    const bin = join(folder, 'stale/node_modules/.bin');
    mkdirSync(bin, { recursive: true });
    const script = `#!/bin/sh\nexec '${process.execPath}' ${pretendOld.map((one) => `'${one}'`).join(' ')} "$@"\n`;
    writeFileSync(join(bin, 'node'), script, { mode: 0o755 });
    const { stderr, status } = run(pretendOld, [], at);
    expect(stderr).toMatch(/^armistice: The Node in node_modules is .* needs Node 26/);
    expect(status).toBe(2);
  });
});
