import { randomBytes } from 'node:crypto';
import { vaultEntry } from './book.ts';
import { type CustodianKeys, openCustodian } from './custodian.ts';
import { type DropReceipt, dropReceipt } from './receipt.ts';
import { openFor, openIdentity, sealFor, shareOf } from './sealing.ts';
import { readIdentity, type Vault, wipeIdentity, write } from './vault.ts';
import { type Identity, VaultRefusal } from './words.ts';

// Two custodians do together what neither can do alone. Each signs for it in the sealed log before anything is shown or
// destroyed; the second gives one share of one key, sealed so that the first alone can use it.

/** What one custodian asks for, and another agrees to. */
export interface Asking {
  readonly id: string;
  readonly act: 'open' | 'drop';
  /** The source. */
  readonly handle: string;
  readonly why: string;
  /** Whoever asks, and carries it out. */
  readonly first: string;
  /** For a drop: who wanted it, by role or handle. */
  readonly requestedBy: string;
}

/** What another custodian's agreement gives. */
export interface Agreement {
  readonly second: string;
  /** For an opening: the second's share of the key, sealed for the first. */
  readonly share?: Uint8Array;
}

/** An asking with an id of its own. */
export function newAsking(asking: Omit<Asking, 'id'>): Asking {
  return { id: randomBytes(16).toString('base64url'), ...asking };
}

/** Opens the keys of a custodian of this vault. Throws {@link VaultRefusal}. */
export function keysOf({ file }: Vault, handle: string, passphrase: string): Promise<CustodianKeys> {
  const custodian = file.custodians.find((one) => one.handle === handle);
  if (custodian === undefined) throw new VaultRefusal('person', `${handle} is not a custodian of this vault`);
  return openCustodian(custodian, passphrase);
}

/** Throws {@link VaultRefusal} where there is nothing to do it with, or nobody who may. */
export async function mustBeSound(vault: Vault, { handle, first }: Asking): Promise<void> {
  await readIdentity(vault, handle);
  if (!vault.file.custodians.some((one) => one.handle === first))
    throw new VaultRefusal('person', `${first} is not a custodian of this vault`);
}

/** The second custodian agrees: signed in the sealed log, then one share is handed over. */
export async function agree(vault: Vault, asking: Asking, keys: CustodianKeys): Promise<Agreement> {
  const { id, act, handle, why, first } = asking;
  if (keys.handle === first)
    throw new VaultRefusal('person', `${first} asked for it; another custodian has to agree`);
  await mustBeSound(vault, asking);
  const identity = await readIdentity(vault, handle);
  const recipient = vault.file.custodians.find((one) => one.handle === first)?.recipient ?? '';
  const share = act === 'open' ? await sealFor(recipient, await shareOf(identity, keys)) : undefined;
  await write(vault, keys.signer, vaultEntry('vault-agreed', { asking: id, act, handle, why, for: first }));
  return { second: keys.handle, ...(share === undefined ? {} : { share }) };
}

/** The first custodian reads who a source is. The opening stands in the sealed log before it is shown. */
export async function openTogether(
  vault: Vault,
  asking: Asking,
  agreement: Agreement,
  keys: CustodianKeys,
): Promise<Identity> {
  const { id, handle, why } = asking;
  mustBeFirst(asking, keys);
  const file = await readIdentity(vault, handle);
  if (asking.act !== 'open' || agreement.share === undefined)
    throw new VaultRefusal('form', `what was agreed to is not an opening of ${handle}`);
  const shares = [await shareOf(file, keys), await openFor(keys, agreement.share)];
  const { identity, commitment } = await openIdentity(file, shares);
  if (commitment !== vault.book.identities.get(handle)?.commitment)
    throw new VaultRefusal('form', `what lies under ${handle} is not what was put there`);
  await write(
    vault,
    keys.signer,
    vaultEntry('vault-opened', { asking: id, handle, why, with: agreement.second }),
  );
  return identity;
}

/** The first custodian drops a source: an entry says so, then the key's shares and the identity are destroyed. */
export async function dropTogether(
  vault: Vault,
  asking: Asking,
  agreement: Agreement,
  keys: CustodianKeys,
): Promise<DropReceipt> {
  const { id, handle, why, requestedBy } = asking;
  mustBeFirst(asking, keys);
  await readIdentity(vault, handle);
  if (asking.act !== 'drop') throw new VaultRefusal('form', `what was agreed to is not a drop of ${handle}`);
  const body = { asking: id, handle, why, with: agreement.second, requestedBy };
  const entry = await write(vault, keys.signer, vaultEntry('vault-dropped', body));
  await wipeIdentity(vault, handle);
  return dropReceipt(vault.record, entry);
}

function mustBeFirst({ first, handle }: Asking, keys: CustodianKeys): void {
  if (keys.handle !== first)
    throw new VaultRefusal('person', `${first} asked for ${handle}, and alone carries it out`);
}
