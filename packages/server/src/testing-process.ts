// Test-only: the whole server in a process of its own, as `npm start` runs it but without the page.
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { OPERATOR_TOKEN } from './mission-operator.ts';
import { OPERATOR_HEADER } from './people/asker.ts';

const MAIN = fileURLToPath(new URL('./cli/main.ts', import.meta.url));

/** Where a mission lies, and what its operator remembers of it. */
export interface Place {
  readonly folder: string;
  readonly state: string;
}

/** What became of one line of a stream. */
export interface LineAnswer {
  readonly line: number;
  readonly key?: string;
  readonly index?: number;
  readonly leaf?: string;
  readonly promise?: string;
  readonly already?: boolean;
  readonly problem?: { readonly code: string; readonly detail: string };
}

/** A server that listens on a free port, and the header that shows its operator's token. */
export interface ServerProcess {
  readonly child: ChildProcess;
  readonly url: string;
  readonly asOperator: { readonly [header: string]: string };
}

/** Starts the server on a mission that was founded before; throws where it ends before it listens. */
export async function startProcess({ folder, state }: Place): Promise<ServerProcess> {
  const line = ['start', '--data', folder, '--port', '0', '--no-page', '--json'];
  const child = spawn(process.execPath, ['--conditions=@armistice/source', MAIN, ...line], {
    env: { ...process.env, ARMISTICE_STATE: state },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const url = await new Promise<string>((done, failed) => {
    let said = '';
    child.stdout?.on('data', (bytes: Buffer) => {
      said += bytes.toString();
      const found = /"url":"([^"]+)"/.exec(said)?.[1];
      if (found !== undefined) done(found);
    });
    child.once('exit', (code) => failed(new Error(`the server ended with ${code} before it listened`)));
  });
  const token = readFileSync(join(folder, OPERATOR_TOKEN), 'utf8').trim();
  return { child, url, asOperator: { [OPERATOR_HEADER]: token } };
}

/** Ends the process and waits until it is gone. */
export async function endProcess({ child }: ServerProcess, signal: 'SIGTERM' | 'SIGKILL'): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const ended = once(child, 'exit');
  child.kill(signal);
  await ended;
}

/**
 * Streams lines to the server and gives each answer as soon as it is heard. What follows the last line feed was cut
 * off, and nobody was told it. Throws where the connection breaks.
 */
export async function* streamLines(
  { url, asOperator }: ServerProcess,
  lines: AsyncIterable<Uint8Array>,
): AsyncGenerator<LineAnswer> {
  const headers = { ...asOperator, 'content-type': 'application/x-ndjson' };
  const request = { method: 'POST', headers, body: ReadableStream.from(lines), duplex: 'half' };
  const response = await fetch(`${url}/api/reports`, request as unknown as RequestInit);
  let rest = '';
  for await (const chunk of response.body as unknown as AsyncIterable<Uint8Array>) {
    const text = rest + Buffer.from(chunk).toString();
    const whole = text.split('\n');
    rest = whole.pop() ?? '';
    for (const line of whole) yield JSON.parse(line) as LineAnswer;
  }
}
