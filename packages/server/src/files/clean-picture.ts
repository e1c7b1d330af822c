import jpeg from 'jpeg-js';
import { PNG } from 'pngjs';
import { mediaTypeOf } from './media-type.ts';
import { orientationIn, type Pixels, upright } from './orientation.ts';

const QUALITY = 88;
/** Of one picture; a camera of today makes 12 to 24. */
const MOST_MEGAPIXELS = 32;
const MOST_MEGABYTES = 700;
const PNG_WIDTH_AT = 16;
const PNG_INTERLACE_AT = 28;

function cleanJpeg(bytes: Buffer): Uint8Array {
  const limits = { maxResolutionInMP: MOST_MEGAPIXELS, maxMemoryUsageInMB: MOST_MEGABYTES };
  const read = jpeg.decode(bytes, { ...limits, tolerantDecoding: false, useTArray: true });
  const { width, height, data } = upright(read, orientationIn(exifOf(read)));
  return jpeg.encode({ width, height, data: Buffer.from(data.buffer) }, QUALITY).data;
}

function exifOf(read: object): Uint8Array | undefined {
  const { exifBuffer } = read as { readonly exifBuffer?: Uint8Array };
  // What the decoder hands out begins with the last byte of the mark before it.
  return exifBuffer?.[0] === 0 ? exifBuffer.subarray(1) : exifBuffer;
}

function cleanPng(bytes: Buffer): Uint8Array {
  const [width, height] = [bytes.readUInt32BE(PNG_WIDTH_AT), bytes.readUInt32BE(PNG_WIDTH_AT + 4)];
  if (width * height > MOST_MEGAPIXELS * 1e6) throw new Error('too many pixels');
  // The decoder counts what it unpacks of other pictures; of interlaced ones it unpacks whatever is there.
  if (bytes[PNG_INTERLACE_AT] !== 0) throw new Error('interlaced');
  const read: Pixels = PNG.sync.read(bytes, { checkCRC: true });
  const fresh = new PNG({ width: read.width, height: read.height });
  fresh.data = Buffer.from(read.data);
  return PNG.sync.write(fresh);
}

/** The same pixels with nothing of what stood around them. Throws whatever the decoders throw of what they cannot read. */
export function cleanPicture(bytes: Buffer): Uint8Array {
  return mediaTypeOf(bytes) === 'image/png' ? cleanPng(bytes) : cleanJpeg(bytes);
}
