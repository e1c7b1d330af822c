import {
  formatJson,
  type Header,
  hashLeaf,
  hashLeaves,
  type Json,
  type KeyRegister,
  MAX_ENTRY_BYTES,
  PUBLIC,
  type SealedLeaf,
  thumbprint,
  tileRoot,
  toBase64Url,
  type Verifier,
  vouchBytes,
} from '@armistice/core/record';
import { admit, type LeafHashAt, NotAdmitted } from './admission.ts';
import type { Draft, Drafting } from './draft.ts';
import type { EntryKey } from './key-store.ts';
import type { EntrySigner } from './keys.ts';
import type { Waiting } from './publisher.ts';
import { type SealedBody, sealDraft } from './seal.ts';

/** Entries that one caller wants in the log together, and how to answer. */
export interface Request<T> {
  readonly drafts: readonly Draft[];
  resolve(acknowledged: readonly T[]): void;
  reject(error: Error): void;
}

/** Where a batch will stand, if the one before it becomes durable. */
export interface Standing {
  readonly size: number;
  readonly at: number;
  readonly register: KeyRegister;
}

/** A batch as it will be written: sealed, vouched for and hashed. */
export interface Batch<T> {
  readonly requests: readonly Request<T>[];
  readonly entries: readonly Waiting[];
  readonly keys: readonly EntryKey[];
  /** All leaf hashes, 32 bytes each. */
  readonly hashes: Uint8Array;
  readonly first: number;
  /** Where the next batch will stand. */
  readonly after: Standing;
}

export interface BatchOptions {
  readonly mission: string;
  readonly sequencerKey: EntrySigner;
  readonly drafting: Drafting;
  readonly verifier: Verifier;
  /** Leaf hashes of entries that are durable. */
  readonly leafHashAt: LeafHashAt;
}

/** An admitted entry, sealed and formatted but for the vouch. */
interface Prepared {
  readonly header: Header | SealedLeaf;
  readonly leaf: Uint8Array;
  readonly body: SealedBody;
}

/** Admits, seals and orders requests. One that is refused is told so and holds up no other; undefined where none is left. */
export async function prepareBatch<T>(
  requests: readonly Request<T>[],
  standing: Standing,
  options: BatchOptions,
): Promise<Batch<T> | undefined> {
  // A clock that jumps back must not take the log's order with it.
  const at = Math.max(standing.at, options.drafting.now());
  const admitted: Request<T>[] = [];
  const prepared: Prepared[] = [];
  let register = standing.register;
  for (const request of requests) {
    try {
      const own = await prepareRequest(request, standing.size + prepared.length, at, register, options);
      register = own.register;
      admitted.push(request);
      prepared.push(...own.prepared);
    } catch (error) {
      request.reject(error instanceof Error ? error : new Error(String(error)));
    }
  }
  if (prepared.length === 0) return undefined;
  const after = { size: standing.size + prepared.length, at, register };
  return { requests: admitted, ...vouchFor(prepared, standing.size, options), first: standing.size, after };
}

async function prepareRequest(
  request: { readonly drafts: readonly Draft[] },
  first: number,
  at: number,
  register: KeyRegister,
  options: BatchOptions,
): Promise<{ readonly prepared: readonly Prepared[]; readonly register: KeyRegister }> {
  const prepared: Prepared[] = [];
  let after = register;
  for (const draft of request.drafts) {
    const body = sealDraft(draft, options.drafting.random);
    checkRecords(body);
    const header = headerOf(draft, body, options.mission, at);
    const leaf = bytesOf(header);
    const admitted = admit(
      draft,
      header,
      first + prepared.length,
      after,
      options.verifier,
      options.leafHashAt,
    );
    // Entries without a signature to check are admitted at once: no turn of the event loop for each.
    after = admitted instanceof Promise ? await admitted : admitted;
    prepared.push({ header, leaf, body });
  }
  return { prepared, register: after };
}

/** The sequencer's one signature for the batch goes into its last entry. */
function vouchFor(
  prepared: readonly Prepared[],
  first: number,
  options: BatchOptions,
): Pick<Batch<never>, 'entries' | 'keys' | 'hashes'> {
  const { mission, sequencerKey } = options;
  const leaves = prepared.map((entry) => entry.leaf);
  const hashes = new Uint8Array(leaves.length * 32);
  const offsets = new Uint32Array(leaves.length + 1);
  for (const [i, leaf] of leaves.entries()) offsets[i + 1] = (offsets[i] as number) + leaf.length;
  hashLeaves(Buffer.concat(leaves), offsets, hashes);
  const sig = sequencerKey.sign(vouchBytes(mission, first, first + leaves.length - 1, tileRoot(hashes)));
  const vouch = { by: thumbprint(sequencerKey.jwk), from: first, sig: toBase64Url(sig) };
  const vouched = bytesOf({ ...(prepared[prepared.length - 1] as Prepared).header, vouch });
  leaves[leaves.length - 1] = vouched;
  hashes.set(hashLeaf(vouched), hashes.length - 32);
  const entries = prepared.map(({ body }, i) => ({
    leaf: leaves[i] as Uint8Array,
    hash: hashes.subarray(i * 32, i * 32 + 32),
    records: body.records,
  }));
  const keys = prepared.flatMap(({ body }, i) => body.keys.map((key) => ({ ...key, index: first + i })));
  return { entries, keys, hashes };
}

function headerOf(draft: Draft, body: SealedBody, mission: string, at: number): Header | SealedLeaf {
  const { statement, sig } = draft;
  const { audience } = statement;
  if (audience !== PUBLIC) return { at, audience, commitment: body.commitment as string, mission, v: 1 };
  const { authored, body: committed, by, kind, supersedes, v } = statement;
  // Names in the order of the canonical form, which is then written without sorting.
  return {
    at,
    audience,
    authored,
    body: committed,
    by,
    kind,
    mission,
    ...(sig === undefined ? {} : { sig }),
    ...(supersedes === undefined ? {} : { supersedes }),
    v,
  };
}

// 256 records make a pack, and no reader takes a file of more than 64 MiB.
const MAX_RECORD_BYTES = 256 * 1024 - 4;
// The write-ahead log counts the records of an entry in one byte.
const MAX_AUDIENCES = 255;

/** What could never be read back must not be taken in. */
function checkRecords({ records }: SealedBody): void {
  if (records.length > MAX_AUDIENCES)
    throw new NotAdmitted(`the entry has fields for ${records.length} audiences, ${MAX_AUDIENCES} fit`);
  for (const { audience, record } of records) {
    if (record.length <= MAX_RECORD_BYTES) continue;
    throw new NotAdmitted(
      `the ${audience} body has ${record.length} bytes, ${MAX_RECORD_BYTES} fit: move large content into an attachment`,
    );
  }
}

// A vouch makes the last leaf of a batch longer; every leaf must have room for it.
const VOUCH_ROOM = 256;

function bytesOf(header: Header | SealedLeaf): Uint8Array {
  // Node's pooled buffers: a batch has hundreds of leaves, and an allocation for each would cost more than writing it.
  const leaf = Buffer.from(formatJson(header as unknown as Json));
  const room = header.vouch === undefined ? MAX_ENTRY_BYTES - VOUCH_ROOM : MAX_ENTRY_BYTES;
  if (leaf.length <= room) return leaf;
  throw new NotAdmitted(
    `the entry has ${leaf.length} bytes, ${room} fit: move large content into an attachment`,
  );
}
