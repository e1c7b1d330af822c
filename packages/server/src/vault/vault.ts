import { randomBytes } from 'node:crypto';
import { mkdir, open, readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { parseShape, type Result } from '@armistice/core/base';
import { type FolderDisk, folderDisk } from '../record/disk.ts';
import { type OpenLog, openLog } from '../record/folder.ts';
import { initLog, introduction } from '../record/founding.ts';
import { type Exclusive, exclusive } from '../witness/exclusive.ts';
import { type Book, listedAs, readBook, VAULT_AUDIENCE, vaultEntry } from './book.ts';
import { type CustodianKeys, newCustodian } from './custodian.ts';
import { sealIdentity } from './sealing.ts';
import {
  type Custodian,
  handleForm,
  type Identity,
  type IdentityFile,
  identityFileForm,
  identityForm,
  type VaultFile,
  VaultRefusal,
  vaultForm,
} from './words.ts';

// A vault is a folder of its own: who its custodians are, the sealed identities of this epoch, and the sealed log. It is opened
// for one act and shut again, by a command or by the server: nothing of it is held in between.

/** Where a vault lies. */
export interface VaultPlace {
  readonly folder: string;
  /** Where this machine remembers what it signed. */
  readonly state?: string;
}

/** A vault, open for one act. */
export interface Vault {
  readonly folder: string;
  readonly disk: FolderDisk;
  readonly file: VaultFile;
  readonly record: OpenLog;
  readonly book: Book;
}

const FILE = 'vault.json';
const NEXT = 'vault.json.next';
/** The folder of the sealed log, below that of the vault. */
export const SEALED_LOG = 'log';

const turns = new Map<string, Exclusive>();

/** Makes a vault with its first custodians, by handle and passphrase. Throws {@link VaultRefusal}; two are the least. */
export async function initVault(
  place: VaultPlace,
  mission: { readonly origin: string; readonly mission: string },
  custodians: readonly { readonly handle: string; readonly passphrase: string }[],
  cost?: number,
): Promise<void> {
  const handles = custodians.map(({ handle }) => must(parseShape(handleForm, handle, 'vault/handle')));
  if (new Set(handles).size < 2 || new Set(handles).size < handles.length)
    throw new VaultRefusal(
      'person',
      'a vault takes at least two custodians, each with a handle of their own',
    );
  const disk = folderDisk(place.folder);
  if ((await disk.size(FILE)) !== undefined)
    throw new VaultRefusal('taken', `${place.folder} holds a vault already`);
  await mkdir(place.folder, { recursive: true, mode: 0o700 });
  const made: Custodian[] = [];
  for (const { handle, passphrase } of custodians)
    made.push((await newCustodian(handle, passphrase, cost)).custodian);
  const log = logPlace(place);
  await initLog({
    ...log,
    origin: `${mission.origin}/vault`,
    mission: mission.mission,
    sealedFor: VAULT_AUDIENCE,
  });
  const record = await openLog({ ...log, publishMs: 0 });
  try {
    await introduce(record, made);
    const first = vaultEntry('vault-custodians', { epoch: 0, custodians: made.map(listedAs) });
    await record.log.append([record.log.draft(first, record.keys.registrar)]);
  } finally {
    await record.log.close();
  }
  await keepVaultFile(disk, FILE, { format: 'armistice.vault/v1', epoch: 0, custodians: made });
  await disk.close();
}

/** Opens a vault, does one thing with it, and shuts it. One at a time; another process that has it open is told. */
export function withVault<T>(place: VaultPlace, work: (vault: Vault) => Promise<T>): Promise<T> {
  const inTurn = turns.get(place.folder) ?? exclusive();
  turns.set(place.folder, inTurn);
  return inTurn(() => openAndDo(place, work));
}

async function openAndDo<T>(place: VaultPlace, work: (vault: Vault) => Promise<T>): Promise<T> {
  const disk = folderDisk(place.folder);
  if ((await disk.size(FILE)) === undefined)
    throw new VaultRefusal(
      'unknown',
      `there is no vault in ${place.folder}: make one with armistice vault init`,
    );
  const record = await openLog({ ...logPlace(place), publishMs: 0 });
  try {
    const book = await readBook(record.log);
    const file = await settled(place.folder, disk, book);
    const vault = { folder: place.folder, disk, file, record, book };
    await finishDrops(vault);
    return await work(vault);
  } finally {
    await record.log.close();
    await disk.close();
  }
}

function logPlace({ folder, state }: VaultPlace) {
  return { folder: join(folder, SEALED_LOG), ...(state === undefined ? {} : { state }) };
}

/** The vault as its sealed log says it is: a change of custodians that a crash cut short is completed, or never began. */
async function settled(folder: string, disk: FolderDisk, book: Book): Promise<VaultFile> {
  if ((await disk.size(NEXT)) !== undefined) {
    const next = await readVaultFile(disk, NEXT);
    if (next.epoch === book.epoch) await disk.rename(NEXT, FILE);
    else await disk.remove(NEXT);
  }
  const file = await readVaultFile(disk, FILE);
  const listed = JSON.stringify([file.epoch, file.custodians.map(listedAs)]);
  if (listed !== JSON.stringify([book.epoch, book.custodians]))
    throw new VaultRefusal(
      'form',
      'the custodians in vault.json are not those of the sealed log: it was changed, or put back from elsewhere. Nothing is sealed for them',
    );
  for (const name of await disk.list(''))
    if (/^identities-\d+$/.test(name) && name !== epochFolder(file.epoch)) await wipeFolder(folder, name);
  return file;
}

/** Notes a change of custodians, which is in force once the sealed log says so and {@link settleFile} was called. */
export async function prepareFile({ disk }: Vault, file: VaultFile): Promise<void> {
  await keepVaultFile(disk, NEXT, file);
}

/** Puts a change of custodians into force, and destroys what was sealed for those before. */
export async function settleFile({ disk, folder }: Vault, before: number): Promise<void> {
  await disk.rename(NEXT, FILE);
  await wipeFolder(folder, epochFolder(before));
}

/** Introduces the keys with which custodians sign in the sealed log. */
export async function introduce({ log, keys }: OpenLog, custodians: readonly Custodian[]): Promise<void> {
  const drafts = custodians.map(({ handle, key }) => {
    const jwk = { crv: 'Ed25519', kty: 'OKP', x: key } as const;
    return log.draft(introduction({ jwk }, 'person', handle), keys.registrar);
  });
  await log.append(drafts);
}

/** Puts into the vault who a source is. Nobody opens anything for it. `by`: the handle of whoever took it in. */
export async function addIdentity(
  vault: Vault,
  handle: string,
  identity: Identity,
  by: string,
): Promise<void> {
  const source = must(parseShape(handleForm, handle, 'vault/handle'));
  const who = must(parseShape(identityForm, identity, 'vault/identity'));
  const known = vault.book.identities.get(source);
  if (known !== undefined && known.dropped === undefined)
    throw new VaultRefusal(
      'taken',
      `${source} is in the vault already; drop it first, or take another handle`,
    );
  const { file, commitment } = await sealIdentity(source, who, vault.file.custodians);
  await keepIdentity(vault.disk, vault.file.epoch, file);
  await write(
    vault,
    vault.record.keys.registrar,
    vaultEntry('vault-identity', { handle: source, commitment, by }),
  );
}

/** Signs entries into the sealed log; they are durable, and under a checkpoint, when this answers. Answers the last one's index. */
export async function write(
  { record }: Vault,
  signer: CustodianKeys['signer'],
  ...contents: readonly Parameters<OpenLog['log']['draft']>[0][]
): Promise<number> {
  const taken = await record.log.append(contents.map((content) => record.log.draft(content, signer)));
  await record.log.publish();
  return taken.at(-1)?.index ?? -1;
}

/** The sealed identity of a handle. Throws {@link VaultRefusal} where the vault holds none. */
export async function readIdentity({ disk, file, book }: Vault, handle: string): Promise<IdentityFile> {
  const known = book.identities.get(handle);
  const bytes =
    known === undefined || known.dropped !== undefined
      ? undefined
      : await disk.read(identityPath(file.epoch, handle));
  if (bytes === undefined)
    throw new VaultRefusal(
      'unknown',
      known?.dropped === undefined ? `${handle} is not in the vault` : `${handle} was dropped`,
    );
  const read = must(parseShape(identityFileForm, jsonOf(bytes), 'vault/identity'));
  if (read.handle !== handle) throw new VaultRefusal('form', `the file of ${handle} is that of another`);
  return read;
}

/** Keeps a sealed identity for the custodians of an epoch. */
export async function keepIdentity(disk: FolderDisk, epoch: number, file: IdentityFile): Promise<void> {
  const bytes = new TextEncoder().encode(`${JSON.stringify(file)}\n`);
  await disk.replace(identityPath(epoch, file.handle), bytes, 0o600);
}

/** Destroys a sealed identity: its bytes are written over, then the file is removed. Safe to repeat. */
export async function wipeIdentity({ folder, file, disk }: Vault, handle: string): Promise<void> {
  await overwrite(join(folder, identityPath(file.epoch, handle)));
  await disk.remove(identityPath(file.epoch, handle));
}

/** Handles of the identities that lie in the vault now. */
export async function heldIn({ disk, file }: Vault): Promise<readonly string[]> {
  const names = await disk.list(epochFolder(file.epoch));
  return names.filter((name) => name.endsWith('.json')).map((name) => name.slice(0, -'.json'.length));
}

/** What the sealed log says was dropped is dropped, also after a crash in between. */
async function finishDrops(vault: Vault): Promise<void> {
  for (const handle of await heldIn(vault))
    if (vault.book.identities.get(handle)?.dropped !== undefined) await wipeIdentity(vault, handle);
}

function epochFolder(epoch: number): string {
  return `identities-${epoch}`;
}

function identityPath(epoch: number, handle: string): string {
  return `${epochFolder(epoch)}/${handle}.json`;
}

async function wipeFolder(folder: string, name: string): Promise<void> {
  const path = join(folder, name);
  for (const file of await readdir(path).catch(() => [])) await overwrite(join(path, file));
  await rm(path, { recursive: true, force: true });
}

/** Best effort: flash memory and file systems with snapshots keep old blocks, as SECURITY.md says. */
async function overwrite(path: string): Promise<void> {
  const file = await open(path, 'r+').catch(() => undefined);
  if (file === undefined) return;
  try {
    const { size } = await file.stat();
    await file.write(randomBytes(size), 0, size, 0);
    await file.sync();
  } finally {
    await file.close();
  }
}

async function keepVaultFile(disk: FolderDisk, path: string, file: VaultFile): Promise<void> {
  await disk.replace(path, new TextEncoder().encode(`${JSON.stringify(file, null, 1)}\n`), 0o600);
}

async function readVaultFile(disk: FolderDisk, path: string): Promise<VaultFile> {
  return must(parseShape(vaultForm, jsonOf((await disk.read(path)) ?? new Uint8Array()), 'vault/file'));
}

function jsonOf(bytes: Uint8Array): unknown {
  try {
    return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes));
  } catch {
    return undefined;
  }
}

function must<T>(result: Result<T>): T {
  if (result.ok) return result.value;
  throw new VaultRefusal('form', result.refusal.message);
}
