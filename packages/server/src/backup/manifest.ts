import { createHash } from 'node:crypto';
import { list, number, object, oneOf, parseShape, type Shaped, text } from '@armistice/core/base';
import { DamagedBackup } from './tar.ts';

// The first file of a backup says what it is, before anything is restored; the last one lists all others, so that a
// backup without it is known to be cut short.

export const HEAD = 'armistice-backup.json';
export const MANIFEST = 'armistice-manifest.json';

const headForm = object(
  {
    format: oneOf('armistice.backup/v1'),
    origin: text({ max: 200 }),
    mission: text({ max: 200 }),
    /** Entries of the record under the checkpoint at which it was taken. */
    size: number(0, Number.MAX_SAFE_INTEGER, 'entries', true),
    /** UTC, of the machine that made it. */
    at: text({ max: 40 }),
  },
  { simulated: oneOf('EXERCISE') },
);
/** What a backup says of itself. */
export type BackupHead = Shaped<typeof headForm>;

const MOST_FILES = 5_000_000;
const listedForm = object({
  path: text({ max: 300 }),
  size: number(0, Number.MAX_SAFE_INTEGER, 'bytes', true),
  sha256: text({ max: 64, pattern: /^[0-9a-f]{64}$/ }),
});
const manifestForm = object({ files: list(listedForm, 1, MOST_FILES) });
/** One file as the manifest lists it. */
export type Listed = Shaped<typeof listedForm>;

/** The bytes of a file, hashed on their way; `digest` is right once they were read to the end. */
export function hashed(content: AsyncIterable<Uint8Array>): {
  readonly content: AsyncIterable<Uint8Array>;
  digest(): string;
} {
  const hash = createHash('sha256');
  async function* through() {
    for await (const chunk of content) {
      hash.update(chunk);
      yield chunk;
    }
  }
  return { content: through(), digest: () => hash.digest('hex') };
}

/** Reads the first file of a backup. Throws {@link DamagedBackup} where it is another. */
export function readHead(bytes: Uint8Array): BackupHead {
  return read(bytes, headForm, HEAD);
}

/** Throws {@link DamagedBackup} where the files that came are not exactly those that the manifest lists. */
export function checkManifest(bytes: Uint8Array, came: readonly Listed[]): void {
  const { files } = read(bytes, manifestForm, MANIFEST);
  const known = new Map(files.map((file) => [file.path, file]));
  for (const { path, size, sha256 } of came) {
    const listed = known.get(path);
    if (listed === undefined) throw new DamagedBackup(`the backup holds ${path}, which it does not list`);
    if (listed.size !== size || listed.sha256 !== sha256)
      throw new DamagedBackup(`${path} in the backup is not the file that was put there: it was changed`);
    known.delete(path);
  }
  const [missing] = known.keys();
  if (missing !== undefined) throw new DamagedBackup(`${missing} is listed in the backup and is not in it`);
}

function read<T>(bytes: Uint8Array, form: Parameters<typeof parseShape<T>>[0], name: string): T {
  let value: unknown;
  try {
    value = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes));
  } catch {
    throw new DamagedBackup(`${name} in the backup cannot be read`);
  }
  const parsed = parseShape(form, value, 'backup/form');
  if (!parsed.ok) throw new DamagedBackup(`${name} in the backup: ${parsed.refusal.message}`);
  return parsed.value;
}
