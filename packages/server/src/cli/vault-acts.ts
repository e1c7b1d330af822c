import { readFile, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import {
  type Agreement,
  type Asking,
  agree,
  dropTogether,
  keysOf,
  newAsking,
  openTogether,
} from '../vault/acts.ts';
import type { CustodianKeys } from '../vault/custodian.ts';
import { checkDropReceipt, type DropReceipt, dropReceipt } from '../vault/receipt.ts';
import { addCustodian, removeCustodian } from '../vault/resealing.ts';
import { addIdentity, initVault, type Vault, type VaultPlace, withVault } from '../vault/vault.ts';
import { checkVault } from '../vault/verifying.ts';
import type { Identity } from '../vault/words.ts';
import { CommandError, EXIT, type ExitCode, type Io, usageError } from './command.ts';
import { configOf } from './opened.ts';
import { passphraseOf } from './passphrase.ts';
import { moment } from './words.ts';

const NAME = 'vault';
const MOST_BYTES = 64 * 1024;

/** What was typed after `armistice vault`. */
export interface VaultWords {
  readonly verb: string;
  /** The data folder, or a receipt. */
  readonly place: string;
  /** A source or a custodian. */
  readonly named: string;
  readonly more: string | undefined;
  readonly custodian: readonly string[];
  readonly passphrase: readonly string[];
  readonly by?: string | undefined;
  readonly first?: string | undefined;
  readonly second?: string | undefined;
  readonly reason?: string | undefined;
  readonly 'requested-by'?: string | undefined;
  readonly out?: string | undefined;
  readonly vault?: string | undefined;
  readonly state?: string | undefined;
  readonly json: boolean;
}

function placeOf({ place, vault, state }: VaultWords): VaultPlace {
  return { folder: resolve(vault ?? join(place, 'vault')), ...(state === undefined ? {} : { state }) };
}

function passphraseFor(words: VaultWords, io: Io, handle: string): Promise<string> {
  const given = words.passphrase.find((one) => one.startsWith(`${handle}=`));
  return passphraseOf(io, { file: given?.slice(handle.length + 1), asks: `passphrase of ${handle}` });
}

function needed(words: VaultWords, option: 'by' | 'first' | 'second' | 'reason' | 'requested-by'): string {
  const value = words[option];
  if (value === undefined || value === '') throw usageError(NAME, `--${option} is missing`);
  return value;
}

function tell(words: VaultWords, io: Io, says: string, summary: object): ExitCode {
  io.err(`${says}\n`);
  if (words.json) io.out(`${JSON.stringify({ ok: true, ...summary })}\n`);
  return EXIT.yes;
}

/** `init`: makes the vault of a mission. */
export async function makeVault(words: VaultWords, io: Io): Promise<ExitCode> {
  const custodians: { readonly handle: string; readonly passphrase: string }[] = [];
  for (const handle of words.custodian)
    custodians.push({ handle, passphrase: await passphraseFor(words, io, handle) });
  await initVault(placeOf(words), await configOf(words.place), custodians);
  const handles = words.custodian.join(', ');
  return tell(words, io, `the vault is made; any two of ${handles} open it together`, {
    vault: placeOf(words).folder,
    custodians: words.custodian,
  });
}

/** `add`: puts in who a source is. */
export async function addTo(words: VaultWords, io: Io): Promise<ExitCode> {
  const by = needed(words, 'by');
  const identity = await readIdentityText(words.more, io);
  await withVault(placeOf(words), (vault) => addIdentity(vault, words.named, identity, by));
  return tell(words, io, `${words.named} is in the vault`, { source: words.named });
}

async function readIdentityText(file: string | undefined, io: Io): Promise<Identity> {
  const chunks: Uint8Array[] = [];
  if (file === undefined || file === '-') for await (const chunk of io.stdin) chunks.push(chunk);
  else chunks.push(await readFile(file));
  const bytes = Buffer.concat(chunks);
  try {
    if (bytes.length > MOST_BYTES) throw new Error('it is too long');
    // What it holds is read strictly where it is sealed.
    return JSON.parse(bytes.toString('utf8')) as Identity;
  } catch (error) {
    throw new CommandError(
      `the identity cannot be read: ${(error as Error).message}`,
      'give a JSON object of texts, such as {"name": "…", "contact": "…"}',
      EXIT.usage,
    );
  } finally {
    bytes.fill(0);
  }
}

/** `open`: two custodians at one keyboard learn who a source is. */
export async function openOne(words: VaultWords, io: Io): Promise<ExitCode> {
  const identity = await together(words, io, 'open', openTogether);
  // The identity is the result; nothing else stands on standard output.
  io.out(`${JSON.stringify(identity)}\n`);
  io.err(`the opening of ${words.named} stands in the sealed log\n`);
  return EXIT.yes;
}

/** `drop`: two custodians destroy who a source is, and write the receipt. */
export async function dropFrom(words: VaultWords, io: Io): Promise<ExitCode> {
  needed(words, 'requested-by');
  const receipt = await together(words, io, 'drop', dropTogether);
  await giveReceipt(words, io, receipt);
  return tell(words, io, `${words.named} is dropped; older backups may still hold it`, {
    entry: receipt.entry,
  });
}

async function together<T>(
  words: VaultWords,
  io: Io,
  act: 'open' | 'drop',
  carryOut: (vault: Vault, asking: Asking, agreement: Agreement, keys: CustodianKeys) => Promise<T>,
): Promise<T> {
  const [first, second, why] = [needed(words, 'first'), needed(words, 'second'), needed(words, 'reason')];
  const requestedBy = words['requested-by'] ?? first;
  const asking = newAsking({ act, handle: words.named, why, first, requestedBy });
  const passphrases = [
    await passphraseFor(words, io, second),
    await passphraseFor(words, io, first),
  ] as const;
  return withVault(placeOf(words), async (vault) => {
    const others = await keysOf(vault, second, passphrases[0]);
    const keys = await keysOf(vault, first, passphrases[1]);
    return carryOut(vault, asking, await agree(vault, asking, others), keys);
  });
}

/** `receipt`: the proof of a drop once more, under the newest checkpoint. */
export async function receiptAgain(words: VaultWords, io: Io): Promise<ExitCode> {
  const receipt = await withVault(placeOf(words), async ({ book, record }) => {
    const dropped = book.identities.get(words.named)?.dropped;
    if (dropped === undefined)
      throw new CommandError(`${words.named} was not dropped`, 'check the handle of the source');
    return dropReceipt(record, dropped);
  });
  await giveReceipt(words, io, receipt);
  return EXIT.yes;
}

async function giveReceipt({ out }: VaultWords, io: Io, receipt: DropReceipt): Promise<void> {
  const text = `${JSON.stringify(receipt, null, 1)}\n`;
  if (out === undefined) io.out(text);
  else await writeFile(out, text, { mode: 0o600 });
}

/** `custodian-add`, `custodian-remove`: two custodians change who they are; all is sealed anew. */
export async function changeCustodian(words: VaultWords, io: Io): Promise<ExitCode> {
  const [first, second] = [needed(words, 'first'), needed(words, 'second')];
  const passphrases = [
    await passphraseFor(words, io, first),
    await passphraseFor(words, io, second),
  ] as const;
  const adds = words.verb === 'custodian-add';
  const own = adds ? await passphraseFor(words, io, words.named) : '';
  await withVault(placeOf(words), async (vault) => {
    const by = [
      await keysOf(vault, first, passphrases[0]),
      await keysOf(vault, second, passphrases[1]),
    ] as const;
    if (adds) await addCustodian(vault, by, { handle: words.named, passphrase: own });
    else await removeCustodian(vault, by, words.named);
  });
  const says = adds
    ? 'is a custodian now'
    : 'is no custodian any more; change what they could know otherwise';
  return tell(words, io, `${words.named} ${says}; every identity was sealed anew`, {
    custodian: words.named,
  });
}

/** `verify`: the vault against its sealed log, with nothing in it opened. */
export async function verifyVault(words: VaultWords, io: Io): Promise<ExitCode> {
  const check = await withVault(placeOf(words), checkVault);
  const { custodians, held, opened, dropped, problems } = check;
  io.err(
    [
      `vault: ${problems.length === 0 ? 'yes' : 'NO'}`,
      `  custodians ${custodians.join(', ')}; any two open it`,
      `  ${held} held, ${dropped} dropped, opened ${opened} ${opened === 1 ? 'time' : 'times'}`,
      ...problems.map((problem) => `  ${problem}`),
      '',
    ].join('\n'),
  );
  if (words.json) io.out(`${JSON.stringify({ ok: problems.length === 0, ...check })}\n`);
  return problems.length === 0 ? EXIT.yes : EXIT.no;
}

/** `check`: a receipt of a drop, with nothing but itself. */
export async function checkReceiptFile(words: VaultWords, io: Io): Promise<ExitCode> {
  let value: unknown;
  try {
    value = JSON.parse(await readFile(words.place, 'utf8'));
  } catch (error) {
    throw new CommandError(
      `the receipt cannot be read: ${(error as Error).message}`,
      'check the path',
      EXIT.usage,
    );
  }
  const { handle, why, requestedBy, at, origin } = await checkDropReceipt(value);
  return tell(
    words,
    io,
    `${handle} was dropped at ${moment(at)} by ${origin}; asked for by ${requestedBy}: ${why}`,
    {
      source: handle,
      at,
      origin,
    },
  );
}
