import { fromBase64Url } from './base64.ts';
import { tileRoot } from './bulk.ts';
import { formatLeaf, type Header, type Leaf, type SealedLeaf, vouchBytes, withoutVouch } from './entry.ts';
import { type KeyRegister, keyInForce, rawKey } from './keys.ts';
import { hashLeaf } from './sha256-lanes.ts';

/** The part of a leaf that everyone sees. */
export function outerOf(leaf: Leaf): Header | SealedLeaf {
  return leaf.type === 'open' ? leaf.header : leaf.sealed;
}

/** The batch that a vouch at `index` must cover: all entries of the mission since the last vouch. */
interface Batch {
  readonly index: number;
  readonly from: number;
  readonly mission: string;
}

/** What a vouch comes to: one Ed25519 signature to be verified. */
interface VouchClaim {
  readonly key: Uint8Array;
  readonly message: Uint8Array;
  readonly signature: Uint8Array;
}

/** Reads the vouch in a batch's last leaf; undefined where it covers other entries or no sequencer's key made it. `leaves` are all leaf hashes so far. */
export function readVouch(
  leaf: Leaf,
  { index, from, mission }: Batch,
  leaves: Uint8Array,
  register: KeyRegister,
): VouchClaim | undefined {
  const outer = outerOf(leaf);
  const { vouch } = outer;
  if (vouch === undefined || vouch.from !== from) return undefined;
  const record = keyInForce(register, vouch.by, index);
  const bare = formatLeaf(withoutVouch(outer));
  if (record?.role !== 'sequencer' || record.key.crv !== 'Ed25519' || !bare.ok) return undefined;
  const hashes = leaves.slice(from * 32, index * 32 + 32);
  hashes.set(hashLeaf(bare.value), hashes.length - 32);
  return {
    key: rawKey(record.key),
    message: vouchBytes(mission, from, index, tileRoot(hashes)),
    signature: fromBase64Url(vouch.sig) ?? new Uint8Array(),
  };
}
