// A very small WebAssembly assembler: only what the SHA-256 kernel uses. Code is bytes, nested as they were composed
// and laid flat at the end; an operand is code that leaves one value on the stack.
// Opcodes: WebAssembly core specification 2.0, §5.4.

export type Code = number | readonly Code[];
export type ValueType = 'i32' | 'v128';

const VALUE_TYPE: Readonly<Record<ValueType, number>> = { i32: 0x7f, v128: 0x7b };

/** LEB128, for sizes, indices and offsets. */
function unsigned(value: number): number[] {
  const bytes: number[] = [];
  let rest = value >>> 0;
  for (; rest > 0x7f; rest >>>= 7) bytes.push((rest & 0x7f) | 0x80);
  return [...bytes, rest];
}

/** LEB128 of a signed 32-bit number, for constants: the last byte's bit 6 is the sign. */
function signed(value: number): number[] {
  const bytes: number[] = [];
  let rest = value | 0;
  for (; rest < -0x40 || rest > 0x3f; rest >>= 7) bytes.push((rest & 0x7f) | 0x80);
  return [...bytes, rest & 0x7f];
}

const simd = (opcode: number): Code => [0xfd, unsigned(opcode)];
const binary =
  (opcode: Code) =>
  (x: Code, y: Code): Code => [x, y, opcode];
const memory = (opcode: Code, offset: number): Code => [opcode, 0, unsigned(offset)];

export const get = (local: number): Code => [0x20, unsigned(local)];
export const set = (local: number, x: Code): Code => [x, 0x21, unsigned(local)];
export const i32 = (value: number): Code => [0x41, signed(value)];
export const add = binary(0x6a);
export const subtract = binary(0x6b);
export const multiply = binary(0x6c);
export const and = binary(0x71);
export const or = binary(0x72);
export const xor = binary(0x73);
export const shiftLeft = binary(0x74);
export const shiftRight = binary(0x76);
export const rotateLeft = binary(0x77);
export const rotateRight = binary(0x78);
export const load = (at: Code, offset: number): Code => [at, memory(0x28, offset)];
export const load8 = (at: Code, offset: number): Code => [at, memory(0x2d, offset)];
export const store = (at: Code, offset: number, x: Code): Code => [at, x, memory(0x36, offset)];
export const store8 = (at: Code, offset: number, x: Code): Code => [at, x, memory(0x3a, offset)];
export const copyMemory = (to: Code, from: Code, bytes: Code): Code => [to, from, bytes, 0xfc, 10, 0, 0];
/** Runs `body` again and again until `again`, evaluated after it, is 0. */
export const repeat = (body: Code, again: Code): Code => [0x03, 0x40, body, again, 0x0d, 0, 0x0b];
export const call = (index: number, ...operands: readonly Code[]): Code => [operands, 0x10, index];

export const v128Load = (at: Code, offset: number): Code => [at, memory(simd(0x00), offset)];
export const v128LoadSplat = (at: Code, offset: number): Code => [at, memory(simd(0x09), offset)];
export const v128Store = (at: Code, offset: number, x: Code): Code => [at, x, memory(simd(0x0b), offset)];
export const v128And = binary(simd(0x4e));
export const v128Or = binary(simd(0x50));
export const v128Xor = binary(simd(0x51));
export const v128Add = binary(simd(0xae));
export const v128ShiftLeft = binary(simd(0xab));
export const v128ShiftRight = binary(simd(0xad));
export const splat = (x: Code): Code => [x, simd(0x11)];
/** The 16 bytes of `x` in the order of `picks`. */
export const swizzle = (x: Code, picks: readonly number[]): Code => [x, simd(0x0c), picks, simd(0x0e)];
/** The 16 bytes that `picks` names out of the 32 of `x` and `y`. */
export const shuffle = (x: Code, y: Code, picks: readonly number[]): Code => [x, y, simd(0x0d), picks];

export type WasmFunction = {
  readonly name: string;
  readonly parameters: number;
  readonly result: boolean;
  /** Locals beyond the parameters, which take the numbers from 0. */
  readonly locals: readonly ValueType[];
  readonly body: Code;
};

/** A module of i32 functions over one exported memory, `memory`, that starts out as `data`. */
export function assemble(
  functions: readonly WasmFunction[],
  pages: number,
  data: readonly number[],
): Uint8Array<ArrayBuffer> {
  const types = functions.map((f) => [
    0x60,
    list(Array(f.parameters).fill(VALUE_TYPE.i32)),
    list(f.result ? [VALUE_TYPE.i32] : []),
  ]);
  const exports = functions.map((f, index) => [text(f.name), 0, index]);
  const bodies = functions.map((f) =>
    sized([list(f.locals.map((type) => [1, VALUE_TYPE[type]])), f.body, 0x0b]),
  );
  const header = [0x00, 0x61, 0x73, 0x6d, 1, 0, 0, 0];
  const sections = [
    section(1, types),
    section(3, Array.from(functions.keys())),
    section(5, [[1, unsigned(pages), unsigned(pages)]]),
    section(7, [[text('memory'), 2, 0], ...exports]),
    section(10, bodies),
    section(11, [[0, 0x41, 0, 0x0b, sized(data)]]),
  ];
  return Uint8Array.from(flat([header, sections]));
}

function flat(code: Code, into: number[] = []): number[] {
  if (typeof code === 'number') into.push(code);
  else for (const part of code) flat(part, into);
  return into;
}

function sized(code: Code): Code {
  const bytes = flat(code);
  return [unsigned(bytes.length), bytes];
}

const list = (items: readonly Code[]): Code => [unsigned(items.length), items];
const section = (id: number, items: readonly Code[]): Code => [id, sized(list(items))];
const text = (name: string): Code => sized(Array.from(name, (letter) => letter.charCodeAt(0)));
