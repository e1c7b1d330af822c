import { describe, expect, test } from 'vitest';
import { exactly, realCosine, realPi, realRadians, realSine, relativeError } from './testing.ts';
import {
  arcSine,
  arcTangent,
  cosine,
  degrees,
  sine,
  sineCosine,
  sineCosineOfRadians,
} from './trigonometry.ts';

describe('sine and cosine', () => {
  test('of degrees keep a relative error below 1e-15, also beside their zeros', () => {
    const angles = [
      1e-9, 0.1, 30, 44.999999, 45, 45.000001, 89.9999999, 90.0000001, 179.9999999, 269.99, 359.999,
    ];
    for (let angle = -725; angle <= 725; angle += 7.3) angles.push(angle);
    for (const angle of angles) {
      const real = realRadians(angle);
      expect(relativeError(sine(angle), realSine(real)), `sine of ${angle}°`).toBeLessThan(1e-15);
      expect(relativeError(cosine(angle), realCosine(real)), `cosine of ${angle}°`).toBeLessThan(1e-15);
      expect(sineCosine(angle)).toEqual([sine(angle), cosine(angle)]);
    }
  });

  test('are exact at right angles', () => {
    expect([-90, 0, 90, 180, 270, 360].map((angle) => [sine(angle) + 0, cosine(angle) + 0])).toEqual([
      [-1, 0],
      [0, 1],
      [1, 0],
      [0, -1],
      [-1, 0],
      [0, 1],
    ]);
  });

  test('of radians agree within a few turns', () => {
    for (let angle = -9; angle <= 9; angle += 0.31) {
      const [s, c] = sineCosineOfRadians(angle);
      expect(Math.abs(s - Number(realSine(exactly(angle))) / 2 ** 220)).toBeLessThan(1e-15);
      expect(Math.abs(c - Number(realCosine(exactly(angle))) / 2 ** 220)).toBeLessThan(1e-15);
    }
  });
});

describe('the arc tangent', () => {
  test('finds the angle again whose sine and cosine it is given, to 1e-15', () => {
    for (let n = -400; n <= 400; n++) {
      const angle = n / 130;
      const real = exactly(angle);
      // The tangent of the answer's error: sin(a − b) from exact sines and cosines of both.
      const answer = arcTangent(sineOf(real), cosineOf(real));
      const off = realSine(exactly(answer) - real);
      expect(Math.abs(Number(off)) / 2 ** 220, `at ${angle}`).toBeLessThan(
        1e-15 * Math.max(Math.abs(angle), 0.5),
      );
    }
  });

  test('keeps its relative error for small angles and knows the axes', () => {
    for (const t of [1e-12, 1e-5, 0.03, 0.0625, 0.0624999, 0.4, 0.99, 1]) {
      const answer = arcTangent(t, 1);
      const real = exactly(answer);
      // tan(answer) = t, tested as sin − t cos = 0.
      const off = Number(realSine(real) - ((exactly(t) * realCosine(real)) >> 220n)) / 2 ** 220;
      expect(Math.abs(off / t)).toBeLessThan(1e-15);
    }
    expect([arcTangent(0, 0), arcTangent(0, 2), arcTangent(3, 0), arcTangent(-3, 0)]).toEqual([
      0,
      0,
      Math.PI / 2,
      -Math.PI / 2,
    ]);
    expect(relativeError(arcTangent(0, -1), realPi)).toBeLessThan(2e-16);
    expect(degrees(arcTangent(-1, -1))).toBeCloseTo(-135, 12);
  });

  test('gives the arc sine', () => {
    for (let x = -1; x <= 1; x += 0.01) expect(Math.abs(arcSine(x) - Math.asin(x))).toBeLessThan(1e-15);
  });
});

const sineOf = (real: bigint): number => Number(realSine(real)) / 2 ** 220;
const cosineOf = (real: bigint): number => Number(realCosine(real)) / 2 ** 220;
