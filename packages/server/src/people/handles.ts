/** How people and devices are called; what stands in the record in the place of a name. */
export const HANDLE = /^[a-z0-9][a-z0-9-]{0,62}$/;

/** Keys of the log bear these. */
const RESERVED = new Set(['operator', 'registrar', 'sequencer', 'log']);

/** Simulated members of an exercise, and nobody else, have handles that begin so. */
export const EXERCISE_PREFIX = 'exercise-';

/** Why nobody can be called so, in a sentence; undefined where somebody can. */
export function whyNoHandle(handle: string): string | undefined {
  if (!HANDLE.test(handle)) return 'a handle has small letters, figures and hyphens, and begins with none';
  if (RESERVED.has(handle)) return `"${handle}" is a key of the record`;
  if (handle.startsWith(EXERCISE_PREFIX)) return `"${EXERCISE_PREFIX}…" are simulated members of an exercise`;
  return undefined;
}
