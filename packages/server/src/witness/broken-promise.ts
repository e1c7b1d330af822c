import {
  checkSignature,
  type EntryPromise,
  equalBytes,
  formatEntryPromise,
  formatJson,
  formatNote,
  fromBase64,
  type Hash,
  inclusionProof,
  nodesFromLeaves,
  type Policy,
  parseCanonicalJson,
  parseEntryPromise,
  parseSignedCheckpoint,
  type SignedCheckpoint,
  toBase64,
  type Verifier,
  verifyInclusion,
} from '@armistice/core/record';

/** Evidence that a signed promise was not kept: the promise, a later checkpoint, and what stands in the promised place. */
export interface BrokenPromise {
  readonly kind: 'omitted' | 'replaced';
  readonly promise: EntryPromise;
  readonly checkpoint: SignedCheckpoint;
  /** Where another entry stands in the promised place: its leaf hash and the path to the root. */
  readonly leaf?: Hash;
  readonly path?: readonly Hash[];
  /** When the accuser saw the checkpoint, Unix seconds by its own clock. */
  readonly seenAt: number;
}

const FORMAT = 'armistice.broken-promise/v1';

/** Builds the evidence from the leaf hashes of the checkpoint's tree (32 bytes each, in order). */
export function makeBrokenPromise(
  promise: EntryPromise,
  checkpoint: SignedCheckpoint,
  leaves: Uint8Array,
  seenAt: number,
): BrokenPromise {
  const { index } = promise;
  if (index >= checkpoint.size) return { kind: 'omitted', promise, checkpoint, seenAt };
  const leaf = leaves.slice(index * 32, index * 32 + 32);
  const path = inclusionProof(index, checkpoint.size, nodesFromLeaves(leaves));
  return { kind: 'replaced', promise, checkpoint, leaf, path, seenAt };
}

export function formatBrokenPromise(broken: BrokenPromise): string {
  const { kind, promise, checkpoint, leaf, path, seenAt } = broken;
  const value = {
    format: FORMAT,
    kind,
    promise: formatEntryPromise(promise),
    checkpoint: formatNote(checkpoint.note),
    leaf: leaf === undefined ? null : toBase64(leaf),
    path: path === undefined ? null : path.map(toBase64),
    seenAt,
  };
  return `${formatJson(value)}\n`;
}

/** Parses strictly; undefined where the text is no such evidence. Nothing in it is believed yet. */
export function parseBrokenPromise(text: string): BrokenPromise | undefined {
  const json = parseCanonicalJson(text.slice(0, -1));
  const fields = (json.ok ? json.value : null) as { readonly [name: string]: unknown } | null;
  const kind = fields?.kind;
  if (fields?.format !== FORMAT || (kind !== 'omitted' && kind !== 'replaced')) return undefined;
  const promise = parseEntryPromise(String(fields.promise));
  const checkpoint = parseSignedCheckpoint(String(fields.checkpoint));
  const { seenAt } = fields;
  if (!promise.ok || !checkpoint.ok || typeof seenAt !== 'number') return undefined;
  const known: BrokenPromise = { kind, promise: promise.value, checkpoint: checkpoint.value, seenAt };
  const leaf = fromBase64(String(fields.leaf));
  const path = Array.isArray(fields.path) ? fields.path.map((one) => fromBase64(String(one))) : undefined;
  const whole =
    leaf !== undefined && path?.every((hash): hash is Uint8Array<ArrayBuffer> => hash !== undefined);
  const broken: BrokenPromise = whole === true ? { ...known, leaf, path: path as Hash[] } : known;
  // One spelling only: whatever the checks above let through shows here.
  return formatBrokenPromise(broken) === text ? broken : undefined;
}

export interface BrokenPromiseVerdict {
  /** As for {@link Evidence}: `proved` needs nobody's word, `shown` rests on a witness's or the accuser's clock, `void` shows nothing. */
  readonly verdict: 'proved' | 'shown' | 'void';
  readonly because: string;
}

/** Judges with the policy alone: the log's key and, for the time of an omission, its witnesses. */
export async function judgeBrokenPromise(
  broken: BrokenPromise,
  policy: Policy,
  verifier: Verifier,
): Promise<BrokenPromiseVerdict> {
  const { promise, checkpoint, leaf, path } = broken;
  const { origin, until } = promise.promised;
  const isVoid = (because: string): BrokenPromiseVerdict => ({ verdict: 'void', because });
  const log = policy.logs.find(({ key }) => key.name === origin);
  if (log === undefined || checkpoint.origin !== origin)
    return isVoid('the promise and the checkpoint are not both of a log that the policy names');
  for (const [note, what] of [
    [promise.note, 'promise'],
    [checkpoint.note, 'checkpoint'],
  ] as const)
    if ((await checkSignature(note, log.key, verifier)).state !== 'valid')
      return isVoid(`the ${what} is not signed by ${origin}`);
  if (leaf !== undefined && path !== undefined) {
    const stands = verifyInclusion(leaf, promise.index, checkpoint.size, path, checkpoint.root);
    return stands && !equalBytes(leaf, promise.leaf)
      ? { verdict: 'proved', because: `the log promised one entry ${promise.index} and signed another` }
      : isVoid('the entry shown is the promised one, or is not in the tree');
  }
  if (checkpoint.size > promise.index)
    return isVoid(
      `the tree has ${checkpoint.size} entries, and nothing shows what stands at ${promise.index}`,
    );
  return judgeOmission(broken, policy, verifier, until);
}

// An omission is never more than shown: anyone may have an old checkpoint co-signed again, so a late co-signature
// says that this witness had seen no larger log by then, and not that there was none.
async function judgeOmission(
  { promise, checkpoint, seenAt }: BrokenPromise,
  policy: Policy,
  verifier: Verifier,
  until: number,
): Promise<BrokenPromiseVerdict> {
  const deed = `entry ${promise.index} was promised by ${new Date(until).toISOString()}`;
  for (const witness of policy.witnesses) {
    const signed = await checkSignature(checkpoint.note, witness.key, verifier);
    if (signed.state === 'valid' && (signed.unixSeconds ?? 0) * 1000 >= until)
      return {
        verdict: 'shown',
        because: `${deed}, and after that time ${witness.name} had seen no log that holds it`,
      };
  }
  return seenAt * 1000 >= until
    ? {
        verdict: 'shown',
        because: `${deed}, and a log without it was served after that, by the accuser's clock`,
      }
    : { verdict: 'void', because: `${deed}, and that time had not come` };
}
