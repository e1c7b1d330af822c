// What is kept on the device is sealed: AES-GCM of 256 bits under one data key, a random IV for each record. The
// record's id goes into the seal, so that nobody puts one record in another's place.

/** A record as it lies on the device. Nothing of it can be read without the data key. */
export interface Sealed {
  readonly id: string;
  readonly iv: Uint8Array<ArrayBuffer>;
  readonly bytes: ArrayBuffer;
}

const IV_BYTES = 12;
/** Texts are filled up to steps of this many bytes: their exact length says less about them. */
const STEP = 4096;

const encoder = new TextEncoder();
const decoder = new TextDecoder('utf-8', { fatal: true });

/** A new data key; it leaves the browser's key store wrapped alone. */
export function newDataKey(): Promise<CryptoKey> {
  return crypto.subtle.generateKey({ name: 'AES-GCM', length: 256 }, true, ['encrypt', 'decrypt']);
}

export async function sealBytes(key: CryptoKey, id: string, plain: BufferSource): Promise<Sealed> {
  const iv = crypto.getRandomValues(new Uint8Array(IV_BYTES));
  const bytes = await crypto.subtle.encrypt(seal(iv, id), key, plain);
  return { id, iv, bytes };
}

/** Undefined where the key is another, or any bit was changed. */
export async function openBytes(key: CryptoKey, sealed: Sealed): Promise<ArrayBuffer | undefined> {
  try {
    return await crypto.subtle.decrypt(seal(sealed.iv, sealed.id), key, sealed.bytes);
  } catch {
    return undefined;
  }
}

/** Seals something that JSON can say, filled up with blanks to a round length. */
export function sealValue(key: CryptoKey, id: string, value: unknown): Promise<Sealed> {
  const text = encoder.encode(JSON.stringify(value));
  const padded = new Uint8Array(Math.ceil(text.length / STEP) * STEP).fill(0x20);
  padded.set(text);
  return sealBytes(key, id, padded);
}

/** Undefined where it cannot be opened. */
export async function openValue(key: CryptoKey, sealed: Sealed): Promise<unknown> {
  const plain = await openBytes(key, sealed);
  return plain === undefined ? undefined : JSON.parse(decoder.decode(plain));
}

function seal(iv: Uint8Array<ArrayBuffer>, id: string): AesGcmParams {
  return { name: 'AES-GCM', iv, additionalData: encoder.encode(`armistice/field/v1 ${id}`) };
}
