import { readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { type Anchor, anchorSealed } from '../record/anchoring.ts';
import type { OpenLog } from '../record/folder.ts';
import { VAULT_AUDIENCE } from './book.ts';
import { SEALED_LOG, type VaultPlace, withVault, write } from './vault.ts';
import { ANCHOR_CLASS } from './verifying.ts';

const DAY_MS = 24 * 3_600_000;
const LOOK_EVERY_MS = 600_000;

/** What anchoring stands on. */
export interface AnchoringParts {
  readonly open: Pick<OpenLog, 'log' | 'keys'>;
  readonly place: VaultPlace;
  /** Unix milliseconds. */
  readonly now?: () => number;
  readonly onFault: (message: string) => void;
}

/**
 * Writes the hash of the vault's checkpoint into the record once a day, whether or not anything was done with it: when it was
 * opened must not show. Answers how to stop; a vault that is made later is found.
 */
export function anchorDaily(parts: AnchoringParts): () => Promise<void> {
  let working: Promise<unknown> = Promise.resolve();
  const look = () => {
    working = anchorIfDue(parts).catch((error: unknown) =>
      parts.onFault(
        `the vault's checkpoint was not written into the record, and will be tried again: ${String(error)}`,
      ),
    );
  };
  const timer = setInterval(look, LOOK_EVERY_MS);
  timer.unref();
  look();
  return async () => {
    clearInterval(timer);
    await working;
  };
}

/** Anchors a vault where the last time is a day ago; undefined where it is not, or where there is no vault. */
export async function anchorIfDue({
  open,
  place,
  now = Date.now,
}: AnchoringParts): Promise<Anchor | undefined> {
  if ((await stat(join(place.folder, 'vault.json')).catch(() => undefined)) === undefined) return undefined;
  const sealed = join(place.folder, SEALED_LOG);
  if (now() - (await lastAnchored(sealed)) < DAY_MS) return undefined;
  return withVault(place, async (vault) => {
    // A checkpoint of its own for each day: two equal hashes would tell that nothing was done in between.
    const field = {
      name: 'at',
      value: new Date(now()).toISOString(),
      audience: VAULT_AUDIENCE,
      part: 'view',
    } as const;
    const day = { kind: 'vault-day', audience: VAULT_AUDIENCE, body: { fields: [field] } };
    await write(vault, vault.record.keys.registrar, day);
    return anchorSealed(open, sealed, ANCHOR_CLASS);
  });
}

/** When a checkpoint was last kept for an anchor, Unix milliseconds; long ago where none was. */
async function lastAnchored(sealed: string): Promise<number> {
  const folder = join(sealed, 'private/anchors');
  const names = await readdir(folder).catch(() => []);
  const times = await Promise.all(names.map(async (name) => (await stat(join(folder, name))).mtimeMs));
  return Math.max(Number.NEGATIVE_INFINITY, ...times);
}
