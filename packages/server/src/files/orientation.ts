// Cameras write pixels as the sensor lies and say in EXIF how to turn them. Once that is gone nobody can tell, so the
// pixels are turned first.

/** RGBA pixels, row by row. */
export interface Pixels {
  readonly width: number;
  readonly height: number;
  readonly data: Uint8Array;
}

const TAG_ORIENTATION = 0x0112;
const ENTRY_BYTES = 12;
const LITTLE_ENDIAN = 0x4949;

/** The orientation that EXIF data (TIFF, as in a JPEG after `Exif\0\0`) state: 1 to 8, and 1 where they state none. */
export function orientationIn(exif: Uint8Array | undefined): number {
  if (exif === undefined || exif.length < 14) return 1;
  const view = new DataView(exif.buffer, exif.byteOffset, exif.length);
  const little = view.getUint16(0) === LITTLE_ENDIAN;
  const first = view.getUint32(4, little);
  if (first + 2 > exif.length) return 1;
  const entries = view.getUint16(first, little);
  for (let entry = 0; entry < entries; entry++) {
    const at = first + 2 + entry * ENTRY_BYTES;
    if (at + ENTRY_BYTES > exif.length) return 1;
    if (view.getUint16(at, little) !== TAG_ORIENTATION) continue;
    const stated = view.getUint16(at + 8, little);
    return stated >= 1 && stated <= 8 ? stated : 1;
  }
  return 1;
}

/** The pixels as a person is to see them. */
export function upright(pixels: Pixels, orientation: number): Pixels {
  if (orientation === 1) return pixels;
  const { width, height, data } = pixels;
  const turned = orientation >= 5;
  const [across, down] = turned ? [height, width] : [width, height];
  const into = new Uint8Array(data.length);
  const from = new Uint32Array(data.buffer, data.byteOffset, width * height);
  const to = new Uint32Array(into.buffer);
  for (let y = 0; y < down; y++)
    for (let x = 0; x < across; x++) {
      const [column, row] = sourceOf(orientation, x, y, width, height);
      to[y * across + x] = from[row * width + column] as number;
    }
  return { width: across, height: down, data: into };
}

/** Where the pixel at (x, y) of the upright picture lies in the one as it was taken. */
function sourceOf(
  orientation: number,
  x: number,
  y: number,
  width: number,
  height: number,
): readonly [column: number, row: number] {
  const [right, bottom] = [width - 1, height - 1];
  switch (orientation) {
    case 2:
      return [right - x, y];
    case 3:
      return [right - x, bottom - y];
    case 4:
      return [x, bottom - y];
    case 5:
      return [y, x];
    case 6:
      return [y, bottom - x];
    case 7:
      return [right - y, bottom - x];
    case 8:
      return [right - y, x];
    default:
      return [x, y];
  }
}
