import { sha256 } from './sha256.ts';
import { type Kernel, kernel } from './sha256-kernel.ts';
import { LANE_BYTES, LANE_CAPACITY, LANES, OUT, OUT_DIGESTS, STAGE, STAGE_BYTES } from './sha256-module.ts';
import { DIGEST_BYTES } from './sha256-plain.ts';

// RFC 6962 §2.1: the first byte keeps an entry from passing for a node and the reverse.
const LEAF_PREFIX = 0x00;
const NODE_PREFIX = 0x01;
const NO_PREFIX = -1;
const LEAF = Uint8Array.of(LEAF_PREFIX);
const NODE = Uint8Array.of(NODE_PREFIX);
const PAIR_BYTES = 2 * DIGEST_BYTES;

/** The RFC 6962 leaf hash H(0x00 ‖ entry): 32 bytes. */
export function hashLeaf(entry: Uint8Array): Uint8Array<ArrayBuffer> {
  return sha256(LEAF, entry);
}

/** The RFC 6962 node hash H(0x01 ‖ left ‖ right): 32 bytes. Throws RangeError unless both children have 32 bytes. */
export function hashNode(left: Uint8Array, right: Uint8Array): Uint8Array<ArrayBuffer> {
  if (left.length !== DIGEST_BYTES || right.length !== DIGEST_BYTES) {
    throw new RangeError(`a node has two children of 32 bytes, got ${left.length} and ${right.length}`);
  }
  return sha256(NODE, left, right);
}

/**
 * The leaf hash of each entry `data[offsets[i]..offsets[i + 1]]`, written to `out` from `outOffset` on, 32 bytes each.
 * `offsets` holds one number more than there are entries. Throws RangeError, with nothing written, when shapes do not fit.
 */
export function hashLeaves(data: Uint8Array, offsets: Uint32Array, out: Uint8Array, outOffset = 0): void {
  hashItems(LEAF_PREFIX, data, offsets, out, outOffset);
}

/** As `hashLeaves`, but the plain SHA-256 of each item. */
export function hashMany(data: Uint8Array, offsets: Uint32Array, out: Uint8Array, outOffset = 0): void {
  hashItems(NO_PREFIX, data, offsets, out, outOffset);
}

/**
 * The node hash of each 64-byte pair of children, 32 bytes each. `out` may share the memory of `children` if it does
 * not begin after it: a level of a tree can be hashed in place. Throws RangeError when shapes do not fit.
 */
export function hashNodes(children: Uint8Array, out: Uint8Array): void {
  if (children.length % PAIR_BYTES !== 0) {
    throw new RangeError(`children must be pairs of ${PAIR_BYTES} bytes, got ${children.length} bytes`);
  }
  const count = children.length / PAIR_BYTES;
  checkRoom(out, 0, count);
  const k = kernel();
  for (let done = 0; done < count; ) {
    const some = k === null ? 1 : Math.min(OUT_DIGESTS, count - done);
    const pairs = children.subarray(PAIR_BYTES * done, PAIR_BYTES * (done + some));
    if (k === null) out.set(sha256(NODE, pairs), DIGEST_BYTES * done);
    else {
      k.bytes.set(pairs, STAGE);
      k.nodes(STAGE - 1, OUT, Math.ceil(some / 4));
      out.set(k.bytes.subarray(OUT, OUT + DIGEST_BYTES * some), DIGEST_BYTES * done);
    }
    done += some;
  }
}

function hashItems(
  prefix: number,
  data: Uint8Array,
  offsets: Uint32Array,
  out: Uint8Array,
  outOffset: number,
): void {
  checkItems(data, offsets);
  const count = offsets.length - 1;
  checkRoom(out, outOffset, count);
  const k = kernel();
  for (let first = 0; first < count; ) {
    const end = k === null ? first : stageEnd(offsets, first);
    if (k === null || end === first) {
      const item = data.subarray(offsets[first], offsets[first + 1]);
      const digest = prefix === NO_PREFIX ? sha256(item) : sha256(Uint8Array.of(prefix), item);
      out.set(digest, outOffset + DIGEST_BYTES * first);
      first += 1;
    } else {
      k.bytes.set(data.subarray(offsets[first], offsets[end]), STAGE);
      runLanes(k, prefix, offsets, first, end);
      out.set(k.bytes.subarray(OUT, OUT + DIGEST_BYTES * (end - first)), outOffset + DIGEST_BYTES * first);
      first = end;
    }
  }
}

/** How far the items from `first` on fit the kernel's memory; `first` itself if that one is too long for a lane. */
function stageEnd(offsets: Uint32Array, first: number): number {
  const last = Math.min(offsets.length - 1, first + OUT_DIGESTS);
  const limit = (offsets[first] as number) + STAGE_BYTES;
  let end = first;
  while (end < last) {
    const to = offsets[end + 1] as number;
    if (to > limit || to - (offsets[end] as number) >= LANE_CAPACITY) break;
    end += 1;
  }
  return end;
}

const IDLE = 0x7fff_ffff;
// Owned by runLanes: for each lane the address of its next block, the blocks left, and the item it works on.
const at = new Int32Array(4);
const left = new Int32Array(4);
const item = new Int32Array(4);

/** Hashes the staged items first..end. A lane that finishes takes the next item, so mixed lengths keep all lanes busy. */
function runLanes(k: Kernel, prefix: number, offsets: Uint32Array, first: number, end: number): void {
  const origin = STAGE - (offsets[first] as number);
  let next = first;
  let busy = 0;
  left.fill(0);
  for (;;) {
    let run = IDLE;
    for (let lane = 0; lane < 4; lane++) {
      if (left[lane] === 0) {
        at[lane] = LANES + lane * LANE_BYTES;
        if (next < end) {
          const from = offsets[next] as number;
          left[lane] = k.load(lane, origin + from, (offsets[next + 1] as number) - from, prefix);
          item[lane] = next++;
          busy += 1;
        } else left[lane] = IDLE;
      }
      run = Math.min(run, left[lane] as number);
    }
    if (busy === 0) return;
    step(k, busy, run);
    for (let lane = 0; lane < 4; lane++) {
      if (left[lane] === IDLE) continue;
      left[lane] = (left[lane] as number) - run;
      at[lane] = (at[lane] as number) + 64 * run;
      if (left[lane] !== 0) continue;
      k.digest(lane, OUT + DIGEST_BYTES * ((item[lane] as number) - first));
      busy -= 1;
    }
  }
}

/** A last message alone is faster without the vector unit. An idle lane of several hashes what its buffer holds. */
function step(k: Kernel, busy: number, run: number): void {
  if (busy > 1) {
    k.lanes(at[0] as number, at[1] as number, at[2] as number, at[3] as number, run);
    return;
  }
  for (let lane = 0; lane < 4; lane++) if (left[lane] !== IDLE) k.one(at[lane] as number, run, lane);
}

function checkItems(data: Uint8Array, offsets: Uint32Array): void {
  if (offsets.length === 0)
    throw new RangeError('offsets must hold one number more than there are items, got none');
  for (let i = 0; i + 1 < offsets.length; i++) {
    if ((offsets[i] as number) > (offsets[i + 1] as number)) {
      throw new RangeError(`offsets must not fall: item ${i} runs from ${offsets[i]} to ${offsets[i + 1]}`);
    }
  }
  const end = offsets[offsets.length - 1] as number;
  if (end > data.length) throw new RangeError(`the last item ends at ${end}, data has ${data.length} bytes`);
}

function checkRoom(out: Uint8Array, outOffset: number, count: number): void {
  if (out.length - outOffset >= count * DIGEST_BYTES) return;
  const room = out.length - outOffset;
  throw new RangeError(`out has room for ${room} bytes, ${count} hashes need ${count * DIGEST_BYTES}`);
}
