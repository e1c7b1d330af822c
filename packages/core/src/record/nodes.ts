import type { ReadNode } from './merkle.ts';
import { hashNodes } from './sha256-lanes.ts';

/** Reads any complete subtree of a tree whose leaf hashes are all in memory, hashing each level once, on first need. */
export function nodesFromLeaves(leaves: Uint8Array): ReadNode {
  const levels: Uint8Array[] = [leaves];
  return ({ level, place }) => {
    while (levels.length <= level) {
      const below = levels[levels.length - 1] as Uint8Array;
      const pairs = Math.floor(below.length / 64);
      const above = new Uint8Array(pairs * 32);
      hashNodes(below.subarray(0, pairs * 64), above);
      levels.push(above);
    }
    const hash = levels[level]?.slice(place * 32, place * 32 + 32);
    if (hash?.length !== 32) throw new Error(`the tree has no complete subtree ${level}/${place}`);
    return hash;
  };
}
