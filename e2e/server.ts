import { type ChildProcess, execFile, spawn } from 'node:child_process';
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import type { TestProject } from 'vitest/node';
import { whySkipped } from '../scripts/engines/program.ts';

declare module 'vitest' {
  interface ProvidedContext {
    /** Where the server under test listens; empty where the tests are skipped. */
    readonly url: string;
  }
}

const MAIN = fileURLToPath(new URL('../packages/server/src/main.ts', import.meta.url));
const COMMAND = fileURLToPath(new URL('../packages/server/src/cli/main.ts', import.meta.url));

/** A server of its own data folder. */
export interface RunningServer {
  readonly url: string;
  /** What makes a request the operator's. */
  operatorToken(): Promise<string>;
  /** The code for the first run, as it is printed beside the address. */
  firstRunCode(): Promise<string>;
  /** Runs `armistice` as whoever keeps this machine does; the data folder stands in for `data`. Answers what it prints. */
  command(...words: readonly string[]): Promise<string>;
  /** Ends the server and leaves its folder, as a machine that is switched off. */
  halt(): Promise<void>;
  /** Starts it again where it was. */
  resume(): Promise<void>;
  stop(): Promise<void>;
}

const ADDRESS = /(http:\/\/127\.0\.0\.1:\d+)/;

/** An exercise in which nothing is played: one report, which stays the one that is shown. */
const STILL = ['--rate', '0'];

/**
 * Starts the real server, as `npm start` does, on a free port and a data folder that is empty but for what lies in `files`;
 * `more` is added to its environment.
 */
export async function startServer(
  options: readonly string[] = STILL,
  files: { readonly [path: string]: string } = {},
  more: { readonly [name: string]: string } = {},
): Promise<RunningServer> {
  const folder = await mkdtemp(join(tmpdir(), 'armistice-e2e-'));
  for (const [path, text] of Object.entries(files)) {
    await mkdir(dirname(join(folder, 'data', path)), { recursive: true });
    await writeFile(join(folder, 'data', path), text);
  }
  const env = {
    ...process.env,
    ...more,
    ARMISTICE_FOLDER: join(folder, 'data'),
    ARMISTICE_STATE: join(folder, 'state'),
    ARMISTICE_PORT: String(await freePort()),
  };
  const run = () =>
    spawn(process.execPath, ['--conditions=@armistice/source', MAIN, ...options], {
      env,
      stdio: ['ignore', 'pipe', 'inherit'],
    });
  const command = async (...words: readonly string[]): Promise<string> => {
    const given = words.map((word) => (word === 'data' ? join(folder, 'data') : word));
    const { stdout } = await promisify(execFile)(
      process.execPath,
      ['--conditions=@armistice/source', COMMAND, ...given],
      { env },
    );
    return stdout;
  };
  let child = run();
  const halt = async () => {
    child.kill('SIGTERM');
    if (child.exitCode === null) await new Promise((done) => child.once('exit', done));
  };
  const listening = async (): Promise<string> => {
    const url = await printed(child, ADDRESS);
    if (!options.includes('--mission'))
      await furnished(url).catch(async (cause: unknown) => {
        await halt();
        throw cause;
      });
    return url;
  };
  const resume = async () => {
    child = run();
    await listening();
  };
  const stop = async () => {
    await halt();
    await rm(folder, { recursive: true, force: true });
  };
  const operatorToken = async () =>
    (await readFile(join(folder, 'data', 'private', 'operator-token'), 'utf8')).trim();
  const code = printed(child, /\/first-run#([\w-]+)/);
  // Whoever does not ask for it does not mind that a server has none.
  code.catch(() => undefined);
  return {
    url: await listening(),
    operatorToken,
    firstRunCode: () => code,
    command,
    halt,
    resume,
    stop,
  };
}

/** Waits until an exercise has its agreement and its people: its members come last. A machine that is busy listens before. */
async function furnished(url: string): Promise<void> {
  for (let tries = 0; tries < 240; tries++) {
    const answer = await fetch(`${url}/api/me`);
    const { switcher = [] } = answer.ok
      ? ((await answer.json()) as { readonly switcher?: readonly unknown[] })
      : {};
    if (switcher.length > 0) return;
    await setTimeout(250);
  }
  throw new Error(`the exercise at ${url} has no members`);
}

/** One server for all tests that only read. */
export async function setup(project: TestProject): Promise<() => Promise<void>> {
  const skipped = whySkipped('chromium') !== undefined;
  const server = skipped ? undefined : await startServer();
  project.provide('url', server?.url ?? '');
  return async () => server?.stop();
}

/** The first part of a pattern in what the server prints. */
function printed(child: ChildProcess, pattern: RegExp): Promise<string> {
  return new Promise((done, failed) => {
    let said = '';
    child.stdout?.on('data', (bytes: Buffer) => {
      said += bytes.toString();
      const found = pattern.exec(said)?.[1];
      if (found !== undefined) done(found);
    });
    child.once('exit', (code) =>
      failed(new Error(`the server ended with ${code} before it printed ${pattern}: ${said}`)),
    );
  });
}

function freePort(): Promise<number> {
  return new Promise((done, failed) => {
    const server = createServer();
    server.once('error', failed);
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      server.close(() => done(typeof address === 'object' && address !== null ? address.port : 0));
    });
  });
}
