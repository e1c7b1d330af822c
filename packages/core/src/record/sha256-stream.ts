import { BLOCK_BYTES, type Compress, DIGEST_BYTES, INITIAL_STATE } from './sha256-plain.ts';

/** A SHA-256 over bytes that arrive in pieces. After `digest` the stream is spent. */
export type Sha256 = {
  /** Takes the next bytes. Throws once the digest has been taken. */
  update(bytes: Uint8Array): Sha256;
  /** Closes the message and gives its 32 bytes. Throws when called a second time. */
  digest(): Uint8Array<ArrayBuffer>;
};

/** A stream over the given compression function. The caller's bytes are copied or consumed at once, never kept. */
export function streamOver(compress: Compress): Sha256 {
  const state = Int32Array.from(INITIAL_STATE);
  const rest = new Uint8Array(2 * BLOCK_BYTES);
  let restBytes = 0;
  let totalBytes = 0;
  let spent = false;

  function open(): void {
    if (spent) throw new Error('this SHA-256 has already given its digest; create a new one');
  }

  const stream: Sha256 = {
    update(bytes) {
      open();
      totalBytes += bytes.length;
      let at = 0;
      if (restBytes > 0) {
        at = Math.min(BLOCK_BYTES - restBytes, bytes.length);
        rest.set(bytes.subarray(0, at), restBytes);
        restBytes += at;
        if (restBytes < BLOCK_BYTES) return stream;
        compress(state, rest, 0, 1);
        restBytes = 0;
      }
      const blocks = Math.floor((bytes.length - at) / BLOCK_BYTES);
      if (blocks > 0) compress(state, bytes, at, blocks);
      at += blocks * BLOCK_BYTES;
      restBytes = bytes.length - at;
      rest.set(bytes.subarray(at));
      return stream;
    },
    digest() {
      open();
      spent = true;
      compress(state, rest, 0, pad(rest, restBytes, totalBytes));
      return toBytes(state);
    },
  };
  return stream;
}

/** FIPS 180-4 §5.1.1: a one bit, zeros, the length in bits as 64 bits. Gives the number of blocks it fills. */
function pad(rest: Uint8Array, restBytes: number, totalBytes: number): number {
  const blocks = restBytes + 9 <= BLOCK_BYTES ? 1 : 2;
  const end = blocks * BLOCK_BYTES;
  rest[restBytes] = 0x80;
  rest.fill(0, restBytes + 1, end);
  const view = new DataView(rest.buffer);
  // A length in bytes is exact, in bits it may pass 2^53: split at 2^29 bytes before multiplying.
  view.setUint32(end - 8, Math.floor(totalBytes / 0x2000_0000));
  view.setUint32(end - 4, (totalBytes % 0x2000_0000) * 8);
  return blocks;
}

function toBytes(state: Int32Array): Uint8Array<ArrayBuffer> {
  const digest = new Uint8Array(DIGEST_BYTES);
  const view = new DataView(digest.buffer);
  for (let i = 0; i < 8; i++) view.setInt32(4 * i, state[i] as number);
  return digest;
}
