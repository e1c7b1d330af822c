import fc from 'fast-check';
import { expect, test } from 'vitest';
import { appendHashes, tileRoot } from './bulk.ts';
import { concat } from './bytes.ts';
import { EMPTY_FRONTIER, frontierRoot, rootOf } from './merkle.ts';
import { nodesFromLeaves } from './nodes.ts';
import { bytesFor } from './testing.ts';

const leaves = concat(Array.from({ length: 700 }, (_, i) => bytesFor(`leaf ${i}`)));
const read = nodesFromLeaves(leaves);
const first = (size: number) => leaves.subarray(0, size * 32);
const hex = (hash: Uint8Array) => Buffer.from(hash).toString('hex');

test('hashed in bulk the root of every size up to 300 is the same as leaf by leaf', () => {
  for (let size = 1; size <= 300; size++) expect(hex(tileRoot(first(size)))).toBe(hex(rootOf(size, read)));
});

test('in whatever runs leaf hashes are appended, the tree is the same', () => {
  fc.assert(
    fc.property(fc.array(fc.nat({ max: 300 }), { maxLength: 12 }), (runs) => {
      let frontier = EMPTY_FRONTIER;
      for (const run of runs)
        frontier = appendHashes(frontier, leaves.subarray(frontier.size * 32, (frontier.size + run) * 32));
      expect(hex(frontierRoot(frontier))).toBe(hex(rootOf(frontier.size, read)));
    }),
    { numRuns: 60 },
  );
});
