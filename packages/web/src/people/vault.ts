import { readJson, sendJson } from '../api.ts';

/** What custodians are asked for: to learn who a source is, or to destroy who it is. */
export type VaultAct = 'open' | 'drop';

/** An asking while it lasts: a quarter of an hour. */
export interface Asking {
  readonly id: string;
  readonly act: VaultAct;
  readonly source: string;
  readonly reason: string;
  /** Handles of whoever asked, and of the custodian who agreed. */
  readonly asked: string;
  readonly agreed?: string;
  /** RFC 3339. */
  readonly until: string;
}

/** The vault as custodians see it: nothing of who anybody is. */
export interface Vault {
  readonly custodians: readonly string[];
  readonly held: number;
  readonly askings: readonly Asking[];
}

/** What two custodians did together, out of their sealed log. */
export interface Deed {
  readonly act: VaultAct;
  readonly source: string;
  readonly reason: string;
  readonly asked: string;
  readonly agreed: string;
  readonly at: string;
  readonly entry: number;
}

/** What an asking gave, once. */
export interface Given {
  readonly identity?: Readonly<Record<string, string>>;
  readonly receipt?: unknown;
}

export async function readVault(signal?: AbortSignal): Promise<Vault> {
  return (await readJson('/api/vault', signal)) as Vault;
}

export async function readDeeds(signal?: AbortSignal): Promise<readonly Deed[]> {
  return ((await readJson('/api/vault/log', signal)) as { readonly deeds: readonly Deed[] }).deeds;
}

export async function askVault(act: VaultAct, source: string, reason: string): Promise<void> {
  await sendJson('/api/vault/askings', { act, source, reason });
}

export async function agreeToAsking(id: string, passphrase: string): Promise<void> {
  await sendJson(`/api/vault/askings/${encodeURIComponent(id)}/agree`, { passphrase });
}

export async function carryOut(id: string, passphrase: string): Promise<Given> {
  return (await sendJson(`/api/vault/askings/${encodeURIComponent(id)}/carry-out`, { passphrase })) as Given;
}

export async function withdraw(id: string): Promise<void> {
  await sendJson(`/api/vault/askings/${encodeURIComponent(id)}/withdraw`);
}
