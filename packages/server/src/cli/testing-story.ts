import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Io } from './command.ts';
import { runCommand } from './run.ts';

let home = '';

/** A path in the folder of the story. */
export const at = (...names: string[]): string => join(home, ...names);

/** The folder in which a story happens: its people's machines, sticks and logs. */
export function openStory(): void {
  home = mkdtempSync(join(tmpdir(), 'armistice-story-'));
  process.env.ARMISTICE_STATE = at('state');
}

export function closeStory(): void {
  delete process.env.ARMISTICE_STATE;
  rmSync(home, { recursive: true, force: true });
}

/** What a command answered. */
export interface Ran {
  readonly exit: number;
  readonly out: string;
  readonly err: string;
}

/** Runs one line as a person would type it. */
export async function run(line: readonly string[], stdin = ''): Promise<Ran> {
  let out = '';
  let err = '';
  const io: Io = {
    stdin: (async function* () {
      yield new TextEncoder().encode(stdin);
    })(),
    out: (text) => {
      out += text;
    },
    err: (text) => {
      err += text;
    },
    interactive: false,
    env: { ARMISTICE_STATE: at('state') },
    now: () => Date.now(),
    signal: new AbortController().signal,
  };
  return { exit: await runCommand(line, io), out, err };
}

export const lastLine = (text: string) => JSON.parse(text.trim().split('\n').at(-1) ?? '{}');

export function filesUnder(folder: string): string[] {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) =>
    entry.isDirectory() ? filesUnder(join(folder, entry.name)) : [join(folder, entry.name)],
  );
}

/** The files of a folder in which a text stands. */
export const holds = (folder: string, text: string): string[] =>
  filesUnder(folder).filter((file) => readFileSync(file).includes(text));
