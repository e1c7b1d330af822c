import { randomBytes } from 'node:crypto';
import { textOf } from '@armistice/core/record';
import type { Disk } from './record/disk.ts';

/** Where, in a data folder, the token lies that makes a request the operator's. */
export const OPERATOR_TOKEN = 'private/operator-token';

const BYTES = 32;

/**
 * The operator's token, made on first need. That a request comes from this machine proves nothing: a proxy passes on the
 * requests of the whole world. Whoever can read the private folder has every key of the log anyway.
 */
export async function operatorToken(disk: Disk): Promise<string> {
  const kept = textOf((await disk.read(OPERATOR_TOKEN)) ?? new Uint8Array())?.trim();
  if (kept !== undefined && /^[A-Za-z0-9_-]{43}$/.test(kept)) return kept;
  const token = randomBytes(BYTES).toString('base64url');
  await disk.replace(OPERATOR_TOKEN, new TextEncoder().encode(`${token}\n`), 0o600);
  return token;
}
