import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { setTimeout as wait } from 'node:timers/promises';

/** The command `armistice`. */
export const CLI = join(import.meta.dirname, '../packages/server/src/cli/main.ts');

// What else the server's Node is told, such as `--cpu-prof --cpu-prof-dir=/tmp/profile`.
const NODE_OPTIONS = (process.env.ARMISTICE_BENCH_NODE ?? '').split(' ').filter((one) => one !== '');

/** An answer to one line, and when it came. */
export interface Heard {
  readonly index: number;
  readonly line: number;
  readonly at: number;
}

/** The server in a process of its own, as a sender and a watcher see it. */
export class Server {
  readonly #child: ChildProcess;
  readonly url: string;
  readonly answeredMs: number;
  readonly #begun: number;
  readonly #token: string;

  private constructor(child: ChildProcess, url: string, begun: number, token: string) {
    this.#child = child;
    this.url = url;
    this.#begun = begun;
    this.#token = token;
    this.answeredMs = performance.now() - begun;
  }

  static async start(
    { folder, state }: { readonly folder: string; readonly state: string },
    database: string | undefined,
    { page = false }: { readonly page?: boolean } = {},
  ): Promise<Server> {
    const begun = performance.now();
    const child = spawn(
      process.execPath,
      [
        '--conditions=@armistice/source',
        ...NODE_OPTIONS,
        CLI,
        'start',
        '--data',
        folder,
        '--port',
        '0',
        ...(page ? [] : ['--no-page']),
        '--json',
      ],
      {
        env: { ...process.env, ARMISTICE_STATE: state, DATABASE_URL: database ?? '' },
        stdio: ['ignore', 'pipe', 'inherit'],
      },
    );
    let said = '';
    while (!said.includes('\n'))
      said += String((await once(child.stdout as NodeJS.ReadableStream, 'data'))[0]);
    const { url } = JSON.parse(said) as { readonly url: string };
    await (await fetch(`${url}/api/health`)).text();
    const token = readFileSync(join(folder, 'private', 'operator-token'), 'utf8').trim();
    return new Server(child, url, begun, token);
  }

  async readyMs(): Promise<number> {
    while ((await fetch(`${this.url}/api/ready`)).status !== 200) await wait(20);
    return performance.now() - this.#begun;
  }

  /** Asks as the operator. */
  get(path: string): Promise<Response> {
    return fetch(this.url + path, { headers: { 'armistice-operator': this.#token } });
  }

  async gauges(): Promise<ReadonlyMap<string, number>> {
    const response = await this.get('/metrics');
    const rows = (await response.text()).matchAll(/^armistice_(\w+) (\S+)$/gm);
    return new Map(Array.from(rows, ([, name = '', value]) => [name, Number(value)]));
  }

  /** Streams lines and hears the answers, each with its time. */
  async send(lines: AsyncIterable<Uint8Array>, heard: (answer: Heard) => void): Promise<void> {
    const headers = { 'armistice-operator': this.#token, 'content-type': 'application/x-ndjson' };
    const request = { method: 'POST', headers, body: Readable.toWeb(Readable.from(lines)), duplex: 'half' };
    const response = await fetch(`${this.url}/api/reports`, request as unknown as RequestInit);
    let rest = '';
    for await (const chunk of response.body as unknown as AsyncIterable<Uint8Array>) {
      const at = performance.now();
      const text = rest + Buffer.from(chunk).toString();
      const end = text.lastIndexOf('\n') + 1;
      rest = text.slice(end);
      // Not parsed: the sender shares the machine, and its work is not what is measured.
      for (const [, line, index] of text.slice(0, end).matchAll(/^\{"line":(\d+),.*?"index":(\d+)/gm))
        heard({ line: Number(line), index: Number(index), at });
    }
  }

  async stop(): Promise<void> {
    const ended = once(this.#child, 'exit');
    this.#child.kill('SIGTERM');
    await ended;
  }
}
