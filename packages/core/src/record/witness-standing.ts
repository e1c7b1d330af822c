import { textOf } from './bytes.ts';
import { parseSignedCheckpoint, type SignedCheckpoint } from './checkpoint.ts';
import { formatKeyId } from './note.ts';
import { type Policy, type PolicyWitness, quorumMet } from './policy.ts';
import { addProblem, type ProblemList } from './problem.ts';
import { checkSignature, type Verifier } from './signature.ts';
import type { LogSource } from './source.ts';

/** How one witness of the policy stands to the log. */
export interface WitnessStanding {
  readonly name: string;
  /** `current`: cosigned this checkpoint; `behind`: an earlier one that this log extends; `forked`: one that it does not; `never`: none found. */
  readonly state: 'current' | 'behind' | 'forked' | 'ahead' | 'never';
  readonly size?: number;
  /** When it cosigned, Unix seconds by its own clock. */
  readonly unixSeconds?: number;
}

/** A checkpoint with the valid cosignature of one witness. */
export interface Witnessed {
  readonly name: string;
  readonly checkpoint: SignedCheckpoint;
  readonly unixSeconds: number;
}

/** Where a log keeps the newest checkpoint that a witness cosigned. */
export function cosignedPath(witness: PolicyWitness): string {
  return `cosigned/${formatKeyId(witness.key.keyId)}`;
}

/** Reads each witness's newest cosigned checkpoint: beside the log, or on the log's own checkpoint. */
export async function readWitnesses(
  source: LogSource,
  current: SignedCheckpoint,
  policy: Policy,
  verifier: Verifier,
  problems: ProblemList,
): Promise<Witnessed[]> {
  const found: Witnessed[] = [];
  for (const witness of policy.witnesses) {
    const kept = await source.read(cosignedPath(witness));
    const parsed = kept === undefined ? undefined : parseSignedCheckpoint(textOf(kept) ?? '');
    const best: Witnessed[] = [];
    for (const checkpoint of parsed?.ok === true ? [current, parsed.value] : [current]) {
      const signed = await checkSignature(checkpoint.note, witness.key, verifier);
      if (signed.state === 'invalid') {
        addProblem(problems, {
          code: 'record/cosignature',
          message: `the co-signature of ${witness.name} on the checkpoint of ${checkpoint.size} entries is false`,
        });
      }
      if (signed.state === 'valid' && checkpoint.origin === current.origin) {
        best.push({ name: witness.name, checkpoint, unixSeconds: signed.unixSeconds ?? 0 });
      }
    }
    const newest = best.sort((a, b) => b.checkpoint.size - a.checkpoint.size)[0];
    if (newest !== undefined) found.push(newest);
  }
  return found;
}

/** Sums up: each witness, and the largest size that the quorum has cosigned on this history. */
export function witnessStandings(
  found: readonly Witnessed[],
  forked: ReadonlySet<string>,
  policy: Policy,
  current: SignedCheckpoint,
): { readonly witnesses: readonly WitnessStanding[]; readonly quorumSize: number } {
  const witnesses = policy.witnesses.map(({ name }): WitnessStanding => {
    const one = found.find((witnessed) => witnessed.name === name);
    if (one === undefined) return { name, state: 'never' };
    const { size } = one.checkpoint;
    const state = forked.has(name)
      ? 'forked'
      : size > current.size
        ? 'ahead'
        : size === current.size
          ? 'current'
          : 'behind';
    return { name, state, size, unixSeconds: one.unixSeconds };
  });
  // Who cosigned a tree of n entries stands behind every prefix of it.
  const sizes = witnesses
    .filter((one) => one.state === 'current' || one.state === 'behind')
    .map((one) => one.size ?? 0);
  const quorumSize = policy.quorum === 'none' ? current.size : largestQuorum(witnesses, sizes, policy);
  return { witnesses, quorumSize };
}

function largestQuorum(
  witnesses: readonly WitnessStanding[],
  sizes: readonly number[],
  policy: Policy,
): number {
  for (const size of [...sizes].sort((a, b) => b - a)) {
    const standing = witnesses.filter(
      (one) => (one.state === 'current' || one.state === 'behind') && (one.size ?? 0) >= size,
    );
    if (quorumMet(policy, new Set(standing.map((one) => one.name)))) return size;
  }
  return 0;
}
