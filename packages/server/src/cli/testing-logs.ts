// Test-only: logs as real files, a real web server over them, and commands run to their end.
import { mkdir, readdir, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { dirname, join } from 'node:path';
import { formatPolicy, type Policy } from '@armistice/core/record';
import { type LogFiles, TestLog } from '@armistice/core/record-testing';
import { folderSource } from '../record/source.ts';
import { temporaryFolder } from '../witness/testing.ts';
import { startCommand } from '../witness/testing-programs.ts';
import { type Command, CommandError, type Io } from './command.ts';
import { nothingToRecompute } from './recompute.ts';
import { makeVerifyCommand } from './verify.ts';

/** Unix milliseconds at which the tests verify: an hour after the test log began. */
export const LATER = Date.UTC(2026, 4, 4, 1);

/** A test log of `size` public entries with bodies, each vouched for by itself: a shorter one is a prefix of a longer. */
export function publicLog(size: number, options: { readonly text?: (i: number) => string } = {}): TestLog {
  const log = new TestLog();
  while (log.size < size) {
    const i = log.size;
    log.append({ fields: [{ name: 'text', value: options.text?.(i) ?? `report ${i}` }] });
    log.vouch();
  }
  return log;
}

/** Writes the files of a log below a folder; what was there goes, but for partial tiles, as with a real log. */
export async function writeLog(folder: string, files: LogFiles): Promise<void> {
  for (const [path, bytes] of files) {
    await mkdir(dirname(join(folder, path)), { recursive: true });
    await writeFile(join(folder, path), bytes);
  }
}

/** A log that nobody cosigned asks for no quorum: what is verified of it is the log's own word. */
function askedFor(log: TestLog, cosigned: object): Policy {
  return Object.keys(cosigned).length === 0 ? { ...log.policy, quorum: 'none' } : log.policy;
}

/** The files of a log with its policy, as a mission publishes them. */
export function publish(log: TestLog, cosigned: { readonly [witness: string]: number } = {}): LogFiles {
  const files = log.publish(cosigned);
  files.set('policy', new TextEncoder().encode(formatPolicy(askedFor(log, cosigned))));
  return files;
}

/** Removes a folder and writes a log there anew: the older or the rewritten one, with nothing left of the other. */
export async function replaceLog(folder: string, files: LogFiles): Promise<void> {
  await rm(folder, { recursive: true, force: true });
  await writeLog(folder, files);
}

export interface WebLog {
  readonly url: string;
  /** Paths asked for so far. */
  readonly asked: string[];
  /** Answers nothing but errors from the n-th request on. */
  breakAfter: number;
  close(): Promise<void>;
}

/** Serves a folder as any static web server would. */
export async function serveFolder(folder: string): Promise<WebLog> {
  const source = folderSource(folder);
  const log = { asked: [] as string[], breakAfter: Number.POSITIVE_INFINITY };
  const server = createServer((request, response) => {
    const path = (request.url ?? '/').slice(1);
    log.asked.push(path);
    const broken = log.asked.length > log.breakAfter;
    source.read(path).then(
      (bytes) => {
        response.statusCode = broken ? 503 : bytes === undefined ? 404 : 200;
        response.end(broken ? undefined : bytes);
      },
      () => response.destroy(),
    );
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const close = () =>
    new Promise<void>((resolve) => {
      server.close(() => resolve());
      server.closeAllConnections();
    });
  return Object.assign(log, { url, close });
}

export interface Finished {
  readonly exit: number;
  readonly out: string;
  readonly err: string;
}

/** Runs a command to its end, as the command line does. */
export async function finish(
  command: Command,
  args: readonly string[],
  given: Partial<Io> = {},
): Promise<Finished> {
  const running = startCommand(command, args, { now: () => LATER, ...given });
  try {
    const exit = await running.ended;
    return { exit, out: running.out(), err: running.err() };
  } catch (error) {
    if (!(error instanceof CommandError)) throw error;
    return {
      exit: error.exit,
      out: running.out(),
      err: `${running.err()}${error.message}\n${error.remedy}\n`,
    };
  }
}

/** The JSON line of a command that was run with `--json`. */
export function summaryOf(finished: Finished): { readonly [name: string]: unknown } {
  return JSON.parse(finished.out.trim().split('\n').at(-1) ?? '') as { readonly [name: string]: unknown };
}

/** Verification of the record alone: what these logs say is no mission's. */
export const verifyRecord: Command = makeVerifyCommand(nothingToRecompute);

export interface Desk {
  readonly folder: string;
  readonly log: string;
  readonly policy: string;
  /** Verifies the log with the policy file, and remembers. */
  verify(...more: string[]): ReturnType<typeof finish>;
}

/** Vitest's `onTestFinished`. */
type AtEnd = (remove: () => Promise<void>) => void;

/** A reader with a policy file and a state folder of its own, in front of a log in a folder. */
export async function desk(files: LogFiles, log: TestLog, atEnd: AtEnd): Promise<Desk> {
  const folder = await temporaryFolder(atEnd);
  const at = join(folder, 'log');
  await writeLog(at, files);
  const policy = join(folder, 'policy.txt');
  // The policy is exchanged apart, and is the same that the mission published.
  await writeFile(policy, files.get('policy') ?? formatPolicy(log.policy));
  const state = ['--state', join(folder, 'state')];
  return {
    folder,
    log: at,
    policy,
    verify: (...more) => finish(verifyRecord, [at, '--policy', policy, ...state, ...more]),
  };
}

/** Evidence that the reader at a desk was left with. */
export async function evidenceFiles(folder: string): Promise<string[]> {
  return (await readdir(join(folder, 'state', 'evidence')).catch(() => [])).map((name) =>
    join(folder, 'state', 'evidence', name),
  );
}
