import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import type * as lanesModule from './sha256-lanes.ts';

type Lanes = typeof lanesModule;

const hex = (bytes: Uint8Array) => Buffer.from(bytes).toString('hex');
const reference = (...parts: Uint8Array[]) => createHash('sha256').update(Buffer.concat(parts)).digest('hex');
const LEAF = Uint8Array.of(0);
const NODE = Uint8Array.of(1);

function filled(length: number, seed: number): Uint8Array<ArrayBuffer> {
  const bytes = new Uint8Array(length);
  let state = seed;
  for (let i = 0; i < length; i++) {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    bytes[i] = state >>> 24;
  }
  return bytes;
}

/** Items end to end, as the bulk functions take them. */
function packed(items: readonly Uint8Array[]): { data: Uint8Array; offsets: Uint32Array } {
  const offsets = new Uint32Array(items.length + 1);
  items.forEach((item, i) => {
    offsets[i + 1] = (offsets[i] as number) + item.length;
  });
  return { data: Buffer.concat(items), offsets };
}

function digests(out: Uint8Array, count: number, from = 0): string[] {
  return Array.from({ length: count }, (_, i) => hex(out.subarray(from + 32 * i, from + 32 * i + 32)));
}

const BORDERS = [
  0, 1, 54, 55, 56, 62, 63, 64, 65, 118, 119, 120, 1024, 65_535, 65_598, 65_599, 65_600, 65_601, 300_000,
];

describe.each([
  ['with the WebAssembly kernel', true],
  ['where WebAssembly is refused', false],
])('%s', (_, allowed) => {
  let lanes: Lanes;
  let hasKernel: boolean;

  beforeEach(async () => {
    vi.resetModules();
    if (!allowed) vi.stubGlobal('WebAssembly', undefined);
    lanes = await import('./sha256-lanes.ts');
    hasKernel = (await import('./sha256-kernel.ts')).kernel() !== null;
  });
  afterEach(() => vi.unstubAllGlobals());

  function expectItems(items: readonly Uint8Array[]): void {
    const { data, offsets } = packed(items);
    const out = new Uint8Array(32 * items.length);
    lanes.hashLeaves(data, offsets, out);
    expect(digests(out, items.length)).toEqual(items.map((item) => reference(LEAF, item)));
    lanes.hashMany(data, offsets, out);
    expect(digests(out, items.length)).toEqual(items.map((item) => reference(item)));
  }

  test('the path under test is the one it says', () => {
    expect(hasKernel).toBe(allowed);
  });

  test.each(BORDERS)('one entry of %i bytes alone', (length) => {
    expectItems([filled(length, length)]);
  });

  test('entries of every border length side by side, in both orders', () => {
    const items = BORDERS.map((length) => filled(length, length + 1));
    expectItems(items);
    expectItems([...items].reverse());
  });

  test('no entries leave no hashes', () => {
    const out = new Uint8Array(32).fill(7);
    lanes.hashLeaves(new Uint8Array(0), Uint32Array.of(0), out);
    lanes.hashNodes(new Uint8Array(0), out);
    expect(out).toEqual(new Uint8Array(32).fill(7));
  });

  test('entries of random lengths agree with another implementation', () => {
    const item = fc.integer({ min: 0, max: 300 }).chain((n) => fc.uint8Array({ minLength: n, maxLength: n }));
    fc.assert(fc.property(fc.array(item, { maxLength: 40 }), expectItems), { numRuns: 60 });
  });

  test('more entries, and more bytes, than the kernel stages at once', () => {
    const many = Array.from({ length: 9001 }, (_, i) => filled(i % 90, i));
    expectItems(many);
    expectItems(Array.from({ length: 40 }, (_, i) => filled(65_535 - i, i)));
  });

  test('entries may begin inside the data and hashes inside the output', () => {
    const data = filled(500, 3);
    const out = new Uint8Array(128).fill(9);
    lanes.hashLeaves(data, Uint32Array.of(100, 250, 333), out, 32);
    expect(digests(out, 2, 32)).toEqual([
      reference(LEAF, data.subarray(100, 250)),
      reference(LEAF, data.subarray(250, 333)),
    ]);
    expect(out.subarray(0, 32)).toEqual(new Uint8Array(32).fill(9));
    expect(out.subarray(96)).toEqual(new Uint8Array(32).fill(9));
  });

  test.each([1, 2, 3, 4, 5, 255, 4096, 4097, 10_001])('%i nodes', (count) => {
    const children = filled(64 * count, count);
    const out = new Uint8Array(32 * count + 32).fill(5);
    lanes.hashNodes(children, out);
    const expected = Array.from({ length: count }, (_, i) =>
      reference(NODE, children.subarray(64 * i, 64 * i + 64)),
    );
    expect(digests(out, count)).toEqual(expected);
    expect(out.subarray(32 * count)).toEqual(new Uint8Array(32).fill(5));
  });

  test('a node whose right child ends in any byte', () => {
    const children = filled(64 * 256, 11);
    for (let last = 0; last < 256; last++) children[64 * last + 63] = last;
    const out = new Uint8Array(32 * 256);
    lanes.hashNodes(children, out);
    const expected = Array.from({ length: 256 }, (_, i) =>
      reference(NODE, children.subarray(64 * i, 64 * i + 64)),
    );
    expect(digests(out, 256)).toEqual(expected);
  });

  test('a level of a tree can be hashed in place', () => {
    const level = filled(64 * 9001, 17);
    const apart = new Uint8Array(32 * 9001);
    lanes.hashNodes(level, apart);
    lanes.hashNodes(level, level);
    expect(hex(level.subarray(0, apart.length))).toBe(hex(apart));
  });

  test('one leaf and one node by themselves', () => {
    const [left, right] = [filled(32, 1), filled(32, 2)];
    expect(hex(lanes.hashLeaf(filled(99, 4)))).toBe(reference(LEAF, filled(99, 4)));
    expect(hex(lanes.hashNode(left, right))).toBe(reference(NODE, left, right));
  });

  test('shapes that do not fit are refused with the sizes, and nothing is written', () => {
    const out = new Uint8Array(64);
    const refused: readonly (readonly [() => void, string])[] = [
      [() => lanes.hashLeaves(new Uint8Array(9), new Uint32Array(0), out), 'got none'],
      [() => lanes.hashLeaves(new Uint8Array(9), Uint32Array.of(0, 5, 4), out), 'item 1 runs from 5 to 4'],
      [() => lanes.hashLeaves(new Uint8Array(9), Uint32Array.of(0, 10), out), 'ends at 10, data has 9 bytes'],
      [
        () => lanes.hashLeaves(new Uint8Array(9), Uint32Array.of(0, 1, 2), out, 1),
        '63 bytes, 2 hashes need 64',
      ],
      [() => lanes.hashNodes(new Uint8Array(65), out), 'got 65 bytes'],
      [() => lanes.hashNodes(new Uint8Array(192), out), '64 bytes, 3 hashes need 96'],
      [() => lanes.hashNode(new Uint8Array(32), new Uint8Array(31)), 'got 32 and 31'],
    ];
    for (const [call, message] of refused) expect(call).toThrow(message);
    expect(out).toEqual(new Uint8Array(64));
  });
});
