import { expect, test } from 'vitest';
import { frameAt, onPlane } from './frame.ts';
import type { Position } from './place.ts';
import { newStrips, segmentsBeside } from './scan-strips.ts';
import { found, seek, seekIn } from './seek.ts';
import { scanAcross, spreadOf, writeScanned } from './spread.ts';
import { footprint, lineThrough, seeded, windingChain } from './testing.ts';

/** Lines of 10, 100 and 1,000 kilometres. */
const ENDS: readonly [Position, ...Position[]] = [
  [37, 48],
  [37.1, 48.05],
  [38, 48.6],
  [47, 53],
];

test('the segments beside a strip of scan lines hold what is nearest to every place of it, to the last bit', () => {
  const random = seeded(7);
  const point = new Float64Array(3);
  let few = 0;
  for (let round = 0; round < 300; round += 1) {
    const depth = 3 + Math.floor(6 * random());
    const chain = windingChain(
      [ENDS[0], ENDS[1 + Math.floor(3 * random())] as Position],
      depth,
      0.25,
      random,
    );
    const line = lineThrough(...chain);
    const [x, y] = chain[Math.floor(chain.length * random())] as readonly [number, number];
    const away = 0.6 * random();
    const at = [x + away * (random() - 0.5), y + away * (random() - 0.5)] as const;
    const wide = 10 ** (1 + 3 * random());
    const spread = spreadOf(footprint(at, wide, wide * random(), 360 * random()), 200 * random());
    if (spread === undefined) throw new Error('a footprint of metres has a spread');
    seek(line, ...spread.frame.centre);
    const scan = scanAcross(spread, ...onPlane(frameAt(at), [found.x, found.y, found.z]));
    const strips = newStrips(line, scan);
    for (let nth = 0; nth < 200; nth += 1) {
      const t = (2 * random() - 1) * spread.cut;
      const end = Math.sqrt(spread.cut * spread.cut - t * t);
      const near = segmentsBeside(strips, t);
      if (near === undefined) continue;
      few += 1;
      writeScanned(scan, (2 * random() - 1) * end, t, point);
      const [px, py, pz] = [...point] as [number, number, number];
      seek(line, px, py, pz);
      const whole = { ...found };
      seekIn(line, near, px, py, pz);
      expect(found).toEqual(whole);
    }
  }
  expect(few).toBeGreaterThan(30_000);
});
