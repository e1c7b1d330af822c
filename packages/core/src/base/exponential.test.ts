import { describe, expect, test } from 'vitest';
import { errorFunction, exponential, naturalLogarithm, normalDensity, normalShare } from './exponential.ts';
import { exactly, realErrorFunction, realExponential, relativeError } from './testing.ts';

describe('the exponential', () => {
  test('keeps a relative error below 1e-15', () => {
    for (let x = -60; x <= 60; x += 0.37)
      expect(relativeError(exponential(x), realExponential(exactly(x))), `e^${x}`).toBeLessThan(1e-15);
  });

  test('reaches both ends of the doubles', () => {
    expect(exponential(0)).toBe(1);
    for (const x of [709.7, 709.78, -700, -708, -740])
      expect(Math.abs(exponential(x) / Math.exp(x) - 1)).toBeLessThan(x < -708 ? 0.1 : 3e-15);
    expect([exponential(710), exponential(-750)]).toEqual([Number.POSITIVE_INFINITY, 0]);
    expect(exponential(Number.NaN)).toBeNaN();
  });
});

describe('the natural logarithm', () => {
  test('turns the exponential round, to 1e-15', () => {
    for (const x of [
      1e-300, 1e-9, 0.3, 0.706, 0.7072, 0.999, 1.001, 1.413, 1.415, 2, 3, 10, 12345.678, 1e300,
    ]) {
      const answer = naturalLogarithm(x);
      // e^(answer) = x (1 + error), the error relative to the answer.
      const real = Math.abs(answer) > 100 ? undefined : realExponential(exactly(answer));
      const off = real === undefined ? answer / Math.log(x) - 1 : relativeError(x, real) / Math.abs(answer);
      expect(Math.abs(off), `ln ${x}`).toBeLessThan(1e-15);
    }
  });

  test('is exact at one and clear at the edges', () => {
    expect(naturalLogarithm(1)).toBe(0);
    expect(naturalLogarithm(0)).toBe(Number.NEGATIVE_INFINITY);
    expect(naturalLogarithm(-1)).toBeNaN();
    expect(naturalLogarithm(5e-324)).toBeCloseTo(-744.4400719213812, 9);
  });
});

describe('the error function', () => {
  test('keeps a relative error below 1e-15', () => {
    for (let x = 0.001; x < 6; x += 0.043)
      expect(relativeError(errorFunction(x), realErrorFunction(exactly(x))), `erf ${x}`).toBeLessThan(1e-15);
    expect(errorFunction(-0.5)).toBe(-errorFunction(0.5));
    expect([errorFunction(0), errorFunction(7)]).toEqual([0, 1]);
  });

  test('gives the share of a normal distribution that the field quotes', () => {
    expect(normalShare(1.6448536269514722) - normalShare(-1.6448536269514722)).toBeCloseTo(0.9, 14);
    expect(normalShare(0)).toBe(0.5);
    expect(normalDensity(0)).toBeCloseTo(0.3989422804014327, 15);
  });
});
