import { transpose } from './sha256-rows.ts';
import type { Code } from './sha256-wasm.ts';
import * as wasm from './sha256-wasm.ts';

/** Where the kernel's memory holds the 64 round constants. */
export const K = 0;

/** What differs between one message at a time (i32) and four (i32x4). */
export type Arithmetic = {
  readonly add: (x: Code, y: Code) => Code;
  readonly and: (x: Code, y: Code) => Code;
  readonly xor: (x: Code, y: Code) => Code;
  readonly shiftRight: (x: Code, bits: Code) => Code;
  readonly rotateRight: (x: Code, bits: number) => Code;
  /** The word at an address, the same in every lane. */
  readonly constant: (at: Code, offset: number) => Code;
  readonly load: (at: Code, offset: number) => Code;
  readonly store: (at: Code, offset: number, x: Code) => Code;
};

export const scalar: Arithmetic = {
  add: wasm.add,
  and: wasm.and,
  xor: wasm.xor,
  shiftRight: wasm.shiftRight,
  rotateRight: (x, bits) => wasm.rotateRight(x, wasm.i32(bits)),
  constant: wasm.load,
  load: wasm.load,
  store: wasm.store,
};

export const fourLanes: Arithmetic = {
  add: wasm.v128Add,
  and: wasm.v128And,
  xor: wasm.v128Xor,
  shiftRight: wasm.v128ShiftRight,
  rotateRight: (x, bits) =>
    wasm.v128Or(wasm.v128ShiftRight(x, wasm.i32(bits)), wasm.v128ShiftLeft(x, wasm.i32(32 - bits))),
  constant: wasm.v128LoadSplat,
  load: wasm.v128Load,
  store: wasm.v128Store,
};

/** Numbers of the locals that a kernel works on: a..h, the 16 words of the schedule, scratch values, a loop counter. */
export type Registers = {
  readonly state: readonly number[];
  readonly words: readonly number[];
  readonly scratch: readonly number[];
  readonly counter: number;
};

/** The registers with numbers from `first` on, and their types in that order. */
export function registers(
  first: number,
  type: wasm.ValueType,
): Registers & { readonly types: readonly wasm.ValueType[] } {
  const from = (start: number, count: number) => Array.from({ length: count }, (_, i) => first + start + i);
  const types = [...Array<wasm.ValueType>(28).fill(type), 'i32'] as const;
  return { state: from(0, 8), words: from(8, 16), scratch: from(24, 4), counter: first + 28, types };
}

const local = (numbers: readonly number[], index: number): number =>
  numbers[index % numbers.length] as number;

/**
 * Sixteen rounds of FIPS 180-4 §6.2.2 step 3. Instead of moving a..h by one place a round, the names move; after
 * sixteen they are back. `before(i)` runs ahead of round i, `term(i)` leaves K + W for it.
 */
function sixteenRounds(
  ops: Arithmetic,
  r: Registers,
  before: (i: number) => Code,
  term: (i: number) => Code,
): Code {
  const code: Code[] = [];
  for (let i = 0; i < 16; i++) {
    const name = (letter: number) => local(r.state, 16 + letter - i);
    const [d, h] = [name(3), name(7)];
    const value = (letter: number) => wasm.get(name(letter));
    const [a, b, e, f, g] = [value(0), value(1), value(4), value(5), value(6)];
    const differ = r.scratch[i % 2] as number;
    const differed = r.scratch[1 - (i % 2)] as number;
    const choose = ops.xor(g, ops.and(e, ops.xor(f, g)));
    // maj(a, b, c) = ((a ^ b) & (b ^ c)) ^ b, and b ^ c is the a ^ b of the round before.
    const majority = ops.xor(b, ops.and(wasm.get(differ), wasm.get(differed)));
    const withTerm = ops.add(wasm.get(h), term(i));
    code.push(
      before(i),
      wasm.set(h, ops.add(withTerm, ops.add(choose, turned(ops, e, [6, 11, 25])))),
      wasm.set(d, ops.add(wasm.get(d), wasm.get(h))),
      wasm.set(differ, ops.xor(a, b)),
      wasm.set(h, ops.add(ops.add(wasm.get(h), majority), turned(ops, a, [2, 13, 22]))),
    );
  }
  return code;
}

/** What the first of the rounds expects of the one before it. */
function expectDiffer(ops: Arithmetic, r: Registers): Code {
  return wasm.set(
    r.scratch[1] as number,
    ops.xor(wasm.get(r.state[1] as number), wasm.get(r.state[2] as number)),
  );
}

function turned(ops: Arithmetic, x: Code, [p, q, s]: readonly [number, number, number]): Code {
  return ops.xor(ops.xor(ops.rotateRight(x, p), ops.rotateRight(x, q)), ops.rotateRight(x, s));
}

/** FIPS 180-4 §6.2.2 step 1: the word of 16 rounds ago gives way to the one for this round. */
function nextWord(ops: Arithmetic, r: Registers, i: number): Code {
  const word = (back: number) => wasm.get(local(r.words, 16 + i - back));
  const sigma = (x: Code, p: number, q: number, shift: number) =>
    ops.xor(ops.xor(ops.rotateRight(x, p), ops.rotateRight(x, q)), ops.shiftRight(x, wasm.i32(shift)));
  const older = ops.add(ops.add(word(16), word(7)), sigma(word(15), 7, 18, 3));
  return wasm.set(local(r.words, i), ops.add(older, sigma(word(2), 17, 19, 10)));
}

/**
 * The 64 rounds over the words of a block. A loop of sixteen rather than 64 in a row: less than half the code to
 * emit and compile, and measured no slower.
 */
export function scheduledRounds(ops: Arithmetic, r: Registers): Code {
  const counter = wasm.get(r.counter);
  const term = (i: number) => ops.add(ops.constant(counter, K + 4 * i), wasm.get(local(r.words, i)));
  const next = (i: number) => nextWord(ops, r, i);
  const advance = wasm.set(r.counter, wasm.add(counter, wasm.i32(64)));
  return [
    wasm.set(r.counter, wasm.i32(0)),
    expectDiffer(ops, r),
    sixteenRounds(ops, r, () => [], term),
    advance,
    wasm.repeat([sixteenRounds(ops, r, next, term), advance], wasm.xor(counter, wasm.i32(256))),
  ];
}

/**
 * The 64 rounds over K + W read from a table of 256 bytes for each lane, whose addresses, less `offset`, are in the
 * locals `tables`.
 */
export function tabledRounds(r: Registers, tables: readonly number[], offset: number): Code {
  const rows = r.words.slice(0, 4);
  const four = (i: number): Code => [
    rows.map((row, lane) => wasm.set(row, wasm.v128Load(wasm.get(tables[lane] as number), offset + 4 * i))),
    transpose(rows, r.words.slice(4, 8)),
  ];
  const before = (i: number) => (i % 4 === 0 ? four(i) : []);
  const term = (i: number) => wasm.get(rows[i % 4] as number);
  const counter = wasm.get(r.counter);
  return [
    wasm.set(r.counter, wasm.i32(4)),
    expectDiffer(fourLanes, r),
    wasm.repeat(
      [
        sixteenRounds(fourLanes, r, before, term),
        tables.map((table) => wasm.set(table, wasm.add(wasm.get(table), wasm.i32(64)))),
        wasm.set(r.counter, wasm.subtract(counter, wasm.i32(1))),
      ],
      counter,
    ),
  ];
}
