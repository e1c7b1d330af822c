interface Pressed {
  /** What the key writes. */
  readonly key: string;
  /** Where it lies, whatever is printed on it. */
  readonly code: string;
}

/**
 * The key that a shortcut is known by. Where the keyboard writes no Latin letters (Ukrainian, Russian, Arabic) a letter is
 * known by its place: whoever presses the key of `c` writes “с” or “ؤ”, and means what the help shows for that key.
 */
export function keyOf({ key, code }: Pressed): string {
  if (/^[\x20-\x7e]+$/.test(key)) return key;
  const [, letter] = /^Key([A-Z])$/.exec(code) ?? [];
  return letter?.toLowerCase() ?? key;
}
