import { list, number, object, oneOf, parseShape, type Shaped, text } from '@armistice/core/base';
import {
  checkSignature,
  disclosureDigest,
  formatKeyPath,
  formatPackPath,
  formatReceipt,
  formatVkey,
  leafHash,
  type OpenedPart,
  parseDisclosure,
  parseLeaf,
  parseOpenedPart,
  parsePack,
  parsePartKeys,
  parseReceipt,
  parseSealedParts,
  parseSignedCheckpoint,
  parseVkey,
  receiptHolds,
  TILE_WIDTH,
  textOf,
  toBase64Url,
  utf8,
  WHOLE_BODY,
} from '@armistice/core/record';
import type { OpenLog } from '../record/folder.ts';
import { nodeVerifier } from '../record/keys.ts';
import { openPart } from '../record/seal.ts';
import { readInclusionProof } from '../record/tree-reader.ts';
import { VAULT_AUDIENCE } from './book.ts';
import { VaultRefusal } from './words.ts';

// What a person keeps who asked to be dropped: the entry of the sealed log that says so, opened, with its path to a checkpoint.
// It can be checked for ever without the vault, and shows of the sealed log nothing else.

const dropReceiptForm = object({
  format: oneOf('armistice.dropped/v1'),
  /** The source that was dropped. */
  handle: text({ max: 63 }),
  /** Index of the entry in the sealed log. */
  entry: number(0, Number.MAX_SAFE_INTEGER, 'entries', true),
  /** The key of the sealed log. */
  log: text({ max: 300 }),
  /** The leaf, its path and the checkpoint: a `.tlog-proof`. */
  proof: text({ max: 400_000 }),
  /** The entry's header and fields, one a line, that the leaf commits to. */
  opened: list(text({ max: 70_000 }), 2, 40),
});
/** A proof that a source was dropped. */
export type DropReceipt = Shaped<typeof dropReceiptForm>;

/** What a receipt comes to. */
export interface Dropped {
  readonly handle: string;
  readonly why: string;
  readonly requestedBy: string;
  /** UTC milliseconds that the sealed log gave it. */
  readonly at: number;
  readonly origin: string;
}

/** The receipt of an entry that dropped a source, under the newest checkpoint of the sealed log. */
export async function dropReceipt({ disk, wal, keys }: OpenLog, index: number): Promise<DropReceipt> {
  const parsed = parseSignedCheckpoint(
    textOf((await disk.read('public/checkpoint')) ?? new Uint8Array()) ?? '',
  );
  if (!parsed.ok) throw new Error(`the sealed log has no checkpoint: ${parsed.refusal.message}`);
  const checkpoint = parsed.value;
  let leaf: Uint8Array | undefined;
  for await (const { first, entries } of wal.framesFrom(index)) leaf ??= entries[index - first]?.leaf;
  if (leaf === undefined) throw new VaultRefusal('unknown', `the sealed log has no entry ${index}`);
  const opened = await openedLines(disk, index);
  const handle = fieldsOf(opened).handle;
  return {
    format: 'armistice.dropped/v1',
    handle: String(handle),
    entry: index,
    log: formatVkey(keys.log.key),
    proof: formatReceipt({
      extra: leaf,
      index,
      path: await readInclusionProof(index, checkpoint.size, (path) => disk.read(`public/${path}`)),
      checkpoint,
    }),
    opened,
  };
}

/** The lines that an entry's restricted view opens to. */
async function openedLines(disk: OpenLog['disk'], index: number): Promise<string[]> {
  const [bundle, slot] = [Math.floor(index / TILE_WIDTH), index % TILE_WIDTH];
  const read = async (path: string) => (await disk.read(`private/${path}`)) ?? new Uint8Array();
  const pack = parsePack(await read(formatPackPath(VAULT_AUDIENCE, bundle)));
  const parts = parseSealedParts((pack.ok ? pack.value[slot] : undefined) ?? new Uint8Array());
  const key = parsePartKeys(await read(formatKeyPath(VAULT_AUDIENCE, bundle))).find(
    (one) => one.slot === slot,
  )?.key;
  const ciphertext = parts.ok ? parts.value[0]?.ciphertext : undefined;
  const plain = key && ciphertext ? await openPart(key, ciphertext) : undefined;
  if (plain === undefined)
    throw new VaultRefusal('unknown', `entry ${index} of the sealed log cannot be opened`);
  return (textOf(plain) ?? '').split('\n');
}

function fieldsOf(lines: readonly string[]): { readonly [name: string]: unknown } {
  return Object.assign({}, ...lines.slice(1).map((line) => fieldOf(utf8(line)))) as {
    [name: string]: unknown;
  };
}

/** One disclosed field, or all of a body that was committed to as one. */
function fieldOf(json: Uint8Array): object {
  const disclosure = parseDisclosure(json);
  if (!disclosure.ok) return {};
  const { name, value } = disclosure.value;
  return name === WHOLE_BODY ? (value as object) : { [name]: value };
}

/** Checks a receipt with nothing else. Throws {@link VaultRefusal} naming the first thing that does not hold. */
export async function checkDropReceipt(value: unknown): Promise<Dropped> {
  const read = parseShape(dropReceiptForm, value, 'vault/receipt');
  const wrong = (why: string): never => {
    throw new VaultRefusal('form', `the receipt does not hold: ${why}`);
  };
  if (!read.ok) return wrong(read.refusal.message);
  const { proof, log, opened } = read.value;
  const key = parseVkey(log);
  const receipt = parseReceipt(proof);
  if (!key.ok) return wrong(key.refusal.message);
  if (!receipt.ok) return wrong(receipt.refusal.message);
  const { extra, checkpoint, index } = receipt.value;
  const signed = await checkSignature(checkpoint.note, key.value, nodeVerifier());
  if (signed.state !== 'valid') return wrong('its checkpoint is not signed by the sealed log');
  if (extra === undefined || !receiptHolds(receipt.value, leafHash(extra)))
    return wrong('the entry in it is not in the tree that the sealed log signed');
  const leaf = parseLeaf(extra);
  const part = parseOpenedPart(utf8(opened.join('\n')));
  if (!leaf.ok || leaf.value.type !== 'sealed' || !part.ok) return wrong('its entry cannot be read');
  const { at, commitment } = leaf.value.sealed;
  if (part.value.inner?.commitment !== commitment)
    return wrong('what it shows is not what the entry commits to');
  if (!digestsHold(part.value)) return wrong('a field that it shows is not in the entry');
  const { handle, why, requestedBy } = fieldsOf(opened);
  if (
    part.value.inner.header.kind !== 'vault-dropped' ||
    handle !== read.value.handle ||
    index !== read.value.entry
  )
    return wrong('its entry does not say that this source was dropped');
  return {
    handle: read.value.handle,
    why: String(why),
    requestedBy: String(requestedBy),
    at,
    origin: checkpoint.origin,
  };
}

function digestsHold({ inner, disclosures }: OpenedPart): boolean {
  const body = inner?.header.body;
  const digests = body !== undefined && 'sd' in body ? (body.sd[VAULT_AUDIENCE] ?? []) : [];
  return disclosures.every((json) => digests.includes(toBase64Url(disclosureDigest(json))));
}
