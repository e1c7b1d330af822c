/** How the vault's refusals answer, by code (see problems.ts). */
export const VAULT_PROBLEMS = {
  'vault/unknown': {
    status: 404,
    title: 'The vault holds no such source',
    remedy: 'check the handle; a source that was dropped is gone',
  },
  'vault/passphrase': {
    status: 422,
    title: 'The passphrase is not the one of this custodian',
    remedy: 'type it again; after five wrong ones the asking is over',
  },
  'vault/person': {
    status: 409,
    title: 'Another custodian has to do this',
    remedy: 'whoever asked carries it out, and another custodian of this vault agrees',
  },
  'vault/taken': {
    status: 409,
    title: 'This was done already',
    remedy: 'look at the vault again',
  },
  'vault/late': {
    status: 409,
    title: 'Nothing waits here, or not yet',
    remedy: 'ask anew, let another custodian agree, and carry it out within a quarter of an hour',
  },
  'vault/form': {
    status: 422,
    title: 'The vault cannot take this, or is not as its sealed log says',
    remedy: 'mend what the detail names; if it is the vault, verify it: armistice vault verify',
  },
  'vault/busy': {
    status: 503,
    title: 'A command has the vault open',
    remedy: 'ask again after the seconds of Retry-After',
  },
} as const;
