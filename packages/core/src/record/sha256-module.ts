import { BLOCK_BYTES, DIGEST_BYTES, INITIAL_STATE, ROUND_CONSTANTS } from './sha256-plain.ts';
import {
  type Arithmetic,
  fourLanes,
  K,
  type Registers,
  registers,
  scalar,
  scheduledRounds,
  tabledRounds,
} from './sha256-rounds.ts';
import { reversed, reversedWord, transpose } from './sha256-rows.ts';
import type { Code, WasmFunction } from './sha256-wasm.ts';
import * as wasm from './sha256-wasm.ts';

// The memory of the kernel, in bytes.
const H = K + 256;
/** Eight rows of four lanes: word i of lane l is at STATE + 16 i + 4 l. */
export const STATE = 320;
/** For each last byte of a node's right child: the 64 words (K + schedule) of the node's second block. */
export const NODE_TABLE = 4096;
export const LANES = NODE_TABLE + 256 * 256;
/** Room in each of four buffers for a message of up to LANE_CAPACITY, a whole record entry, and its padding. */
export const LANE_BYTES = 66_560;
export const LANE_CAPACITY = 65_600;
/** Items as the caller gave them. `nodes` reads, and replaces, the byte before it. */
export const STAGE = LANES + 4 * LANE_BYTES + 64;
export const STAGE_BYTES = 262_144;
/** Digests, with room for the three lanes that a last group of nodes may leave over. */
export const OUT = STAGE + STAGE_BYTES;
export const OUT_DIGESTS = 4096;
const PAGES = Math.ceil((OUT + (OUT_DIGESTS + 3) * DIGEST_BYTES) / 65_536);

function eachState(r: Registers, emit: (register: number, index: number) => Code): Code {
  return r.state.map(emit);
}

/** Takes the state in, runs the rounds, adds the result to the state. `at` is 0, or four times the lane. */
function overState(ops: Arithmetic, r: Registers, at: Code, work: Code): Code {
  return [
    eachState(r, (register, i) => wasm.set(register, ops.load(at, STATE + 16 * i))),
    work,
    eachState(r, (register, i) =>
      ops.store(at, STATE + 16 * i, ops.add(wasm.get(register), ops.load(at, STATE + 16 * i))),
    ),
  ];
}

/** Brings 64 bytes of each lane into the words: register i holds word i of all lanes. */
function loadBlocks(r: Registers, load: (lane: number, offset: number) => Code): Code {
  const code: Code[] = [];
  for (let quarter = 0; quarter < 4; quarter++) {
    const rows = r.words.slice(4 * quarter, 4 * quarter + 4);
    rows.forEach((row, lane) => {
      code.push(wasm.set(row, load(lane, 16 * quarter)));
      code.push(wasm.set(row, reversed(wasm.get(row))));
    });
    code.push(transpose(rows, r.scratch));
  }
  return code;
}

const advance = (register: number, by: number): Code =>
  wasm.set(register, wasm.add(wasm.get(register), wasm.i32(by)));
const locals = (type: wasm.ValueType, count: number): readonly wasm.ValueType[] => Array(count).fill(type);

/** lanes(p0, p1, p2, p3, blocks): takes blocks from four places into the four columns of STATE. */
function lanes(): WasmFunction {
  const r = registers(5, 'v128');
  const body = [
    loadBlocks(r, (lane, offset) => wasm.v128Load(wasm.get(lane), offset)),
    overState(fourLanes, r, wasm.i32(0), scheduledRounds(fourLanes, r)),
    [0, 1, 2, 3].map((lane) => advance(lane, BLOCK_BYTES)),
    advance(4, -1),
  ];
  return {
    name: 'lanes',
    parameters: 5,
    result: false,
    locals: r.types,
    body: wasm.repeat(body, wasm.get(4)),
  };
}

/** one(p, blocks, lane): takes blocks into one column of STATE, without the vector unit. */
function one(): WasmFunction {
  const r = registers(3, 'i32');
  const body = [
    r.words.map((word, i) => [
      wasm.set(word, wasm.load(wasm.get(0), 4 * i)),
      wasm.set(word, reversedWord(word)),
    ]),
    overState(scalar, r, wasm.shiftLeft(wasm.get(2), wasm.i32(2)), scheduledRounds(scalar, r)),
    advance(0, BLOCK_BYTES),
    advance(1, -1),
  ];
  return { name: 'one', parameters: 3, result: false, locals: r.types, body: wasm.repeat(body, wasm.get(1)) };
}

/**
 * nodes(from, to, groups): the node hashes of four pairs of children a group. Pairs begin one byte after `from`, so
 * that the first block is read with a byte of room for the prefix 0x01. The second block holds the last byte of
 * the right child and padding alone: its schedule comes from NODE_TABLE and only the rounds remain.
 */
function nodes(): WasmFunction {
  const r = registers(3, 'v128');
  const tables = [0, 1, 2, 3].map((lane) => r.counter + 1 + lane);
  const first = r.words[0] as number;
  const initial = (i: number) => wasm.v128LoadSplat(wasm.i32(0), H + 4 * i);
  const stored = (i: number) => wasm.v128Load(wasm.i32(0), STATE + 16 * i);
  const masked = wasm.v128And(wasm.get(first), wasm.splat(wasm.i32(0x00ffffff)));
  const body = [
    loadBlocks(r, (lane, offset) => wasm.v128Load(wasm.get(0), BLOCK_BYTES * lane + offset)),
    wasm.set(first, wasm.v128Or(masked, wasm.splat(wasm.i32(0x01000000)))),
    eachState(r, (register, i) => wasm.set(register, initial(i))),
    scheduledRounds(fourLanes, r),
    eachState(r, (register, i) => [
      wasm.set(register, wasm.v128Add(wasm.get(register), initial(i))),
      wasm.v128Store(wasm.i32(0), STATE + 16 * i, wasm.get(register)),
    ]),
    tables.map((table, lane) => {
      const lastByte = wasm.load8(wasm.get(0), BLOCK_BYTES * (lane + 1));
      return [wasm.set(table, wasm.shiftLeft(lastByte, wasm.i32(8)))];
    }),
    tabledRounds(r, tables, NODE_TABLE),
    eachState(r, (register, i) => wasm.set(register, reversed(wasm.v128Add(wasm.get(register), stored(i))))),
    transpose(r.state.slice(0, 4), r.scratch),
    transpose(r.state.slice(4), r.scratch),
    eachState(r, (register, i) =>
      wasm.v128Store(wasm.get(1), DIGEST_BYTES * (i % 4) + (i < 4 ? 0 : 16), wasm.get(register)),
    ),
    advance(0, 4 * BLOCK_BYTES),
    advance(1, 4 * DIGEST_BYTES),
    advance(2, -1),
  ];
  const all = [...r.types, ...locals('i32', 4)];
  return { name: 'nodes', parameters: 3, result: false, locals: all, body: wasm.repeat(body, wasm.get(2)) };
}

const laneBase = (lane: Code): Code => wasm.add(wasm.multiply(lane, wasm.i32(LANE_BYTES)), wasm.i32(LANES));

/** pad(lane, bytes): pads the message in the lane's buffer (FIPS 180-4 §5.1.1), resets its state, gives its blocks. */
function pad(): WasmFunction {
  const [lane, bytes, base, blocks] = [wasm.get(0), wasm.get(1), wasm.get(2), wasm.get(3)];
  const end = wasm.add(base, bytes);
  const lengthAt = wasm.subtract(wasm.add(base, wasm.shiftLeft(blocks, wasm.i32(6))), wasm.i32(4));
  const body = [
    wasm.set(2, laneBase(lane)),
    wasm.set(3, wasm.shiftRight(wasm.add(bytes, wasm.i32(9 + 63)), wasm.i32(6))),
    [0, 16, 32, 48, 64].map((offset) => wasm.v128Store(end, offset, wasm.splat(wasm.i32(0)))),
    wasm.store8(end, 0, wasm.i32(0x80)),
    wasm.set(1, wasm.shiftLeft(bytes, wasm.i32(3))),
    wasm.store(lengthAt, 0, reversedWord(1)),
    INITIAL_STATE.map((word, i) => [
      wasm.store(wasm.shiftLeft(lane, wasm.i32(2)), STATE + 16 * i, wasm.i32(word)),
    ]),
    blocks,
  ];
  return { name: 'pad', parameters: 2, result: true, locals: locals('i32', 2), body };
}

/** load(lane, from, bytes, prefix): brings a message into the lane's buffer behind `prefix`, none if -1; pads it. */
function load(padIndex: number): WasmFunction {
  const [lane, from, bytes, prefix] = [wasm.get(0), wasm.get(1), wasm.get(2), wasm.get(3)];
  const [base, skip] = [wasm.get(4), wasm.get(5)];
  const body = [
    wasm.set(4, laneBase(lane)),
    wasm.set(5, wasm.subtract(wasm.i32(1), wasm.shiftRight(prefix, wasm.i32(31)))),
    wasm.store8(base, 0, prefix),
    wasm.copyMemory(wasm.add(base, skip), from, bytes),
    wasm.call(padIndex, lane, wasm.add(bytes, skip)),
  ];
  return { name: 'load', parameters: 4, result: true, locals: locals('i32', 2), body };
}

/** digest(lane, to): writes the lane's 32 bytes. */
function digest(): WasmFunction {
  const column = wasm.shiftLeft(wasm.get(0), wasm.i32(2));
  const body = INITIAL_STATE.map((_, i) => [
    wasm.set(2, wasm.load(column, STATE + 16 * i)),
    wasm.store(wasm.get(1), 4 * i, reversedWord(2)),
  ]);
  return { name: 'digest', parameters: 2, result: false, locals: locals('i32', 1), body };
}

/** The whole kernel as a WebAssembly module. */
export function emitModule(): Uint8Array<ArrayBuffer> {
  const data = [...ROUND_CONSTANTS, ...INITIAL_STATE].flatMap((word) => [
    word & 0xff,
    (word >>> 8) & 0xff,
    (word >>> 16) & 0xff,
    word >>> 24,
  ]);
  return wasm.assemble([pad(), load(0), digest(), one(), lanes(), nodes()], PAGES, data);
}
