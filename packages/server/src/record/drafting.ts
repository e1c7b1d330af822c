import { randomBytes } from 'node:crypto';
import { SALT_BYTES } from '@armistice/core/record';
import type { Drafting } from './draft.ts';

const POOL_BYTES = 16_384;
const SALTS_AT_ONCE = 512;
// With a zero byte after each salt, its base64url ends at a whole number of characters: one call writes them all.
const SALT_STRIDE = SALT_BYTES + 1;
const STRIDE_CHARACTERS = (SALT_STRIDE / 3) * 4;

/** The clock and the randomness of this machine. Both are asked for by the thousand: one call to the system fills many. */
export function systemDrafting(): Drafting {
  let [pool, used] = [randomBytes(POOL_BYTES), 0];
  let [salts, salted] = ['', 0];
  return {
    now: () => Date.now(),
    random(bytes) {
      if (used + bytes > pool.length) [pool, used] = [randomBytes(Math.max(POOL_BYTES, bytes)), 0];
      used += bytes;
      // A view: the pool is given up with its last byte, and no byte is given out twice.
      return pool.subarray(used - bytes, used);
    },
    salt() {
      if (salted === salts.length) [salts, salted] = [manySalts(), 0];
      salted += STRIDE_CHARACTERS;
      return salts.slice(salted - STRIDE_CHARACTERS, salted - 1);
    },
  };
}

function manySalts(): string {
  const bytes = randomBytes(SALTS_AT_ONCE * SALT_STRIDE);
  for (let at = SALT_BYTES; at < bytes.length; at += SALT_STRIDE) bytes[at] = 0;
  return bytes.toString('base64url');
}
