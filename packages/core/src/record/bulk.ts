import { appendSubtree, type Frontier, type Hash } from './merkle.ts';
import { hashNodes } from './sha256-lanes.ts';

/** Root over a run of leaf or node hashes, level by level in bulk; an odd one out goes up unchanged, as RFC 6962 has it. */
export function tileRoot(hashes: Uint8Array): Hash {
  let level = hashes;
  while (level.length > 32) {
    const pairs = Math.floor(level.length / 64);
    const odd = level.length % 64;
    const above = new Uint8Array(pairs * 32 + odd);
    hashNodes(level.subarray(0, pairs * 64), above);
    if (odd > 0) above.set(level.subarray(pairs * 64), pairs * 32);
    level = above;
  }
  return level.slice(0, 32);
}

/** Appends a run of leaf hashes, as large complete subtrees as the size allows, so that the hashing is done in bulk. */
export function appendHashes(frontier: Frontier, hashes: Uint8Array): Frontier {
  let grown = frontier;
  let at = 0;
  while (at < hashes.length) {
    let width = 1;
    let level = 0;
    while (grown.size % (width * 2) === 0 && at + width * 64 <= hashes.length) {
      width *= 2;
      level += 1;
    }
    grown = appendSubtree(grown, tileRoot(hashes.subarray(at, at + width * 32)), level);
    at += width * 32;
  }
  return grown;
}
