import { readJson, sendJson } from '../api.ts';

// The ways in and out. What passes here (passwords, codes) is kept nowhere in the page.

const AUTH = '/api/auth';

/** Makes the first account. `code` was printed by the server. Signs in. */
export async function makeFirstAccount(code: string, handle: string, password: string): Promise<void> {
  await sendJson('/api/first-run', { code, handle, password });
}

/** Takes up an invitation with a password of one's own. Signs in. */
export async function join(code: string, password: string): Promise<void> {
  await sendJson('/api/join', { code, password });
}

/** Signs in by handle and password; `second-step` where a code is still asked for. */
export async function signIn(handle: string, password: string): Promise<'in' | 'second-step'> {
  const answer = await sendJson(`${AUTH}/sign-in/username`, { username: handle, password });
  const { twoFactorRedirect } = (answer ?? {}) as { readonly twoFactorRedirect?: boolean };
  return twoFactorRedirect === true ? 'second-step' : 'in';
}

export async function signOut(): Promise<void> {
  await sendJson(`${AUTH}/sign-out`);
}

/** Checks six digits of the app, at sign-in or to turn the app on. */
export async function checkTotp(code: string): Promise<void> {
  await sendJson(`${AUTH}/two-factor/verify-totp`, { code });
}

/** Uses up one recovery code at sign-in. */
export async function spendRecoveryCode(code: string): Promise<void> {
  await sendJson(`${AUTH}/two-factor/verify-backup-code`, { code });
}

/** The secret of an app that is being set up, as `otpauth:` address, and the recovery codes that belong to it. */
export interface AppSetup {
  readonly uri: string;
  readonly codes: readonly string[];
}

/** Begins to set up an app; it counts once one of its codes was checked. */
export async function setUpApp(password: string): Promise<AppSetup> {
  const answer = (await sendJson(`${AUTH}/two-factor/enable`, { password })) as {
    readonly totpURI: string;
    readonly backupCodes: readonly string[];
  };
  return { uri: answer.totpURI, codes: answer.backupCodes };
}

export async function turnOffApp(password: string): Promise<void> {
  await sendJson(`${AUTH}/two-factor/disable`, { password });
}

/** New recovery codes; the old ones stop working. */
export async function renewRecoveryCodes(password: string): Promise<readonly string[]> {
  const answer = await sendJson(`${AUTH}/two-factor/generate-backup-codes`, { password });
  return (answer as { readonly backupCodes: readonly string[] }).backupCodes;
}

/** Changes the password and ends all other sessions. */
export async function changePassword(currentPassword: string, newPassword: string): Promise<void> {
  await sendJson(`${AUTH}/change-password`, { currentPassword, newPassword });
}

/** A browser in which one is signed in. */
export interface OpenSession {
  readonly id: string;
  /** RFC 3339. */
  readonly began: string;
  readonly until: string;
  /** What the browser calls itself. */
  readonly agent: string;
  readonly current: boolean;
}

export async function readSessions(signal?: AbortSignal): Promise<readonly OpenSession[]> {
  const answer = await readJson(`${AUTH}/list-sessions`, signal);
  return (answer as { readonly sessions: readonly OpenSession[] }).sessions;
}

export async function endSession(id: string): Promise<void> {
  await sendJson(`${AUTH}/revoke-session`, { id });
}

export async function endOtherSessions(): Promise<void> {
  await sendJson(`${AUTH}/revoke-other-sessions`);
}

/** A party's own service for signing in. */
export interface Provider {
  readonly id: string;
  readonly party: string;
  /** What the party calls it. */
  readonly name: string;
}

export async function readProviders(signal?: AbortSignal): Promise<readonly Provider[]> {
  const answer = (await readJson(`${AUTH}/providers`, signal)) as { readonly providers: readonly Provider[] };
  return answer.providers;
}

/** Where a link goes that signs in at a party's own service; it sends the browser back. */
export function addressOfProvider(id: string): string {
  return `${AUTH}/provider/${encodeURIComponent(id)}`;
}
