import { fromBase64, toBase64 } from './base64.ts';
import { parseDecimal, parseSignedCheckpoint, type SignedCheckpoint } from './checkpoint.ts';
import { type Hash, verifyInclusion } from './merkle.ts';
import { formatNote, type Note } from './note.ts';
import { accept, type Result, refuse } from './refusal.ts';

const FIRST_LINE = 'c2sp.org/tlog-proof@v1';
const MAX_PROOF_HASHES = 63;

/** A receipt that verifies offline: where an entry stands, the path to the root, and the checkpoint that signs the root (C2SP tlog-proof). */
export interface Receipt {
  /** Not authenticated by the format; Armistice puts the leaf itself here and checks it against the path. */
  readonly extra?: Uint8Array;
  readonly index: number;
  readonly path: readonly Hash[];
  readonly checkpoint: SignedCheckpoint;
}

export function formatReceipt(
  receipt: Omit<Receipt, 'checkpoint'> & { readonly checkpoint: { readonly note: Note } },
): string {
  const extra = receipt.extra === undefined ? '' : `extra ${toBase64(receipt.extra)}\n`;
  const path = receipt.path.map((hash) => `${toBase64(hash)}\n`).join('');
  return `${FIRST_LINE}\n${extra}index ${receipt.index}\n${path}\n${formatNote(receipt.checkpoint.note)}`;
}

/** Parses a `.tlog-proof` strictly. Nothing in it is verified yet. */
export function parseReceipt(text: string): Result<Receipt> {
  const split = text.indexOf('\n\n');
  const lines = text.slice(0, Math.max(0, split)).split('\n');
  if (split < 0 || lines.shift() !== FIRST_LINE)
    return refuse('receipt-header', `a receipt begins with "${FIRST_LINE}"`);
  let extra: Uint8Array | undefined;
  if (lines[0]?.startsWith('extra ')) {
    extra = fromBase64((lines.shift() ?? '').slice(6));
    if (extra === undefined || extra.length === 0)
      return refuse('receipt-extra', 'the extra data of the receipt is not base64');
  }
  const indexLine = lines.shift() ?? '';
  const index = indexLine.startsWith('index ') ? parseDecimal(indexLine.slice(6)) : undefined;
  if (index === undefined)
    return refuse('receipt-index', `"${indexLine.slice(0, 60)}" does not give the index of the entry`);
  const path = parseHashes(lines);
  if (!path.ok) return path;
  const checkpoint = parseSignedCheckpoint(text.slice(split + 2));
  if (!checkpoint.ok) return checkpoint;
  if (index >= checkpoint.value.size) {
    return refuse('receipt-index', `entry ${index} cannot be in a tree of ${checkpoint.value.size} entries`);
  }
  return accept({
    ...(extra === undefined ? {} : { extra }),
    index,
    path: path.value,
    checkpoint: checkpoint.value,
  });
}

/** Parses at most 63 lines of one base64 hash each. */
export function parseHashes(lines: readonly string[]): Result<Hash[]> {
  if (lines.length > MAX_PROOF_HASHES)
    return refuse('proof-length', `a proof has at most ${MAX_PROOF_HASHES} hashes`);
  const hashes: Hash[] = [];
  for (const line of lines) {
    const hash = fromBase64(line);
    if (hash?.length !== 32)
      return refuse('proof-hash', `"${line.slice(0, 60)}" is not the base64 of a hash`);
    hashes.push(hash);
  }
  return accept(hashes);
}

/** Whether the path of a receipt leads from this leaf hash to the root that its checkpoint names. */
export function receiptHolds(receipt: Receipt, leaf: Hash): boolean {
  const { size, root } = receipt.checkpoint;
  return verifyInclusion(leaf, receipt.index, size, receipt.path, root);
}
