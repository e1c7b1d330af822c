import type { Verifier } from './signature.ts';

/** The part of WebCrypto's `crypto.subtle` that verifying needs; browsers, workers and Node have it. */
export interface Subtle {
  importKey(
    format: 'raw',
    key: Uint8Array<ArrayBuffer>,
    algorithm: { readonly name: string; readonly namedCurve?: string },
    extractable: boolean,
    usages: readonly 'verify'[],
  ): Promise<unknown>;
  verify(
    algorithm: { readonly name: string; readonly hash?: string },
    key: never,
    signature: Uint8Array<ArrayBuffer>,
    data: Uint8Array<ArrayBuffer>,
  ): Promise<boolean>;
}

function owned(bytes: Uint8Array): Uint8Array<ArrayBuffer> {
  return new Uint8Array(bytes);
}

function offTheCurve(error: unknown): undefined {
  if ((error as { readonly name?: unknown } | null)?.name !== 'DataError') throw error;
}

/**
 * A verifier on the host's WebCrypto. Rejects where the host has no Ed25519 (older browsers), so that
 * "not checked" can never look like "false signature".
 */
export function webCrypto(subtle: Subtle): Verifier {
  const imported = new Map<string, Promise<unknown>>();
  function keyOf(kind: string, key: Uint8Array): Promise<unknown> {
    const id = `${kind}:${key.join()}`;
    let held = imported.get(id);
    if (held === undefined) {
      const algorithm = kind === 'Ed25519' ? { name: kind } : { name: kind, namedCurve: 'P-256' };
      held = subtle.importKey('raw', owned(key), algorithm, false, ['verify']);
      imported.set(id, held);
    }
    return held;
  }
  return {
    ed25519: async (key, message, signature) =>
      subtle.verify(
        { name: 'Ed25519' },
        (await keyOf('Ed25519', key)) as never,
        owned(signature),
        owned(message),
      ),
    p256: async (key, message, signature) => {
      const algorithm = { name: 'ECDSA', hash: 'SHA-256' };
      // A point off the curve is refused on import. No signature holds under it; the audit must go on.
      const imported = await keyOf('ECDSA', key).catch(offTheCurve);
      if (imported === undefined) return false;
      return subtle.verify(algorithm, imported as never, owned(signature), owned(message));
    },
  };
}
