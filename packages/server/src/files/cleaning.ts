import { type ChildProcessByStdio, spawn } from 'node:child_process';
import { dirname, join, sep } from 'node:path';
import process from 'node:process';
import type { Readable, Writable } from 'node:stream';
import { fileURLToPath } from 'node:url';
import { Problem } from '../problems.ts';

const CLEANER = fileURLToPath(new URL('./cleaner.ts', import.meta.url));
const MODULES = join(dirname(CLEANER), '../../../../node_modules');
const LIMIT_MS = 20_000;
const MOST_OUT_BYTES = 64 * 1024 * 1024;
/** Pictures that are cleaned at once, and that wait for it. */
const AT_ONCE = 2;
const MOST_WAITING = 32;

/** A picture could not be read, or took too long. */
export class NotClean extends Problem {
  constructor() {
    super('request/media-type', 'the picture cannot be read: it is damaged, too large, or none');
    this.name = 'NotClean';
  }
}

let running = 0;
const waiting: (() => void)[] = [];

/**
 * The picture made anew from its pixels, without anything that stood around them. It is read in a process that may open no
 * socket and no file but its own program, and that is ended after 20 seconds. Throws {@link NotClean} where it cannot be read.
 */
export async function cleaned(bytes: Uint8Array): Promise<Uint8Array> {
  if (waiting.length >= MOST_WAITING) throw new Problem('intake/full', 'too many pictures wait to be read');
  if (running >= AT_ONCE) await new Promise<void>((go) => waiting.push(go));
  running += 1;
  try {
    return await inChild(bytes);
  } finally {
    running -= 1;
    waiting.shift()?.();
  }
}

/** Runs a program of this folder in a process that may open no socket, and no file but those of its own code. */
export function shutIn(program: string): ChildProcessByStdio<Writable, Readable, null> {
  const readable = [`${dirname(CLEANER)}${sep}`, `${MODULES}${sep}`];
  const flags = ['--permission', ...readable.map((path) => `--allow-fs-read=${path}*`), '--no-warnings'];
  // No environment: it may hold secrets, and flags for another program.
  return spawn(process.execPath, [...flags, '--max-old-space-size=512', program], {
    env: {},
    stdio: ['pipe', 'pipe', 'ignore'],
  });
}

function inChild(bytes: Uint8Array): Promise<Uint8Array> {
  const child = shutIn(CLEANER);
  const late = setTimeout(() => child.kill('SIGKILL'), LIMIT_MS);
  const pieces: Buffer[] = [];
  let size = 0;
  child.stdout.on('data', (piece: Buffer) => {
    size += piece.length;
    if (size > MOST_OUT_BYTES) child.kill('SIGKILL');
    else pieces.push(piece);
  });
  // It may end before it has read everything.
  child.stdin.on('error', () => undefined);
  child.stdin.end(bytes);
  return new Promise((done, failed) => {
    child.on('error', failed);
    child.on('close', (code) => {
      clearTimeout(late);
      if (code === 0 && size > 0) done(Buffer.concat(pieces));
      else failed(new NotClean());
    });
  });
}
