// Columns of rows as arrays in PostgreSQL's binary form (array_recv): a database reads them without parsing a text,
// and bytes cross threads and sockets as they are. One dimension, counted from 1, without nulls.

const TYPES = { bytea: 17, int8: 20, int4: 23, text: 25, float8: 701 } as const;
const HEAD = 20;

function arrayOf(type: keyof typeof TYPES, count: number, bytes: number): Buffer {
  const array = Buffer.alloc(HEAD + count * 4 + bytes);
  // No dimensions at all where it is empty: else the database refuses it.
  array.writeInt32BE(count === 0 ? 0 : 1, 0);
  array.writeInt32BE(TYPES[type], 8);
  array.writeInt32BE(count, 12);
  array.writeInt32BE(1, 16);
  return count === 0 ? array.subarray(0, 12) : array;
}

/** `int4[]` of whole numbers of 32 bits. */
export function int4s(values: readonly number[]): Uint8Array {
  return numbers('int4', 4, values, (array, value, at) => array.writeInt32BE(value, at));
}

/** `int8[]` of whole numbers up to 2^53, or of 64 bits. */
export function int8s(values: readonly (number | bigint)[]): Uint8Array {
  return numbers('int8', 8, values, (array, value, at) => {
    if (typeof value === 'bigint') array.writeBigInt64BE(value, at);
    else {
      array.writeInt32BE(Math.floor(value / 2 ** 32), at);
      array.writeInt32BE(value | 0, at + 4);
    }
  });
}

/** `float8[]`. */
export function float8s(values: readonly number[]): Uint8Array {
  return numbers('float8', 8, values, (array, value, at) => array.writeDoubleBE(value, at));
}

function numbers<T>(
  type: keyof typeof TYPES,
  width: number,
  values: readonly T[],
  put: (array: Buffer, value: T, at: number) => void,
): Uint8Array {
  const array = arrayOf(type, values.length, values.length * width);
  let at = HEAD;
  for (const value of values) {
    array.writeInt32BE(width, at);
    put(array, value, at + 4);
    at += 4 + width;
  }
  return array;
}

/** `bytea[]` of bytes that are given as hexadecimal text. */
export function byteas(values: readonly string[]): Uint8Array {
  return varied('bytea', 'hex', values);
}

/** `text[]`. */
export function texts(values: readonly string[]): Uint8Array {
  return varied('text', 'utf8', values);
}

function varied(type: 'bytea' | 'text', encoding: 'hex' | 'utf8', values: readonly string[]): Uint8Array {
  let bytes = 0;
  for (const value of values) bytes += Buffer.byteLength(value, encoding);
  const array = arrayOf(type, values.length, bytes);
  let at = HEAD;
  for (const value of values) {
    const length = array.write(value, at + 4, encoding);
    array.writeInt32BE(length, at);
    at += 4 + length;
  }
  return array;
}
