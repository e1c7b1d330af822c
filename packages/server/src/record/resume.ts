import { createHash } from 'node:crypto';
import type { KeyRecord, KeyRegister } from '@armistice/core/record';
import type { Disk } from './disk.ts';

/** A disposable note of where the log stood; without it the write-ahead log is read from its beginning. */
export interface Resume {
  readonly size: number;
  readonly at: number;
  readonly register: KeyRegister;
}

const RESUME = 'private/resume.json';

// A line with the SHA-256 of the rest before it: a damaged note must not move the clock or put a key in force.
function seal(text: string): string {
  return `${createHash('sha256').update(text).digest('hex')}\n${text}`;
}

export async function keepResume(disk: Disk, { size, at, register }: Resume): Promise<void> {
  const { genesis, keys } = register;
  const text = JSON.stringify({ size, at, genesis, keys: [...keys.values()] });
  await disk.replace(RESUME, new TextEncoder().encode(seal(text)), 0o600);
}

/** The note, or undefined where there is none that is whole. */
export async function readResume(disk: Disk): Promise<Resume | undefined> {
  const file = new TextDecoder().decode((await disk.read(RESUME)) ?? new Uint8Array());
  const text = file.slice(file.indexOf('\n') + 1);
  if (text === '' || file !== seal(text)) return undefined;
  const { size, at, genesis, keys } = JSON.parse(text) as Pick<Resume, 'size' | 'at'> & {
    readonly genesis?: NonNullable<KeyRegister['genesis']>;
    readonly keys: readonly KeyRecord[];
  };
  if (genesis === undefined) return undefined;
  return { size, at, register: { genesis, keys: new Map(keys.map((key) => [key.id, key])) } };
}
