import { equalBytes, fromBase64, type Hash, toBase64 } from '@armistice/core/record';
import type { Disk } from './disk.ts';

/** The largest tree that this log's key signed, as far as this machine knows. */
export interface Signed {
  readonly size: number;
  readonly root: Hash;
}

/** Signing would take back or contradict what was signed before. */
export class BelowFloor extends Error {
  readonly signed: Signed;

  constructor(message: string, signed: Signed) {
    super(message);
    this.name = 'BelowFloor';
    this.signed = signed;
  }
}

async function readSigned(disk: Disk, path: string): Promise<Signed | 'damaged' | undefined> {
  const bytes = await disk.read(path);
  if (bytes === undefined) return undefined;
  return parseSigned(new TextDecoder().decode(bytes)) ?? 'damaged';
}

function parseSigned(text: string): Signed | undefined {
  try {
    const { size, root } = JSON.parse(text) as { size?: unknown; root?: unknown };
    const hash = typeof root === 'string' ? fromBase64(root) : undefined;
    return Number.isSafeInteger(size) && hash?.length === 32
      ? { size: size as number, root: hash }
      : undefined;
  } catch {
    return undefined;
  }
}

/** Of two copies one may be damaged: the other has what was signed. */
function soundCopies(
  copies: readonly (Signed | 'damaged' | undefined)[],
  where: readonly string[],
): Signed[] {
  const sound = copies.filter((copy) => copy !== undefined && copy !== 'damaged');
  const damaged = where.filter((_, i) => copies[i] === 'damaged');
  if (damaged.length === 0 || sound.length > 0) return sound;
  throw new Error(
    `${damaged.join(' and ')} should hold the size and root signed last, and cannot be read. Put a copy back; or, if there is none, remove it: the log then goes by its checkpoint and by what its witnesses saw`,
  );
}

/**
 * The last-signed record, compared and raised durably before each signature. One copy lies in the log's folder, a
 * second outside it: a folder restored from a backup is older than the second copy and is found out.
 */
export interface Floor {
  readonly signed: Signed | undefined;
  /** What each copy says was signed: a folder that was written elsewhere meanwhile holds another, perhaps larger tree. */
  readonly copies: readonly Signed[];
  /** Whether the copy outside the folder was there when the log was opened. */
  readonly remembered: boolean;
  raise(next: Signed): Promise<void>;
}

/** The copy in the log's folder. */
export const SIGNED = 'private/signed.json';

/** Opens the floor. `outside` is a disk beyond the log's folder and the file to use there. */
export async function openFloor(
  disk: Disk,
  outside: { readonly disk: Disk; readonly path: string },
): Promise<Floor> {
  const inner = await readSigned(disk, SIGNED);
  const outer = await readSigned(outside.disk, outside.path);
  const copies = soundCopies([inner, outer], [SIGNED, `${outside.path} in the state folder`]);
  const [one, other] = copies;
  if (one !== undefined && one.size === other?.size && !equalBytes(one.root, other.root)) {
    throw new BelowFloor(
      `two trees of ${one.size} entries are on record as signed, in the log's folder and outside it: this folder was written elsewhere, or is another. Put the right one back, or recover it from a mirror: armistice recover --from`,
      other,
    );
  }
  let signed = copies.reduce<Signed | undefined>(
    (largest, copy) => (copy.size > (largest?.size ?? -1) ? copy : largest),
    undefined,
  );
  return {
    copies,
    get signed() {
      return signed;
    },
    remembered: outer !== undefined && outer !== 'damaged',
    async raise(next) {
      if (signed !== undefined && next.size < signed.size) {
        throw new BelowFloor(
          `a tree of ${signed.size} entries was signed; one of ${next.size} must not be`,
          signed,
        );
      }
      if (signed !== undefined && next.size === signed.size && !equalBytes(next.root, signed.root)) {
        throw new BelowFloor(`another tree of ${signed.size} entries was signed before`, signed);
      }
      const bytes = new TextEncoder().encode(
        `${JSON.stringify({ size: next.size, root: toBase64(next.root) })}\n`,
      );
      await outside.disk.replace(outside.path, bytes, 0o600);
      await disk.replace(SIGNED, bytes, 0o600);
      signed = next;
    },
  };
}
