import type { Code } from './sha256-wasm.ts';
import * as wasm from './sha256-wasm.ts';

const BYTES_REVERSED = [3, 2, 1, 0, 7, 6, 5, 4, 11, 10, 9, 8, 15, 14, 13, 12];
const words = (...picks: readonly number[]) =>
  picks.flatMap((word) => [4 * word, 4 * word + 1, 4 * word + 2, 4 * word + 3]);
const LOW = words(0, 4, 1, 5);
const HIGH = words(2, 6, 3, 7);
const LOW_PAIR = words(0, 1, 4, 5);
const HIGH_PAIR = words(2, 3, 6, 7);

export const reversed = (x: Code): Code => wasm.swizzle(x, BYTES_REVERSED);

export function reversedWord(register: number): Code {
  const turned = (bits: number) => wasm.rotateLeft(wasm.get(register), wasm.i32(bits));
  return wasm.or(wasm.and(turned(8), wasm.i32(0x00ff00ff)), wasm.and(turned(24), wasm.i32(0xff00ff00)));
}

/** Rows to columns, in place, of four registers of four words. */
export function transpose(rows: readonly number[], scratch: readonly number[]): Code {
  const [r0, r1, r2, r3] = rows.map(wasm.get) as [Code, Code, Code, Code];
  const [s0, s1, s2, s3] = scratch.map(wasm.get) as [Code, Code, Code, Code];
  const put = (to: readonly number[], values: readonly Code[]) =>
    values.map((x, i) => wasm.set(to[i] as number, x));
  const halves = [
    wasm.shuffle(r0, r1, LOW),
    wasm.shuffle(r2, r3, LOW),
    wasm.shuffle(r0, r1, HIGH),
    wasm.shuffle(r2, r3, HIGH),
  ];
  const whole = [
    wasm.shuffle(s0, s1, LOW_PAIR),
    wasm.shuffle(s0, s1, HIGH_PAIR),
    wasm.shuffle(s2, s3, LOW_PAIR),
    wasm.shuffle(s2, s3, HIGH_PAIR),
  ];
  return [put(scratch, halves), put(rows, whole)];
}
