/** A longer copy of a column of whole numbers. */
export function longerInts(from: Int32Array, length: number, fill = 0): Int32Array<ArrayBuffer> {
  const into = new Int32Array(length);
  if (fill !== 0) into.fill(fill, from.length);
  into.set(from);
  return into;
}

/** A longer copy of a column of numbers. */
export function longerFloats(from: Float64Array, length: number): Float64Array<ArrayBuffer> {
  const into = new Float64Array(length);
  into.set(from);
  return into;
}
