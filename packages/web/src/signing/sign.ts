import {
  authoredBytes,
  type Composed,
  type Composition,
  compose,
  type EntrySignature,
  type Jwk,
  sha256,
  thumbprint,
  toBase64Url,
} from '@armistice/core/record';

// A party, a body or a person signs its own entry on its own device: composed here, signed here, and sent as it is. The
// server checks it and adds nothing to what was signed.

/** A key that signs: its public part, and how it signs what an entry states. */
export interface SigningKey {
  readonly jwk: Jwk;
  sign(message: Uint8Array<ArrayBuffer>): Promise<EntrySignature>;
}

/** What goes to `POST /api/entries`. */
export interface SignedEntry extends Composed {
  readonly sig: EntrySignature;
}

const HOST = {
  now: () => Date.now(),
  random: (bytes: number) => crypto.getRandomValues(new Uint8Array(bytes)),
};

/** Composes an entry in the name of a key and signs it. Sent twice, the same signed entry is one entry of the record. */
export async function signEntry(content: Omit<Composition, 'by'>, key: SigningKey): Promise<SignedEntry> {
  const composed = compose({ ...content, by: thumbprint(key.jwk) }, HOST);
  return { ...composed, sig: await key.sign(authoredBytes(composed.statement)) };
}

/** A key of this browser, which it never gives out: WebCrypto Ed25519. */
export function keyOfBrowser(jwk: Jwk, privateKey: CryptoKey): SigningKey {
  return {
    jwk,
    async sign(message) {
      const value = await crypto.subtle.sign({ name: 'Ed25519' }, privateKey, message);
      return { alg: 'ed25519', value: toBase64Url(new Uint8Array(value)) };
    },
  };
}

/** What a passkey's prompt answers; the part of `navigator.credentials` that signing needs. */
export interface Prompts {
  get(options: { readonly publicKey: PublicKeyCredentialRequestOptions }): Promise<Credential | null>;
}

/**
 * A passkey: its prompt signs a challenge that is the hash of what the entry states (docs/formats/entry.md). Rejects with the
 * browser's own error where the person turns the prompt away.
 */
export function passkeyOf(
  jwk: Jwk,
  credentialId: Uint8Array<ArrayBuffer>,
  prompts: Prompts = navigator.credentials,
): SigningKey {
  return {
    jwk,
    async sign(message) {
      const publicKey: PublicKeyCredentialRequestOptions = {
        challenge: new Uint8Array(sha256(message)),
        allowCredentials: [{ type: 'public-key', id: credentialId }],
        userVerification: 'required',
      };
      const answer = (await prompts.get({ publicKey })) as PublicKeyCredential | null;
      if (answer === null) throw new Error('no passkey answered');
      const { authenticatorData, clientDataJSON, signature } =
        answer.response as AuthenticatorAssertionResponse;
      return {
        alg: 'webauthn',
        authenticator: base64url(authenticatorData),
        client: base64url(clientDataJSON),
        value: base64url(signature),
      };
    },
  };
}

function base64url(bytes: ArrayBuffer): string {
  return toBase64Url(new Uint8Array(bytes));
}
