import { join } from 'node:path';
import { auditLog, type ReadEntry } from '@armistice/core/record';
import { folderDisk } from '../record/disk.ts';
import { readPolicy } from '../record/folder.ts';
import { nodeVerifier } from '../record/keys.ts';
import { missionSource } from '../record/reading.ts';
import { openPart } from '../record/seal.ts';
import { VAULT_AUDIENCE } from './book.ts';
import { heldIn, readIdentity, SEALED_LOG, type Vault } from './vault.ts';

/** What a vault comes to, without anything in it being opened. */
export interface VaultCheck {
  readonly custodians: readonly string[];
  readonly held: number;
  readonly opened: number;
  readonly dropped: number;
  /** What is wrong, in words; none where the vault is sound. */
  readonly problems: readonly string[];
}

/** Holds a vault against its sealed log: every entry, who signed it, and that what lies there is what should. */
export async function checkVault(vault: Vault): Promise<VaultCheck> {
  const { book, file } = vault;
  const problems = [...book.problems, ...(await auditSealed(vault.folder))];
  const held = new Set(await heldIn(vault));
  for (const [handle, { dropped }] of book.identities)
    if (dropped === undefined && !held.has(handle))
      problems.push(`${handle} is missing, and no entry dropped it`);
  for (const handle of held) {
    if (!book.identities.has(handle)) {
      problems.push(`${handle} lies in the vault, and no entry put it there`);
      continue;
    }
    const { shares } = await readIdentity(vault, handle);
    const without = file.custodians.filter(
      (one) => !shares.some(({ custodian }) => custodian === one.handle),
    );
    for (const one of without) problems.push(`${one.handle} has no share of the key of ${handle}`);
  }
  const count = (kind: string) => book.deeds.filter((deed) => deed.kind === kind).length;
  return {
    custodians: file.custodians.map(({ handle }) => handle),
    held: held.size,
    opened: count('vault-opened'),
    dropped: count('vault-dropped'),
    problems,
  };
}

async function auditSealed(folder: string): Promise<readonly string[]> {
  const disk = folderDisk(join(folder, SEALED_LOG));
  try {
    const audit = await auditLog(missionSource(disk), {
      policy: await readPolicy(disk),
      verifier: nodeVerifier(),
      audiences: [VAULT_AUDIENCE],
      open: openPart,
    });
    return audit.problems.map(({ message }) => `the sealed log: ${message}`);
  } finally {
    await disk.close();
  }
}

/** How the main record calls the sealed log of a vault. */
export const ANCHOR_CLASS = 'source-vault';

/** Hashes of sealed checkpoints that entries of a record name. */
export function anchorsIn(entries: readonly Pick<ReadEntry, 'header'>[]): readonly string[] {
  return entries.flatMap(({ header }) => {
    const body = header?.kind === 'sealed-log' && 'open' in header.body ? header.body.open : undefined;
    const checkpoint = (body as { readonly checkpoint?: unknown } | undefined)?.checkpoint;
    return typeof checkpoint === 'string' ? [checkpoint] : [];
  });
}
