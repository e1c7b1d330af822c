import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  appendSubtree,
  consistencyProof,
  EMPTY_FRONTIER,
  emptyRoot,
  type Frontier,
  frontierRoot,
  type Hash,
  inclusionProof,
  isSize,
  leafHash,
  rootFromInclusion,
  rootOf,
  verifyConsistency,
  verifyInclusion,
} from './merkle.ts';
import { nodesFromLeaves } from './nodes.ts';

// RFC 6962 §2.1 as its text reads: over entries, by recursion, with the host's own SHA-256.
const SIZES = 300;
const entries = Array.from({ length: SIZES }, (_, i) => Buffer.from(`entry ${i}`));
const sha = (...parts: Uint8Array[]) => createHash('sha256').update(Buffer.concat(parts)).digest();
const known = new Map<string, Uint8Array>();

function split(n: number): number {
  let k = 1;
  while (k * 2 < n) k *= 2;
  return k;
}

/** MTH(D[from:to]). */
function mth(from: number, to: number): Uint8Array {
  const name = `${from}:${to}`;
  const held = known.get(name);
  if (held !== undefined) return held;
  let hash: Uint8Array;
  if (to === from) hash = sha();
  else if (to - from === 1) hash = sha(Uint8Array.of(0), entries[from] as Uint8Array);
  else {
    const k = from + split(to - from);
    hash = sha(Uint8Array.of(1), mth(from, k), mth(k, to));
  }
  known.set(name, hash);
  return hash;
}

/** PATH(m, D[from:to]). */
function path(m: number, from: number, to: number): Uint8Array[] {
  const n = to - from;
  if (n === 1) return [];
  const k = split(n);
  return m < k
    ? [...path(m, from, from + k), mth(from + k, to)]
    : [...path(m - k, from + k, to), mth(from, from + k)];
}

/** SUBPROOF(m, D[from:to], whole). */
function subproof(m: number, from: number, to: number, whole: boolean): Uint8Array[] {
  const n = to - from;
  if (m === n) return whole ? [] : [mth(from, to)];
  const k = split(n);
  return m <= k
    ? [...subproof(m, from, from + k, whole), mth(from + k, to)]
    : [...subproof(m - k, from + k, to, false), mth(from, from + k)];
}

const leaves = new Uint8Array(Buffer.concat(entries.map((entry) => leafHash(entry))));
const read = nodesFromLeaves(leaves);
const leaf = (index: number) => leaves.slice(index * 32, index * 32 + 32);
const text = (hash: Uint8Array | undefined) =>
  hash === undefined ? 'none' : Buffer.from(hash).toString('base64');
const texts = (hashes: readonly Uint8Array[]) => hashes.map(text).join(' ');

/** Every way to spoil one hash of a proof, or its length. */
function spoilt(proof: readonly Hash[], at: number): Hash[][] {
  const flipped = proof.map((hash, i) =>
    i === at ? hash.map((byte, b) => (b === at % 32 ? byte ^ 1 : byte)) : hash,
  );
  const swapped = [...proof];
  if (proof.length > 1) {
    const other = (at + 1) % proof.length;
    [swapped[at], swapped[other]] = [proof[other] as Hash, proof[at] as Hash];
  }
  const added = [...proof.slice(0, at), leaf(0), ...proof.slice(at)];
  const behind = [...proof, leaf(0)];
  const short = proof.map((hash, i) => (i === at ? hash.slice(0, 31) : hash));
  const dropped = proof.filter((_, i) => i !== at);
  return [
    added,
    behind,
    ...(proof.length > 0 ? [flipped, dropped, short] : []),
    ...(proof.length > 1 ? [swapped] : []),
  ];
}

describe('the root', () => {
  test('of every size up to 300 is that of the standard, however it is reached', () => {
    let frontier: Frontier = EMPTY_FRONTIER;
    for (let size = 0; size <= SIZES; size++) {
      const expected = text(mth(0, size));
      expect(text(rootOf(size, read))).toBe(expected);
      expect(text(frontierRoot(frontier))).toBe(expected);
      if (size < SIZES) frontier = appendSubtree(frontier, leaf(size));
    }
  });

  test('of nothing is the hash of nothing', () => {
    expect(Buffer.from(emptyRoot()).toString('hex')).toBe(
      'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855',
    );
  });

  test('whole subtrees appended give the same as their leaves', () => {
    const widths = fc.array(fc.nat({ max: 5 }), { maxLength: 20 });
    fc.assert(
      fc.property(widths, (levels) => {
        let frontier: Frontier = EMPTY_FRONTIER;
        for (const level of levels) {
          const width = 2 ** level;
          if (frontier.size % width !== 0 || frontier.size + width > SIZES) continue;
          frontier = appendSubtree(frontier, mth(frontier.size, frontier.size + width), level);
        }
        expect(text(frontierRoot(frontier))).toBe(text(mth(0, frontier.size)));
      }),
    );
  });

  test('a subtree that does not fit the size is a bug of the caller', () => {
    const one = appendSubtree(EMPTY_FRONTIER, leaf(0));
    expect(() => appendSubtree(one, leaf(1), 1)).toThrow('cannot follow leaf 1');
  });

  test('a subtree beyond the leaves at hand is not made up', () => {
    expect(() => read({ level: 8, place: 1 })).toThrow('8/1');
  });
});

describe('inclusion', () => {
  test('the proof of every entry in every tree up to 300 is that of the standard, and holds', () => {
    for (let size = 1; size <= SIZES; size++) {
      const root = rootOf(size, read);
      for (let index = 0; index < size; index++) {
        const proof = inclusionProof(index, size, read);
        if (texts(proof) !== texts(path(index, 0, size))) throw new Error(`proof of ${index} in ${size}`);
        if (!verifyInclusion(leaf(index), index, size, proof, root))
          throw new Error(`${index} in ${size} does not hold`);
      }
    }
  });

  test('no proof holds for another entry, another place or another size with a hash dropped, added, swapped or flipped', () => {
    const sample = fc
      .integer({ min: 1, max: SIZES })
      .chain((size) => fc.tuple(fc.constant(size), fc.nat({ max: size - 1 }), fc.nat()));
    fc.assert(
      fc.property(sample, ([size, index, seed]) => {
        const proof = inclusionProof(index, size, read);
        const root = rootOf(size, read);
        for (const bad of spoilt(proof, proof.length === 0 ? 0 : seed % proof.length)) {
          expect(verifyInclusion(leaf(index), index, size, bad, root)).toBe(false);
        }
        const other = seed % SIZES;
        if (other !== index) {
          expect(verifyInclusion(leaf(other), index, size, proof, root)).toBe(false);
          expect(verifyInclusion(leaf(index), other, size, proof, root)).toBe(false);
        }
        expect(verifyInclusion(leaf(index), index, size, proof, rootOf((size % SIZES) + 1, read))).toBe(
          false,
        );
      }),
      { numRuns: 400 },
    );
  });

  test.each([
    ['an index at the size', 5, 5],
    ['a negative index', -1, 5],
    ['half an index', 0.5, 5],
    ['an index that is no number', Number.NaN, 5],
    ['a size beyond 2^53', 0, 2 ** 53],
    ['an empty tree', 0, 0],
  ])('%s has no proof', (_, index, size) => {
    expect(rootFromInclusion(leaf(0), index, size, [])).toBeUndefined();
  });
});

describe('consistency', () => {
  test('the proof between every pair of sizes up to 300 is that of the standard, and holds', () => {
    for (let size = 0; size <= SIZES; size++) {
      for (let oldSize = 0; oldSize <= size; oldSize++) {
        const proof = consistencyProof(oldSize, size, read);
        const expected = oldSize === 0 ? [] : subproof(oldSize, 0, size, true);
        if (texts(proof) !== texts(expected)) throw new Error(`proof from ${oldSize} to ${size}`);
        if (!verifyConsistency(oldSize, mth(0, oldSize), size, mth(0, size), proof)) {
          throw new Error(`${oldSize} to ${size} does not hold`);
        }
      }
    }
  });

  test('no proof holds with a hash dropped, added, swapped or flipped, nor between other trees', () => {
    const sample = fc
      .integer({ min: 1, max: SIZES })
      .chain((size) => fc.tuple(fc.constant(size), fc.nat({ max: size }), fc.nat()));
    fc.assert(
      fc.property(sample, ([size, oldSize, seed]) => {
        const proof = consistencyProof(oldSize, size, read);
        const [oldRoot, root] = [mth(0, oldSize), mth(0, size)];
        for (const bad of spoilt(proof, proof.length === 0 ? 0 : seed % proof.length)) {
          expect(verifyConsistency(oldSize, oldRoot, size, root, bad)).toBe(false);
        }
        const other = (size + 1 + (seed % (SIZES - 1))) % (SIZES + 1);
        expect(verifyConsistency(oldSize, oldRoot, size, mth(0, other), proof)).toBe(
          other === size || oldSize === 0,
        );
        expect(verifyConsistency(oldSize, mth(0, other), size, root, proof)).toBe(other === oldSize);
        expect(verifyConsistency(size + 1, oldRoot, size, root, proof)).toBe(false);
      }),
      { numRuns: 400 },
    );
  });

  test('a tree is consistent with itself only under one root', () => {
    expect(verifyConsistency(7, mth(0, 7), 7, mth(0, 7), [])).toBe(true);
    expect(verifyConsistency(7, mth(0, 7), 7, mth(0, 8), [])).toBe(false);
  });

  test('from the empty tree there is nothing to prove, but its root is one', () => {
    expect(verifyConsistency(0, emptyRoot(), 7, mth(0, 7), [])).toBe(true);
    expect(verifyConsistency(0, mth(0, 1), 7, mth(0, 7), [])).toBe(false);
    expect(verifyConsistency(0, emptyRoot(), 7, mth(0, 7), [leaf(0)])).toBe(false);
  });

  test('sizes past 2^31 and past 2^52 keep their arithmetic', () => {
    for (const size of [2 ** 31 + 1, 2 ** 40 + 12_345, 2 ** 52 + 3]) {
      // A tree whose leaves are all alike: each level has one hash for its complete subtrees.
      const levels = [leaf(0)];
      const same = ({ level }: { readonly level: number }) => {
        while (levels.length <= level) {
          const below = levels.at(-1) as Hash;
          levels.push(new Uint8Array(sha(Uint8Array.of(1), below, below)));
        }
        return levels[level] as Hash;
      };
      const root = rootOf(size, same);
      for (const index of [0, 2 ** 31 - 1, size - 1]) {
        expect(verifyInclusion(leaf(0), index, size, inclusionProof(index, size, same), root)).toBe(true);
      }
      for (const oldSize of [1, 2 ** 31, size - 1]) {
        const proof = consistencyProof(oldSize, size, same);
        expect(verifyConsistency(oldSize, rootOf(oldSize, same), size, root, proof)).toBe(true);
        expect(verifyConsistency(oldSize, leaf(1), size, root, proof)).toBe(false);
      }
    }
  });
});

test.each([
  [0, true],
  [2 ** 53 - 1, true],
  [2 ** 53, false],
  [-1, false],
  [1.5, false],
  [Number.NaN, false],
  ['7', false],
  [null, false],
])('%s is a size: %s', (value, expected) => {
  expect(isSize(value)).toBe(expected);
});
