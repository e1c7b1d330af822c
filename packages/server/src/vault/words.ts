import { list, number, object, oneOf, record, type Shaped, text } from '@armistice/core/base';

// What the files of a vault hold, and what its people write.

/** A handle as members and sources have it. */
export const handleForm = text({
  max: 63,
  pattern: /^[a-z0-9][a-z0-9._-]*$/,
  what: 'a handle in small letters',
});

/** Why a vault was opened, or a source dropped: for the custodians, who read it in the sealed log. Never a name. */
export const reasonForm = text({ max: 1000 });

const base64url = (max: number) => text({ max, pattern: /^[A-Za-z0-9_-]+$/, what: 'base64url' });

/** What is known of a person: a few lines under names such as `name`, `contact`, `note`. */
export const identityForm = record(
  text({ max: 40, pattern: /^[a-z][a-z-]*$/, what: 'a word in small letters' }),
  text({ max: 2000 }),
  20,
);
/** Who a source is. */
export type Identity = Shaped<typeof identityForm>;

const wrappedForm = object({
  kdf: oneOf('scrypt'),
  /** log2 of scrypt's N, with r = 8 and p = 1. */
  cost: number(10, 22, 'cost', true),
  salt: base64url(64),
  nonce: base64url(32),
  box: base64url(1000),
});

export const custodianForm = object({
  handle: handleForm,
  /** For shares: an age recipient. */
  recipient: text({ max: 100, pattern: /^age1[a-z0-9]+$/, what: 'an age recipient' }),
  /** For entries: the public part of an Ed25519 key. */
  key: base64url(43),
  /** Both private keys, under the custodian's passphrase. */
  wrapped: wrappedForm,
});
/** A custodian as the vault keeps one. */
export type Custodian = Shaped<typeof custodianForm>;

const MOST_CUSTODIANS = 16;

export const vaultForm = object({
  format: oneOf('armistice.vault/v1'),
  /** Raised each time that the custodians change; the identities of one epoch lie in one folder. */
  epoch: number(0, 1_000_000, 'changes', true),
  custodians: list(custodianForm, 2, MOST_CUSTODIANS),
});
/** What `vault.json` says. */
export type VaultFile = Shaped<typeof vaultForm>;

export const identityFileForm = object({
  format: oneOf('armistice.identity/v1'),
  handle: handleForm,
  /** AES-256-GCM under a key of this identity alone. */
  box: base64url(100_000),
  /** A share of that key for each custodian, as an age file; any two make the key. */
  shares: list(object({ custodian: handleForm, share: base64url(2000) }), 2, MOST_CUSTODIANS),
});
/** One identity as it lies on the disk. */
export type IdentityFile = Shaped<typeof identityFileForm>;

/** Something that was asked of a vault and cannot be done; nothing was changed. */
export class VaultRefusal extends Error {
  readonly why: 'unknown' | 'passphrase' | 'person' | 'taken' | 'late' | 'form';

  constructor(why: VaultRefusal['why'], message: string) {
    super(message);
    this.name = 'VaultRefusal';
    this.why = why;
  }
}
