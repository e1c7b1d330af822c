import { randomBytes } from 'node:crypto';
import { deflateSync } from 'node:zlib';
import jpeg from 'jpeg-js';
import { PNG } from 'pngjs';
import { expect, test } from 'vitest';
import { cleaned, NotClean } from './cleaning.ts';
import { mediaTypeOf } from './media-type.ts';
import { chunk, interlacedPng, pngOf, telltale, twoHalves, WORDS } from './testing.ts';

test('a picture comes back with its pixels, upright, and with nothing that stood around them', async () => {
  const clean = Buffer.from(await cleaned(telltale()));
  expect(mediaTypeOf(clean)).toBe('image/jpeg');
  for (const word of ['Camera', '48.5100', 'Exif', 'behind']) expect(clean.includes(word)).toBe(false);
  const { width, height, data } = jpeg.decode(clean);
  expect([width, height]).toEqual([8, 16]);
  // What was on the left is on top after a quarter turn to the right.
  const [red, blue] = [data.subarray(0, 3), data.subarray(data.length - 4, data.length - 1)];
  expect([(red[0] ?? 0) > 200, (red[2] ?? 255) < 60]).toEqual([true, true]);
  expect([(blue[0] ?? 255) < 60, (blue[2] ?? 0) > 200]).toEqual([true, true]);

  const note = chunk('tEXt', Buffer.from(`Author\0${WORDS}`, 'latin1'));
  const rows = Buffer.concat(
    Array.from({ length: 8 }, (_, y) =>
      Buffer.concat([Buffer.of(0), twoHalves().subarray(y * 64, y * 64 + 64)]),
    ),
  );
  const png = Buffer.from(await cleaned(pngOf(16, 8, deflateSync(rows), note)));
  expect([mediaTypeOf(png), png.includes('Camera')]).toEqual(['image/png', false]);
  expect(PNG.sync.read(png).data).toEqual(twoHalves());
});

test('what unpacks to more than it says, or says too much, is refused, and the server goes on', async () => {
  const bomb = deflateSync(Buffer.alloc(200_000_000));
  const bad = {
    'a bomb that says it is small': pngOf(16, 8, bomb),
    'a bomb that says what it is': pngOf(50_000, 50_000, bomb),
    'a picture that is cut off': telltale().subarray(0, 300),
    'a picture of no size': pngOf(0, 0, deflateSync(Buffer.alloc(0))),
    garbage: Buffer.concat([Buffer.of(0xff, 0xd8, 0xff), randomBytes(4000)]),
  };
  for (const [name, bytes] of Object.entries(bad)) {
    const outcome = await cleaned(bytes).then(
      (clean) => (clean.length < 10_000 ? 'small' : 'large'),
      (error: unknown) => (error instanceof NotClean ? 'refused' : String(error)),
    );
    // A decoder may read as many rows as there should be and leave the rest.
    expect([name, outcome === 'refused' || outcome === 'small']).toEqual([name, true]);
  }
  // Of these the decoder would unpack everything before it looks, bomb or not: 1.5 MB come to gigabytes.
  const one = deflateSync(Buffer.of(0, 255, 0, 0, 255));
  for (const packed of [one, bomb])
    await expect(cleaned(interlacedPng(1, 1, packed))).rejects.toBeInstanceOf(NotClean);
  expect((await cleaned(telltale(1))).length).toBeGreaterThan(100);
});
