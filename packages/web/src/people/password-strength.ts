/** How well a password stands, told in words. An estimate for whoever types it; the server has its own least length. */
export type Strength =
  | { readonly state: 'short'; readonly missing: number }
  | { readonly state: 'handle' | 'weak' | 'fair' | 'strong' };

/** Characters that the server asks for at least. */
export const LEAST_LENGTH = 12;

/**
 * Judges by length and by how much of it is new: a character that repeats or continues the one before it counts for
 * little, so that "aaaaaaaaaaaa" and "123456789012" are weak. No list of known passwords is fetched: nothing leaves the page.
 */
export function strengthOf(password: string, handle: string): Strength {
  const letters = [...password];
  if (letters.length < LEAST_LENGTH) return { state: 'short', missing: LEAST_LENGTH - letters.length };
  if (handle.length >= 3 && password.toLowerCase().includes(handle)) return { state: 'handle' };
  const steps = letters.slice(1).filter((letter, at) => isNew(letters[at] ?? '', letter)).length;
  const different = new Set(letters.map((letter) => letter.toLowerCase())).size;
  if (steps < 8 || different < 6) return { state: 'weak' };
  return { state: steps >= 17 && different >= 9 ? 'strong' : 'fair' };
}

function isNew(before: string, letter: string): boolean {
  return Math.abs((letter.codePointAt(0) ?? 0) - (before.codePointAt(0) ?? 0)) > 1;
}
