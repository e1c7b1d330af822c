import type { Locator, Page } from 'playwright-core';
import type { Pixel } from '../packages/web/src/map/camera.ts';

/** The frame of the situation's map. */
export const frame = (page: Page): Locator => page.locator('[data-margin]').locator('..');

/** How much ink is around a pixel of the map, and where its middle is, in pixels from there. */
export async function inkAt(
  page: Page,
  [x, y]: Pixel,
): Promise<{ readonly dark: number; readonly off: number }> {
  const box = await frame(page).boundingBox();
  if (box === null) throw new Error('there is no map');
  const clip = {
    x: Math.round(box.x + 1 + x) - 14,
    y: Math.round(box.y + 1 + y) - 14,
    width: 28,
    height: 28,
  };
  const rest = [box.x + 1 + x - clip.x, box.y + 1 + y - clip.y] as const;
  const picture = (await page.screenshot({ clip })).toString('base64');
  return page.evaluate(
    async ([url, right, down]) => {
      const image = new Image();
      image.src = url;
      await image.decode();
      const canvas = document.createElement('canvas');
      [canvas.width, canvas.height] = [image.width, image.height];
      const pen = canvas.getContext('2d');
      if (pen === null) throw new Error('no canvas');
      pen.drawImage(image, 0, 0);
      const { data, width } = pen.getImageData(0, 0, image.width, image.height);
      let [dark, sumX, sumY] = [0, 0, 0];
      for (let at = 0; at < data.length; at += 4) {
        const weight = Math.max(0, 110 - Math.max(data[at] ?? 0, data[at + 1] ?? 0, data[at + 2] ?? 0)) / 110;
        dark += weight;
        sumX += weight * ((at / 4) % width);
        sumY += weight * Math.floor(at / 4 / width);
      }
      const off = dark === 0 ? Number.NaN : Math.hypot(sumX / dark + 0.5 - right, sumY / dark + 0.5 - down);
      return { dark, off };
    },
    [`data:image/png;base64,${picture}`, ...rest] as const,
  );
}

/** The share of the map's pixels that look different on two pictures of it. */
export async function differing(page: Page, one: Buffer, other: Buffer): Promise<number> {
  return page.evaluate(
    async (urls) => {
      const [first, second] = await Promise.all(
        urls.map(async (url) => {
          const image = new Image();
          image.src = url;
          await image.decode();
          const canvas = document.createElement('canvas');
          [canvas.width, canvas.height] = [image.width, image.height];
          const pen = canvas.getContext('2d');
          pen?.drawImage(image, 0, 0);
          return pen?.getImageData(0, 0, image.width, image.height).data ?? new Uint8ClampedArray();
        }),
      );
      if (first === undefined || second === undefined || first.length !== second.length) return 1;
      let count = 0;
      for (let at = 0; at < first.length; at += 4) {
        const by = [0, 1, 2].map((channel) =>
          Math.abs((first[at + channel] ?? 0) - (second[at + channel] ?? 0)),
        );
        if (Math.max(...by) > 40) count += 1;
      }
      return count / (first.length / 4);
    },
    [one, other].map((picture) => `data:image/png;base64,${picture.toString('base64')}`),
  );
}
