import {
  checkSignature,
  leafHash,
  type Policy,
  parseLeaf,
  parseReceipt,
  quorumMet,
  type Receipt,
  receiptHolds,
  type Verifier,
} from '@armistice/core/record';
import { EXIT, type ExitCode } from './command.ts';
import { entryLines } from './entry-lines.ts';
import { age, count, entries } from './words.ts';

/** What a receipt came to. */
export interface ReceiptCheck {
  readonly exit: ExitCode;
  readonly lines: readonly string[];
  /** For `--json`. */
  readonly summary: { readonly [name: string]: unknown };
}

function failed(reason: string, remedy: string, index?: number): ReceiptCheck {
  return {
    exit: EXIT.no,
    lines: [`receipt: NO: ${reason}`, `  ${remedy}`],
    summary: { receipt: 'no', index: index ?? null, reason },
  };
}

/**
 * Verifies a receipt with nothing but the policy, offline: the entry in it, its path to the root, the log's signature
 * on the root, and whether the quorum cosigned. Exit 0: all of it; 3: the log alone stands behind it; 1: it does not hold.
 */
export async function checkReceipt(
  text: string,
  policy: Policy,
  verifier: Verifier,
  now: number,
): Promise<ReceiptCheck> {
  const again = 'ask for the receipt again; if it comes back the same, keep it as evidence';
  const parsed = parseReceipt(text);
  if (!parsed.ok) return failed(parsed.refusal.message, again);
  const receipt = parsed.value;
  const { index, extra, checkpoint } = receipt;
  const log = policy.logs.find(({ key }) => key.name === checkpoint.origin);
  if (log === undefined)
    return failed(
      `the policy does not name the log ${checkpoint.origin}`,
      'check which policy file you use',
      index,
    );
  const signed = await checkSignature(checkpoint.note, log.key, verifier);
  if (signed.state !== 'valid')
    return failed(`its checkpoint has no valid signature by ${log.key.name}`, again, index);
  if (extra === undefined)
    return failed(
      'it carries no entry',
      'ask for one that "armistice receipt" made: it holds the entry itself',
      index,
    );
  if (!receiptHolds(receipt, leafHash(extra)))
    return failed(
      `the entry in it is not entry ${count(index)} of the tree that the log signed`,
      again,
      index,
    );
  return standing(receipt, extra, policy, verifier, now);
}

async function standing(
  { index, checkpoint }: Receipt,
  extra: Uint8Array,
  policy: Policy,
  verifier: Verifier,
  now: number,
): Promise<ReceiptCheck> {
  const leaf = parseLeaf(extra);
  const shown = leaf.ok
    ? entryLines(index, leaf.value)
    : [`entry ${index} is in the log, but is no entry of Armistice: ${leaf.refusal.message}`];
  const cosigned = new Set<string>();
  const lines: string[] = [];
  for (const witness of policy.witnesses) {
    const by = await checkSignature(checkpoint.note, witness.key, verifier);
    if (by.state === 'valid') cosigned.add(witness.name);
    lines.push(
      by.state === 'valid'
        ? `  co-signed by ${witness.name}, ${age(by.unixSeconds ?? 0, now)}`
        : by.state === 'invalid'
          ? `  the co-signature of ${witness.name} is FALSE`
          : `  not co-signed by ${witness.name}`,
    );
  }
  const met = quorumMet(policy, cosigned);
  const verdict = met ? 'yes' : 'partly: the log alone stands behind it, the quorum of the policy does not';
  return {
    exit: met ? EXIT.yes : EXIT.partly,
    lines: [
      `receipt: ${verdict}`,
      `  entry ${count(index)} is in the log ${checkpoint.origin} of ${entries(checkpoint.size)}`,
      ...lines,
      ...shown,
    ],
    summary: {
      receipt: met ? 'yes' : 'partly',
      origin: checkpoint.origin,
      index,
      size: checkpoint.size,
      cosigned: [...cosigned],
      quorum: met,
    },
  };
}
