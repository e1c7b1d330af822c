// The package's main file is CommonJS for Node and something else for bundlers; its source is one ES module for both.
declare module 'mgrs/mgrs.js' {
  /** The grid reference of [longitude, latitude], without blanks, with 0 to 5 digits each way. */
  export function forward(position: readonly [number, number], digits: number): string;
  /** West, south, east and north of the square of a reference without blanks. Throws on what is none. */
  export function inverse(reference: string): [number, number, number, number];
}
