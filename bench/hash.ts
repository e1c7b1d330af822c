import { hash } from 'node:crypto';
import { hashLeaves, hashNodes } from '../packages/core/src/record/sha256-lanes.ts';
import { compressPlain } from '../packages/core/src/record/sha256-plain.ts';
import { streamOver } from '../packages/core/src/record/sha256-stream.ts';

const LEAF_BYTES = 1024;
const LEAVES = 8192;
const NODES = 65_536;
/** The plain code is an order slower: it works on this part of the input and its rate is per item all the same. */
const PLAIN_PART = 8;
const ROUNDS = 15;
const WARM_UP_ROUNDS = 5;

/** One way to do the work: it hashes `items` leaves or nodes a call. */
type Contestant = { readonly name: string; readonly items: number; readonly run: () => void };

/**
 * Leaves and nodes per second on one core: the kernel, the plain code, node:crypto. The contestants take turns within a
 * round, so that a noisy neighbour slows all of them; the median round counts, and its ratio to node:crypto.
 */
export async function benchHash(): Promise<void> {
  const data = filled(LEAVES * LEAF_BYTES);
  const offsets = Uint32Array.from({ length: LEAVES + 1 }, (_, i) => i * LEAF_BYTES);
  const children = filled(NODES * 64);
  report(`leaves of ${LEAF_BYTES} bytes`, measure(leafContestants(data, offsets)));
  report('nodes', measure(nodeContestants(children)));
  report('Merkle tree, per leaf', measure(treeContestants(data, offsets)));
}

function leafContestants(data: Uint8Array, offsets: Uint32Array): readonly Contestant[] {
  const out = new Uint8Array(32 * LEAVES);
  const plain = LEAVES / PLAIN_PART;
  return [
    { name: 'ours, WebAssembly', items: LEAVES, run: () => hashLeaves(data, offsets, out) },
    {
      name: 'ours, plain',
      items: plain,
      run: () => eachSlice(data, LEAF_BYTES, plain, (e) => plainHash(0, e)),
    },
    {
      name: 'node:crypto',
      items: LEAVES,
      run: () => eachSlice(data, LEAF_BYTES, LEAVES, nativeHash(0, LEAF_BYTES)),
    },
  ];
}

function nodeContestants(children: Uint8Array): readonly Contestant[] {
  const out = new Uint8Array(32 * NODES);
  const plain = NODES / PLAIN_PART;
  return [
    { name: 'ours, WebAssembly', items: NODES, run: () => hashNodes(children, out) },
    { name: 'ours, plain', items: plain, run: () => eachSlice(children, 64, plain, (e) => plainHash(1, e)) },
    { name: 'node:crypto', items: NODES, run: () => eachSlice(children, 64, NODES, nativeHash(1, 64)) },
  ];
}

/** The root over all leaves: what building or auditing a log costs in hashing. */
function treeContestants(data: Uint8Array, offsets: Uint32Array): readonly Contestant[] {
  const level = new Uint8Array(32 * LEAVES);
  const lanes = () => {
    hashLeaves(data, offsets, level);
    for (let width = LEAVES; width > 1; width /= 2) hashNodes(level.subarray(0, 32 * width), level);
  };
  const leaf = nativeHash(0, LEAF_BYTES);
  const node = nativeHash(1, 64);
  const native = () => {
    eachSlice(data, LEAF_BYTES, LEAVES, (entry, i) => level.set(leaf(entry), 32 * i));
    for (let width = LEAVES; width > 1; width /= 2) {
      eachSlice(level, 64, width / 2, (pair, i) => level.set(node(pair), 32 * i));
    }
  };
  return [
    { name: 'ours, WebAssembly', items: LEAVES, run: lanes },
    { name: 'node:crypto', items: LEAVES, run: native },
  ];
}

function plainHash(prefix: number, item: Uint8Array): Uint8Array {
  return streamOver(compressPlain).update(Uint8Array.of(prefix)).update(item).digest();
}

/** node:crypto's one-shot hash, its fastest way for short messages, with the prefix in a buffer that is reused. */
function nativeHash(prefix: number, bytes: number): (item: Uint8Array) => Uint8Array {
  const message = new Uint8Array(1 + bytes);
  message[0] = prefix;
  return (item) => {
    message.set(item, 1);
    return hash('sha256', message, 'buffer');
  };
}

function eachSlice(
  bytes: Uint8Array,
  size: number,
  count: number,
  visit: (item: Uint8Array, index: number) => void,
): void {
  for (let i = 0; i < count; i++) visit(bytes.subarray(i * size, i * size + size), i);
}

/** Items per second of each contestant, by name: the median round. */
function measure(contestants: readonly Contestant[]): ReadonlyMap<string, number> {
  const rates = new Map<string, number[]>(contestants.map(({ name }) => [name, []]));
  for (let round = 0; round < WARM_UP_ROUNDS + ROUNDS; round++) {
    for (const { name, items, run } of contestants) {
      const start = performance.now();
      run();
      const seconds = (performance.now() - start) / 1000;
      if (round >= WARM_UP_ROUNDS) rates.get(name)?.push(items / seconds);
    }
  }
  return new Map(Array.from(rates, ([name, all]) => [name, median(all)]));
}

function median(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN;
}

function report(what: string, rates: ReadonlyMap<string, number>): void {
  const native = rates.get('node:crypto') ?? Number.NaN;
  process.stdout.write(`${what.padEnd(26)}${'per second'.padStart(14)}${'÷ node:crypto'.padStart(16)}\n`);
  for (const [name, rate] of rates) {
    const count = Math.round(rate).toLocaleString('en');
    process.stdout.write(
      `  ${name.padEnd(24)}${count.padStart(14)}${(rate / native).toFixed(2).padStart(16)}\n`,
    );
  }
}

/** Bytes from a seeded generator (seed 1): the same input in every run. */
function filled(length: number): Uint8Array {
  const bytes = new Uint8Array(length);
  let state = 1;
  for (let i = 0; i < length; i++) {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    bytes[i] = state >>> 24;
  }
  return bytes;
}

if (import.meta.main) await benchHash();
