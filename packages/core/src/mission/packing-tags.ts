// How a packed value begins: one byte says what follows.

export const NULL = 0;
export const FALSE = 1;
export const TRUE = 2;
export const WHOLE = 3;
export const FLOAT = 4;
export const WORD = 5;
export const TEXT = 6;
export const KEY = 7;
export const KEY_AGAIN = 8;
export const UUID = 9;
export const MOMENT = 10;
export const LIST = 11;
export const OBJECT = 12;
export const MAP = 13;
export const NOTHING = 14;

export const KEY_LENGTH = 64;
export const UUID_TEXT = 36;
export const MOMENT_TEXT = 20;

/** A UUID with its dashes. */
export function dashed(plain: string): string {
  return `${plain.slice(0, 8)}-${plain.slice(8, 12)}-${plain.slice(12, 16)}-${plain.slice(16, 20)}-${plain.slice(20)}`;
}
