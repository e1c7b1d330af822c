import decodeQR from 'qr/decode.js';
import { expect, test } from 'vitest';
import { pictureOf } from './picture-code.tsx';

const KEY =
  'otpauth://totp/Exercise:duty-north?secret=JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP&issuer=Exercise&digits=6';

/** The picture as a camera sees it: `scale` pixels a module. */
function photographed({ side, path }: ReturnType<typeof pictureOf>, scale = 6) {
  const width = side * scale;
  const data = new Uint8Array(width * width * 4).fill(255);
  for (const [, x, y] of path.matchAll(/M(\d+) (\d+)/g))
    for (let row = 0; row < scale; row++)
      for (let column = 0; column < scale; column++) {
        const at = (Number(y) * scale + row) * width + Number(x) * scale + column;
        data.set([0, 0, 0, 255], at * 4);
      }
  return { width, height: width, data };
}

test('what is drawn is read back by a scanner, to the letter', () => {
  expect(decodeQR(photographed(pictureOf(KEY)))).toBe(KEY);
});
