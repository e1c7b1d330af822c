import { readdir, readFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { build } from 'esbuild';
import {
  consistencyProof,
  expectAccepted,
  leafHash,
  nodesFromLeaves,
  parseBundle,
  textOf,
  toBase64,
} from '../../packages/core/src/record/index.ts';
import type { Files, Task } from './probe.ts';
import { type SampleLog, sampleLog } from './sample-log.ts';

const vectors = resolve(import.meta.dirname, '../../testdata/vectors/go-log');

/** What every engine is asked: vectors from another implementation, and a log of our own. */
export async function makeTask(): Promise<Task> {
  const files: Record<string, string> = {};
  for (const entry of await readdir(vectors, { recursive: true, withFileTypes: true })) {
    if (!entry.isFile()) continue;
    const path = join(entry.parentPath, entry.name);
    files[path.slice(vectors.length + 1)] = await readFile(path, 'base64');
  }
  const keys = JSON.parse(await readFile(join(vectors, 'keys.json'), 'utf8')) as {
    readonly log: string;
    readonly cosigners: readonly string[];
  };
  const sample = sampleLog(300);
  return {
    texts: ['', 'abc', 'abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq', 'a'.repeat(1_000_000)],
    numbers: '[333333333.33333329,1E30,4.50,2e-3,0.000000000000000000000000001,5e-324,295147905179352825856]',
    goLog: files,
    goKeys: [keys.log, ...keys.cosigners],
    oldToNew: proofOf(files, Number(textAt(files, 'old-checkpoint').split('\n')[1]), 300),
    sample: inBase64(sample.files),
    policy: sample.policy,
    tamperAt: startOf(sample.files, 100) + 40,
    resizeAt: textOf(sample.files.get('checkpoint') ?? new Uint8Array())?.indexOf('300') ?? 0,
  };
}

function proofOf(files: Files, oldSize: number, size: number): readonly string[] {
  const leaves = ['tile/entries/000', `tile/entries/001.p/${size - 256}`].flatMap((path, place) => {
    const bytes = new Uint8Array(Buffer.from(files[path] ?? '', 'base64'));
    const { starts, ends } = expectAccepted(parseBundle(bytes, place === 0 ? 256 : size - 256));
    return Array.from(starts, (start, i) => leafHash(bytes.subarray(start, ends[i])));
  });
  const read = nodesFromLeaves(new Uint8Array(Buffer.concat(leaves)));
  return consistencyProof(oldSize, size, read).map(toBase64);
}

/** Where entry `index` of the first bundle starts. */
function startOf(files: SampleLog['files'], index: number): number {
  const { starts } = expectAccepted(parseBundle(files.get('tile/entries/000') ?? new Uint8Array(), 256));
  return starts[index] ?? 0;
}

function inBase64(files: SampleLog['files']): Files {
  return Object.fromEntries(Array.from(files, ([path, bytes]) => [path, toBase64(bytes)]));
}

function textAt(files: Files, path: string): string {
  return Buffer.from(files[path] ?? '', 'base64').toString('utf8');
}

/** The probe as a module that imports the bundle beside it, `./verify.mjs`: every engine runs the same two files. */
export async function bundleProbe(): Promise<string> {
  const { outputFiles } = await build({
    entryPoints: [resolve(import.meta.dirname, 'probe.ts')],
    bundle: true,
    format: 'esm',
    platform: 'neutral',
    write: false,
    logLevel: 'silent',
    plugins: [
      {
        name: 'the bundle instead of the source',
        setup: ({ onResolve }) =>
          onResolve({ filter: /record\/index\.ts$/ }, () => ({ path: './verify.mjs', external: true })),
      },
    ],
  });
  return outputFiles[0]?.text ?? '';
}
