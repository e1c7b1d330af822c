// Test-only: pictures with everything around them that a camera writes, and some that none does.
import jpeg from 'jpeg-js';

/** What a camera wrote beside the picture. */
export const WORDS = 'Camera of N. N., 48.5100 N 37.5100 E';

/** Left half red, right half blue. */
export function twoHalves(width = 16, height = 8): Buffer {
  const data = Buffer.alloc(width * height * 4, 255);
  for (let at = 0; at < width * height; at++)
    data.set(at % width < width / 2 ? [255, 0, 0] : [0, 0, 255], at * 4);
  return data;
}

/** A JPEG with a comment and with EXIF that names its owner and says that the picture stands on its side. */
export function telltale(orientation = 6): Buffer {
  const plain = jpeg.encode({ width: 16, height: 8, data: twoHalves() }, 95).data;
  const entries = Buffer.alloc(2 + 24 + 4);
  entries.writeUInt16BE(2, 0);
  entries.writeUInt16BE(0x0112, 2);
  entries.writeUInt16BE(3, 4);
  entries.writeUInt32BE(1, 6);
  entries.writeUInt16BE(orientation, 10);
  entries.writeUInt16BE(0x013b, 14);
  entries.writeUInt16BE(2, 16);
  entries.writeUInt32BE(WORDS.length, 18);
  entries.writeUInt32BE(8 + entries.length, 22);
  const exif = Buffer.concat([
    Buffer.from('Exif\0\0MM\0*\0\0\0\x08', 'latin1'),
    entries,
    Buffer.from(`${WORDS}\0`),
  ]);
  return Buffer.concat([
    plain.subarray(0, 2),
    segment(0xe1, exif),
    segment(0xfe, Buffer.from(WORDS)),
    plain.subarray(2),
    Buffer.from(`${WORDS} behind the end`),
  ]);
}

function segment(marker: number, body: Buffer): Buffer {
  const head = Buffer.from([0xff, marker, 0, 0]);
  head.writeUInt16BE(body.length + 2, 2);
  return Buffer.concat([head, body]);
}

/** A part of a PNG. */
export function chunk(type: string, body: Buffer): Buffer {
  const head = Buffer.alloc(8);
  head.writeUInt32BE(body.length);
  head.write(type, 4, 'latin1');
  const check = Buffer.alloc(4);
  check.writeUInt32BE(crc(Buffer.concat([head.subarray(4), body])));
  return Buffer.concat([head, body, check]);
}

function crc(bytes: Buffer): number {
  let sum = 0xffffffff;
  for (const byte of bytes) {
    sum ^= byte;
    for (let bit = 0; bit < 8; bit++) sum = (sum >>> 1) ^ (sum & 1 ? 0xedb88320 : 0);
  }
  return (sum ^ 0xffffffff) >>> 0;
}

/** A PNG that says it has this size, of packed rows. */
export function pngOf(width: number, height: number, packed: Buffer, ...others: readonly Buffer[]): Buffer {
  return anyPng(width, height, 0, packed, ...others);
}

/** The same in seven passes, each with more of the picture. */
export function interlacedPng(width: number, height: number, packed: Buffer): Buffer {
  return anyPng(width, height, 1, packed);
}

function anyPng(
  width: number,
  height: number,
  interlace: 0 | 1,
  packed: Buffer,
  ...others: readonly Buffer[]
): Buffer {
  const head = Buffer.alloc(13);
  head.writeUInt32BE(width, 0);
  head.writeUInt32BE(height, 4);
  head.set([8, 6, 0, 0, interlace], 8);
  const signature = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);
  return Buffer.concat([
    signature,
    chunk('IHDR', head),
    ...others,
    chunk('IDAT', packed),
    chunk('IEND', Buffer.alloc(0)),
  ]);
}
