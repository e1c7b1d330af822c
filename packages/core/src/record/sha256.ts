import { compress, kernel } from './sha256-kernel.ts';
import { LANE_CAPACITY, LANES } from './sha256-module.ts';
import { DIGEST_BYTES } from './sha256-plain.ts';
import { type Sha256, streamOver } from './sha256-stream.ts';

export type { Sha256 } from './sha256-stream.ts';

/** SHA-256 (FIPS 180-4) of the concatenation of `parts`: 32 bytes, synchronous, the same in every host. */
export function sha256(...parts: readonly Uint8Array[]): Uint8Array<ArrayBuffer> {
  let total = 0;
  for (const part of parts) total += part.length;
  const k = kernel();
  if (k === null || total > LANE_CAPACITY) return streamed(parts);
  let at = LANES;
  for (const part of parts) {
    k.bytes.set(part, at);
    at += part.length;
  }
  k.one(LANES, k.pad(0, total), 0);
  k.digest(0, LANES);
  return k.bytes.slice(LANES, LANES + DIGEST_BYTES);
}

function streamed(parts: readonly Uint8Array[]): Uint8Array<ArrayBuffer> {
  const stream = createSha256();
  for (const part of parts) stream.update(part);
  return stream.digest();
}

/** A SHA-256 for content of any size that arrives in pieces. */
export function createSha256(): Sha256 {
  return streamOver(compress);
}
