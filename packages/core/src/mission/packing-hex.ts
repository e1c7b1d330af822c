// Hexadecimal as the bytes that it stands for.

/** What is written as half as many bytes: an even number of small hexadecimal digits. */
export const HEX = /^(?:[0-9a-f]{2})+$/;

const PAIRS: readonly string[] = Array.from({ length: 256 }, (_, byte) => byte.toString(16).padStart(2, '0'));
const ZERO = 48;
/** From the code of `a` to ten. */
const LETTER = 87;

function digit(code: number): number {
  return code < 58 ? code - ZERO : code - LETTER;
}

/** Writes hexadecimal digits as bytes. */
export function putHex(text: string, bytes: Uint8Array, at: number): void {
  for (let from = 0; from < text.length; from += 2)
    bytes[at + from / 2] = digit(text.charCodeAt(from)) * 16 + digit(text.charCodeAt(from + 1));
}

/** Reads bytes as hexadecimal digits. */
export function hexAt(bytes: Uint8Array, at: number, length: number): string {
  let text = '';
  for (let end = at + length, from = at; from < end; from += 1) text += PAIRS[bytes[from] as number];
  return text;
}
