// Test-only: files as a bad link, a bad disk or a bad person leaves them.

/** Numbers of a seed, each below what is asked. */
export function dice(seed: number): (below: number) => number {
  let state = (seed * 2_654_435_761) >>> 0;
  return (below) => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) % Math.max(1, below);
  };
}

/** A file as a bad link, a bad disk or a bad person leaves it: cut off, turned over, doubled, with another's bytes within. */
export function damaged(whole: Uint8Array, other: Uint8Array, seed: number): Uint8Array {
  const below = dice(seed);
  let bytes: Buffer = Buffer.from(whole);
  for (let turns = below(3); turns >= 0; turns--) {
    const at = below(bytes.length);
    const [before, after] = [bytes.subarray(0, at), bytes.subarray(at)];
    const piece = other.subarray(below(other.length)).subarray(0, 1 + below(60));
    const ways = [
      () => before,
      () => after,
      () => Buffer.concat([before, piece, after]),
      () => Buffer.concat([before, after.subarray(1 + below(40))]),
      () => Buffer.concat([bytes, after]),
      () => Buffer.concat([before, Buffer.alloc(1 + below(8), [0, 0x22, 0x0a, 0xff, 0x3c][below(5)]), after]),
    ];
    if (below(2) === 0) bytes = (ways[below(ways.length)] as () => Buffer)();
    else for (let flips = below(12); flips >= 0; flips--) bytes[below(bytes.length)] = below(256);
    if (bytes.length === 0) return bytes;
  }
  return bytes;
}
