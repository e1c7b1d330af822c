import fc from 'fast-check';
import { expect, test } from 'vitest';
import { orientation } from './orientation.ts';
import { seeded } from './testing.ts';

/** A double as a whole multiple of 2^−1074 would be slow; coordinates in degrees need 2^−200 at most. */
function exactly(x: number): bigint {
  let [mantissa, exponent] = [x, 0n];
  while (!Number.isInteger(mantissa)) {
    mantissa *= 2;
    exponent += 1n;
  }
  return (BigInt(mantissa) << 200n) >> exponent;
}

function bySize(ax: number, ay: number, bx: number, by: number, px: number, py: number): number {
  const [a, b, c, d, e, f] = [ax, ay, bx, by, px, py].map(exactly) as [
    bigint,
    bigint,
    bigint,
    bigint,
    bigint,
    bigint,
  ];
  const value = (a - e) * (d - f) - (b - f) * (c - e);
  return value > 0n ? 1 : value < 0n ? -1 : 0;
}

const degree = fc.double({ min: -180, max: 180, noNaN: true }).map((x) => (Math.abs(x) < 1e-20 ? 0 : x));

test('the side of an edge is that of whole-number arithmetic, whatever the coordinates', () => {
  fc.assert(
    fc.property(degree, degree, degree, degree, degree, degree, (...six) => {
      expect(orientation(...six)).toBe(bySize(...six));
    }),
    { numRuns: 2000 },
  );
});

test('and so it is for points within a rounding of the edge', () => {
  const random = seeded(11);
  let nought = 0;
  for (let n = 0; n < 20_000; n++) {
    const [ax, ay, bx, by] = [36 + random(), 47 + random(), 38 + random(), 48 + random()];
    const share = n % 2 === 0 ? 0.5 : random();
    const [px, py] = [ax + share * (bx - ax), ay + share * (by - ay)];
    const side = orientation(ax, ay, bx, by, px, py);
    expect(side).toBe(bySize(ax, ay, bx, by, px, py));
    if (side === 0) nought++;
  }
  expect(nought).toBeGreaterThan(0);
});

test('the ends of an edge lie on it', () => {
  expect(orientation(0.1, 0.2, 0.3, 0.7, 0.1, 0.2)).toBe(0);
  expect(orientation(0.1, 0.2, 0.3, 0.7, 0.3, 0.7)).toBe(0);
});
