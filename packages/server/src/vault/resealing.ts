import { introduction } from '../record/founding.ts';
import { keyIdOf, listedAs, vaultEntry } from './book.ts';
import { type CustodianKeys, newCustodian } from './custodian.ts';
import { sealAgain, shareOf } from './sealing.ts';
import { heldIn, keepIdentity, prepareFile, readIdentity, settleFile, type Vault } from './vault.ts';
import { type Custodian, handleForm, VaultRefusal } from './words.ts';

// When the custodians change, every identity gets a new key and new shares: what somebody kept of the old ones opens nothing that
// lies in the vault from then on.

/** Two custodians who open what is sealed, for those after them. */
export type Pair = readonly [CustodianKeys, CustodianKeys];

/** Takes another custodian in. Throws {@link VaultRefusal}. `cost`: for tests. */
export async function addCustodian(
  vault: Vault,
  by: Pair,
  { handle, passphrase }: { readonly handle: string; readonly passphrase: string },
  cost?: number,
): Promise<void> {
  const named = handleForm.read(handle, 'custodian');
  const { custodians } = vault.file;
  if (custodians.some((one) => one.handle === named))
    throw new VaultRefusal('taken', `${named} is a custodian already`);
  const { custodian } = await newCustodian(named, passphrase, cost);
  const { log, keys } = vault.record;
  const jwk = { crv: 'Ed25519', kty: 'OKP', x: custodian.key } as const;
  await log.append([log.draft(introduction({ jwk }, 'person', named), keys.registrar)]);
  await reseal(vault, by, [...custodians, custodian]);
}

/** Lets a custodian go. Two must remain, and they need not be the two who do it. Throws {@link VaultRefusal}. */
export async function removeCustodian(vault: Vault, by: Pair, handle: string): Promise<void> {
  const gone = vault.file.custodians.find((one) => one.handle === handle);
  if (gone === undefined) throw new VaultRefusal('person', `${handle} is not a custodian of this vault`);
  const left = vault.file.custodians.filter((one) => one !== gone);
  if (left.length < 2)
    throw new VaultRefusal('person', 'two custodians are the least: take another in before this one goes');
  await reseal(vault, by, left);
  const { log, keys } = vault.record;
  const open = { action: 'revoke', revokes: keyIdOf(gone) };
  await log.append([log.draft({ kind: 'key', audience: 'public', body: { open } }, keys.registrar)]);
  await log.publish();
}

/** Seals every identity again for these custodians. A crash leaves all as before, or all as after. */
async function reseal(vault: Vault, by: Pair, custodians: readonly Custodian[]): Promise<void> {
  const [one, other] = by;
  if (one.handle === other.handle) throw new VaultRefusal('person', 'two different custodians have to do it');
  const before = vault.file.epoch;
  const epoch = before + 1;
  for (const handle of await heldIn(vault)) {
    if (!vault.book.identities.has(handle)) continue;
    const file = await readIdentity(vault, handle);
    const shares = [await shareOf(file, one), await shareOf(file, other)];
    await keepIdentity(vault.disk, epoch, (await sealAgain(file, shares, custodians)).file);
  }
  await prepareFile(vault, { format: 'armistice.vault/v1', epoch, custodians });
  const content = vaultEntry('vault-custodians', { epoch, custodians: custodians.map(listedAs) });
  // Both in one batch: the change has two signatures, or there is none.
  const { log } = vault.record;
  await log.append([log.draft(content, one.signer), log.draft(content, other.signer)]);
  await log.publish();
  await settleFile(vault, before);
}
