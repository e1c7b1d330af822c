import { readJson, sendJson } from '../api.ts';

// Passkeys by the browser's own functions: the server's options go in as JSON, the answer comes out as JSON.

const PASSKEY = '/api/auth/passkey';

/** A passkey as the account lists it. */
export interface Passkey {
  readonly id: string;
  readonly name?: string | null;
  /** RFC 3339. */
  readonly createdAt?: string | null;
}

/** The device was asked and did not answer with a passkey: refused, timed out, closed. */
export class PasskeyRefused extends Error {}

/** Whether this browser, at this address, can make and use passkeys: they are bound to a name, never to a number. */
export function canUsePasskeys(): boolean {
  return (
    !isNumber(window.location.hostname) &&
    typeof PublicKeyCredential !== 'undefined' &&
    typeof PublicKeyCredential.parseCreationOptionsFromJSON === 'function'
  );
}

/** The same page under the name of this machine, where the address is its number; undefined elsewhere. */
export function namedAddress(): string | undefined {
  const { hostname, href } = window.location;
  if (hostname !== '127.0.0.1' && hostname !== '[::1]') return undefined;
  const named = new URL(href);
  named.hostname = 'localhost';
  return named.href;
}

function isNumber(hostname: string): boolean {
  return /^[\d.]+$|:/.test(hostname);
}

/** Makes a passkey for whoever is signed in. Throws PasskeyRefused where the device gave none. */
export async function makePasskey(name: string): Promise<void> {
  const options = await readJson(`${PASSKEY}/generate-register-options?name=${encodeURIComponent(name)}`);
  const publicKey = PublicKeyCredential.parseCreationOptionsFromJSON(
    options as PublicKeyCredentialCreationOptionsJSON,
  );
  const made = await asked(navigator.credentials.create({ publicKey }));
  await sendJson(`${PASSKEY}/verify-registration`, { response: made, name });
}

/** Signs in by a passkey of this device. Throws PasskeyRefused where the device gave none. */
export async function signInByPasskey(): Promise<void> {
  const options = await readJson(`${PASSKEY}/generate-authenticate-options`);
  const publicKey = PublicKeyCredential.parseRequestOptionsFromJSON(
    options as PublicKeyCredentialRequestOptionsJSON,
  );
  const shown = await asked(navigator.credentials.get({ publicKey }));
  await sendJson(`${PASSKEY}/verify-authentication`, { response: shown });
}

async function asked(answer: Promise<Credential | null>): Promise<unknown> {
  const credential = await answer.catch((cause: unknown) => {
    throw new PasskeyRefused('the device gave no passkey', { cause });
  });
  if (!(credential instanceof PublicKeyCredential)) throw new PasskeyRefused('the device gave no passkey');
  return credential.toJSON();
}

export async function readPasskeys(signal?: AbortSignal): Promise<readonly Passkey[]> {
  const answer = await readJson(`${PASSKEY}/list-user-passkeys`, signal);
  return (answer as { readonly passkeys: readonly Passkey[] }).passkeys;
}

export async function removePasskey(id: string): Promise<void> {
  await sendJson(`${PASSKEY}/delete-passkey`, { id });
}
