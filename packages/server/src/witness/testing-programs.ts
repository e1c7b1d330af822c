// Test-only: the programs that a witness's tests run: our own command, and the ones in Go, built on first need.
import { type ChildProcess, execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import type { Command, ExitCode, Io } from '../cli/command.ts';

const GO = fileURLToPath(new URL('../../../../interop/go/', import.meta.url));
const run = promisify(execFile);
let built: Promise<string | undefined> | undefined;

/** Builds the Go programs; answers why their tests are skipped, or undefined. In CI nothing may be skipped. */
export function whyNoGo(): Promise<string | undefined> {
  built ??= run('sh', [`${GO}build.sh`]).then(
    () => undefined,
    (error: Error & { readonly code?: number; readonly stderr?: string }) => {
      if (error.code !== 2 || process.env.CI === 'true') throw error;
      return error.stderr?.trim() ?? 'the Go programs cannot be built here';
    },
  );
  return built;
}

/** Path of one of the Go programs. */
export function goProgram(name: 'verify' | 'witness' | 'testlog'): string {
  return `${GO}bin/armistice-${name}-go`;
}

export interface Ended {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** Runs a program to its end; any exit code is an answer. */
export async function runProgram(program: string, args: readonly string[]): Promise<Ended> {
  try {
    const { stdout, stderr } = await run(program, [...args]);
    return { code: 0, stdout, stderr };
  } catch (error) {
    const { code, stdout, stderr } = error as { code?: unknown; stdout?: string; stderr?: string };
    if (typeof code !== 'number') throw error;
    return { code, stdout: stdout ?? '', stderr: stderr ?? '' };
  }
}

/** Starts a program that prints `listening on <url>` first; answers the address. */
export async function startProgram(
  program: string,
  args: readonly string[],
): Promise<{ readonly url: string; readonly child: ChildProcess }> {
  const child = spawn(program, [...args], { stdio: ['ignore', 'pipe', 'ignore'] });
  const [first] = (await once(child.stdout, 'data')) as [Buffer];
  const url = /^listening on (\S+)/.exec(first.toString())?.[1];
  if (url === undefined) throw new Error(`the program began with "${first}"`);
  return { url, child };
}

/** Stops a program and waits for its end. */
export async function stopProgram(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null) return;
  child.kill('SIGTERM');
  await once(child, 'exit');
}

/** A command as it runs in this process. */
export interface RunningCommand {
  readonly out: () => string;
  readonly err: () => string;
  /** Resolves with the text once it stands in the output or on stderr. */
  seen(pattern: RegExp): Promise<RegExpExecArray>;
  stop(): Promise<ExitCode>;
  readonly ended: Promise<ExitCode>;
}

/** Starts a command with a world of its own. */
export function startCommand(
  command: Command,
  args: readonly string[],
  given: Partial<Io> = {},
): RunningCommand {
  const texts = { out: '', err: '' };
  const stopper = new AbortController();
  const waiting = new Set<() => void>();
  const take = (name: 'out' | 'err') => (text: string) => {
    texts[name] += text;
    for (const look of waiting) look();
  };
  const io: Io = {
    stdin: (async function* () {})(),
    out: take('out'),
    err: take('err'),
    interactive: false,
    env: {},
    now: () => Date.now(),
    signal: stopper.signal,
    ...given,
  };
  const ended = command.run(args, io);
  ended.catch(() => undefined);
  return {
    out: () => texts.out,
    err: () => texts.err,
    ended,
    stop: () => {
      stopper.abort();
      return ended;
    },
    seen: (pattern) =>
      new Promise((resolve, reject) => {
        const look = () => {
          const match = pattern.exec(texts.out) ?? pattern.exec(texts.err);
          if (match === null) return;
          waiting.delete(look);
          resolve(match);
        };
        waiting.add(look);
        look();
        ended.then(
          () => reject(new Error(`the command ended without ${pattern}: ${texts.out}${texts.err}`)),
          reject,
        );
      }),
  };
}
