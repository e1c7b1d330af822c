import type { Json } from '@armistice/core/record';
import { readJson, sendJson } from '../api.ts';
import { keptKey } from '../people/signing-key.ts';
import { keyOfBrowser, type SignedEntry, signEntry } from '../signing/sign.ts';

/** What is to be written. */
export interface Deed {
  readonly kind: string;
  readonly audience: string;
  readonly body: { readonly [field: string]: Json };
}

/** What the server says became of it. */
export type Outcome =
  | {
      readonly index: number;
      readonly already: boolean;
      readonly became: 'taken' | 'waits';
      readonly says?: string;
      readonly incident?: { readonly id: string };
    }
  | { readonly proposal: string };

/** No key on this device signs for the party or body. */
export class NoOwnKey extends Error {}

/** What goes to the server: made once, so that the same is sent again and is one entry. */
export type Prepared = (Deed & { readonly nonce: string }) | SignedEntry;

/** Prepares an entry of the mission's staff: the mission signs with the key that it keeps for them. */
export function preparedForStaff(deed: Deed): Prepared {
  return { ...deed, nonce: crypto.randomUUID() };
}

/** Signs an entry in the name of a party or body with the key that this browser keeps for somebody. */
export async function preparedWithKey(deed: Deed, owner: string): Promise<Prepared> {
  const key = await keptKey(owner);
  if (key === undefined) throw new NoOwnKey();
  const { mission } = (await readJson('/api/situation')) as { readonly mission: string };
  const fields = Object.entries(deed.body).map(([name, value]) => ({ name, value, audience: deed.audience }));
  return signEntry(
    { kind: deed.kind, mission, audience: deed.audience, body: { fields } },
    keyOfBrowser(key.jwk, key.privateKey),
  );
}

/** Sends it. Twice the same is one entry. */
export async function write(prepared: Prepared): Promise<Outcome> {
  return (await sendJson('/api/entries', prepared)) as Outcome;
}
