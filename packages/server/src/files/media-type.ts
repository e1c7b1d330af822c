/** What a file is by its content; what it is called, and what its sender says of it, is not asked. */
export type MediaType = 'image/jpeg' | 'image/png';

/** First bytes of each type. */
const SIGNATURES: readonly (readonly [type: MediaType, bytes: readonly number[]])[] = [
  ['image/jpeg', [0xff, 0xd8, 0xff]],
  ['image/png', [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]],
];

/** The type of a file; undefined of any that is not taken in. */
export function mediaTypeOf(bytes: Uint8Array): MediaType | undefined {
  return SIGNATURES.find(([, signature]) => signature.every((byte, at) => bytes[at] === byte))?.[0];
}
