import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  type AddCheckpoint,
  concat,
  consistencyProof,
  cosign,
  expectAccepted,
  formatBundle,
  formatCheckpoint,
  formatNote,
  formatReceipt,
  formatTilePath,
  formatVkey,
  hashLeaf,
  inclusionProof,
  nodesFromLeaves,
  parseSignedCheckpoint,
  parseVkey,
  rootOf,
  type SignedCheckpoint,
  signNote,
  TILE_WIDTH,
  tilesBetween,
} from '@armistice/core/record';
import { testSigner } from '@armistice/core/record-testing';
import { afterAll, beforeAll, describe, expect, onTestFinished, type TestContext, test } from 'vitest';
import { writeLog } from '../cli/testing-logs.ts';
import { nodeVerifier } from '../record/keys.ts';
import { askWitness, lastSeen } from './client.ts';
import { ORIGIN, TwoHistories, temporaryFolder, type Which } from './testing.ts';
import { goProgram, runProgram, startProgram, stopProgram, whyNoGo } from './testing-programs.ts';

let why: string | undefined;
beforeAll(async () => {
  why = await whyNoGo();
});
const needsGo = (context: TestContext) => {
  if (why !== undefined) context.skip(why);
};

const SIZE = 70_000;
const OLD = 12_345;

/** The entries, tiles and checkpoints of a large log, made once: `{"n":<i>}` in the words of no mission. */
class LargeLog {
  readonly signer = testSigner(ORIGIN, 'ed25519');
  readonly cosigners = ['north', 'south', 'monitor'].map((name) =>
    testSigner(`${name}.example/witness`, 'cosignature-ed25519'),
  );
  readonly entries = Array.from({ length: SIZE }, (_, i) => new TextEncoder().encode(`{"n":${i}}`));
  readonly #leaves = concat(this.entries.map(hashLeaf));
  readonly #read = nodesFromLeaves(this.#leaves);

  checkpoint(size: number): SignedCheckpoint {
    const text = formatCheckpoint({ origin: ORIGIN, size, root: rootOf(size, this.#read) });
    const cosignatures = this.cosigners.map((signer) => cosign(text, 1_777_000_000, signer));
    const note = { text, signatures: [signNote(text, this.signer), ...cosignatures] };
    return expectAccepted(parseSignedCheckpoint(formatNote(note)));
  }

  receipt(index: number): string {
    const path = inclusionProof(index, SIZE, this.#read);
    return formatReceipt({ index, path, checkpoint: this.checkpoint(SIZE) });
  }

  files(): Map<string, Uint8Array> {
    const files = new Map([['checkpoint', new TextEncoder().encode(formatNote(this.checkpoint(SIZE).note))]]);
    for (const { level, place, width } of [...tilesBetween(0, OLD), ...tilesBetween(0, SIZE)]) {
      const from = place * TILE_WIDTH;
      const nodes = (at: number) =>
        concat(Array.from({ length: width }, (_, i) => this.#read({ level: at * 8, place: from + i })));
      const bytes = level === 'entries' ? formatBundle(this.entries.slice(from, from + width)) : nodes(level);
      files.set(formatTilePath({ level, place, width }), bytes);
    }
    return files;
  }
}

describe('the verifier in Go, on a log of ours of 70,000 entries with four signatures', () => {
  const log = new LargeLog();
  let folder = '';
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'armistice-interop-'));
    await writeLog(join(folder, 'log'), log.files());
    await writeFile(join(folder, 'old'), formatNote(log.checkpoint(OLD).note));
    await writeFile(join(folder, 'receipt'), log.receipt(34_567));
    await writeFile(join(folder, 'leaf'), log.entries[34_567] as Uint8Array);
  });
  afterAll(() => rm(folder, { recursive: true, force: true }));

  const verify = (...more: string[]) =>
    runProgram(goProgram('verify'), [
      ...['-log', formatVkey(log.signer.key)],
      ...log.cosigners.flatMap(({ key }) => ['-cosigner', formatVkey(key)]),
      ...more,
      join(folder, 'log'),
    ]);

  test('accepts it: six inclusion proofs, consistency from 12,345, a receipt, every entry and tile', async (context) => {
    needsGo(context);
    const receipt = ['-proof', join(folder, 'receipt'), '-leaf', join(folder, 'leaf')];
    const six = ['-inclusion', '0,255,256,12344,65536,69999'];
    const done = await verify('-old', join(folder, 'old'), ...six, ...receipt);
    expect(done.code).toBe(0);
    const lines = done.stdout.trim().split('\n');
    expect(lines.filter((line) => !line.startsWith('ok '))).toEqual([]);
    const said = (what: RegExp) => lines.filter((line) => what.test(line)).length;
    expect([said(/ {3}log signature/), said(/ {3}cosigned by/), said(/ {3}inclusion/)]).toEqual([1, 3, 6]);
    expect(said(/ {3}leaves 70000$/)).toBe(1);
    expect(said(/ {3}consistency 12345->70000, 18 hashes$/)).toBe(1);
    expect(said(/ {3}receipt: /)).toBeGreaterThan(4);
  });

  test.for([
    ['one flipped byte of an entry', formatTilePath({ level: 'entries', place: 100, width: 256 }), 77],
    ['an edited size', 'checkpoint', ORIGIN.length + 1],
    ['a flipped byte of a hash tile', formatTilePath({ level: 0, place: 200, width: 256 }), 1000],
    ['a flipped byte of a tile above', formatTilePath({ level: 1, place: 0, width: 256 }), 1000],
  ] as const)('refuses it with %s', async ([, path, at], context) => {
    needsGo(context);
    const file = join(folder, 'log', path);
    const whole = await readFile(file);
    const flipped = Buffer.from(whole);
    flipped[at] = (flipped[at] ?? 0) ^ 1;
    await writeFile(file, flipped);
    onTestFinished(() => writeFile(file, whole));
    expect((await verify()).code).toBe(1);
  });
});

describe('the witness in Go, asked by our log', () => {
  const histories = new TwoHistories();

  async function running() {
    const folder = await temporaryFolder(onTestFinished);
    const file = join(folder, 'key');
    const made = await runProgram(goProgram('witness'), ['-genkey', 'north.example/witness', file]);
    const key = expectAccepted(parseVkey(made.stdout.trim()));
    const log = formatVkey(histories.signer.key);
    const { url, child } = await startProgram(goProgram('witness'), [
      '-key',
      file,
      '-state',
      join(folder, 'state'),
      '-log',
      log,
    ]);
    onTestFinished(() => stopProgram(child));
    const ask = (which: Which, oldSize: number, size: number) => {
      const proof = consistencyProof(oldSize, size, nodesFromLeaves(histories.leaves(which, size)));
      const request: AddCheckpoint = { oldSize, proof, checkpoint: histories.checkpoint(which, size) };
      return askWitness(url, key, request, nodeVerifier(), 5_000);
    };
    return { url, key, child, ask };
  }

  test('co-signs the first and the grown checkpoint, and tells what it saw last', async (context) => {
    needsGo(context);
    const { url, key, ask } = await running();
    expect(await lastSeen(url, ORIGIN, key, 5_000)).toEqual({ answer: 'never' });
    expect(await ask('honest', 0, 10)).toMatchObject({ answer: 'cosigned' });
    expect(await ask('honest', 10, 64)).toMatchObject({ answer: 'cosigned' });
    expect(await lastSeen(url, ORIGIN, key, 5_000)).toMatchObject({
      answer: 'seen',
      checkpoint: { size: 64 },
    });
  });

  test('answers a stale size with its own, and a rewritten history with a refusal', async (context) => {
    needsGo(context);
    const { ask } = await running();
    await ask('honest', 0, 20);
    expect(await ask('honest', 10, 30)).toEqual({ answer: 'conflict', size: 20 });
    expect(await ask('rewritten', 20, 30)).toMatchObject({ answer: 'refused', status: 422 });
  });

  test('is unreachable once it has stopped, whatever is asked', async (context) => {
    needsGo(context);
    const { url, key, ask, child } = await running();
    await stopProgram(child);
    expect(await ask('honest', 0, 10)).toMatchObject({ answer: 'unreachable' });
    expect(await lastSeen(url, ORIGIN, key, 5_000)).toMatchObject({ answer: 'unreachable' });
  });
});
