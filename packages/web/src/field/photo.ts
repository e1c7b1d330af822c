import type { PhotoPart } from './kept.ts';

/** What the server takes. */
const MOST_BYTES = 12 * 1024 * 1024;
/** The longer side of a picture that is made smaller. */
const LONGER_SIDE = 2048;
const QUALITY = 0.86;

/** Why a picture cannot be taken. */
export type PhotoFault = 'too-large' | 'not-a-picture' | 'other-format';

export type TakenPhoto =
  | { readonly bytes: ArrayBuffer; readonly part: Omit<PhotoPart, 'id' | 'graphic'> }
  | { readonly fault: PhotoFault };

/**
 * A picture to keep. Made smaller it is drawn anew from its pixels, so that nothing the camera wrote is left in it, place
 * and device included; `original` then says the hash of what the camera took.
 */
export async function takePhoto(
  file: Blob,
  { smaller, original }: { readonly smaller: boolean; readonly original: boolean },
): Promise<TakenPhoto> {
  const taken = await file.arrayBuffer();
  const drawn = await drawnAnew(file);
  if (drawn === undefined) return { fault: 'not-a-picture' };
  const kept = smaller ? drawn : taken;
  const type = typeOf(kept);
  if (type === undefined) return { fault: 'other-format' };
  if (kept.byteLength > MOST_BYTES) return { fault: 'too-large' };
  const sha256 = await hashOf(kept);
  const from = smaller && original ? { originalSha256: await hashOf(taken) } : {};
  return { bytes: kept, part: { sha256, type, bytes: kept.byteLength, ...from } };
}

/** Photographs with one more; twice the same picture is one. */
export function withPhoto(photos: readonly PhotoPart[], photo: PhotoPart): readonly PhotoPart[] {
  return photos.some(({ sha256 }) => sha256 === photo.sha256) ? photos : [...photos, photo];
}

async function drawnAnew(file: Blob): Promise<ArrayBuffer | undefined> {
  const picture = await createImageBitmap(file, { imageOrientation: 'from-image' }).catch(() => undefined);
  if (picture === undefined) return undefined;
  const scale = Math.min(1, LONGER_SIDE / Math.max(picture.width, picture.height));
  const canvas = document.createElement('canvas');
  canvas.width = Math.max(1, Math.round(picture.width * scale));
  canvas.height = Math.max(1, Math.round(picture.height * scale));
  canvas.getContext('2d')?.drawImage(picture, 0, 0, canvas.width, canvas.height);
  picture.close();
  const blob = await new Promise<Blob | null>((done) => canvas.toBlob(done, 'image/jpeg', QUALITY));
  return blob?.arrayBuffer();
}

/** By its first bytes, as the server tells them. */
function typeOf(bytes: ArrayBuffer): PhotoPart['type'] | undefined {
  const [a, b, c, d] = new Uint8Array(bytes, 0, Math.min(4, bytes.byteLength));
  if (a === 0xff && b === 0xd8 && c === 0xff) return 'image/jpeg';
  return a === 0x89 && b === 0x50 && c === 0x4e && d === 0x47 ? 'image/png' : undefined;
}

async function hashOf(bytes: ArrayBuffer): Promise<string> {
  const hash = new Uint8Array(await crypto.subtle.digest('SHA-256', bytes));
  return [...hash].map((byte) => byte.toString(16).padStart(2, '0')).join('');
}
