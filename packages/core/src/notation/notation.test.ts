import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { expectAccepted, type Result } from '../base/index.ts';
import type { Position } from '../geo/index.ts';
import { formatDegrees, readDegrees } from './degrees.ts';
import { formatGridReference, readGridReference } from './grid-reference.ts';

const wordsOf = (result: Result<unknown>) =>
  result.ok ? '' : `${result.refusal.code}: ${result.refusal.message}`;

/** Metres between positions close to each other, roughly. */
function apart([x, y]: Position, [u, v]: Position): number {
  const turn = Math.abs(x - u) > 180 ? 360 - Math.abs(x - u) : Math.abs(x - u);
  return 111_320 * Math.hypot(turn * Math.cos((y * Math.PI) / 180), y - v);
}

describe('grid references', () => {
  // Washington, Paris, Sydney, Bergen (a widened zone), Longyearbyen (one of Svalbard), Donbas; metres as PROJ 9.1.1 has them.
  test.each([
    [[-77.0352, 38.8895], '18S UJ 23486 06483'],
    [[2.2945, 48.8582], '31U DQ 48251 11932'],
    [[151.2153, -33.8568], '56H LH 34900 52288'],
    [[5.32, 60.39], '32V KN 97230 00510'],
    [[15.63, 78.22], '33X WG 14357 82999'],
    [[37.8, 48.5], '37U DP 11354 72570'],
  ] as const)('name the square that %j lies in', (position, reference) => {
    expect(expectAccepted(formatGridReference(position))).toBe(reference);
    expect(apart(expectAccepted(readGridReference(reference)).at, position)).toBeLessThan(1);
  });

  test('are read back to the square they were written from, anywhere on the grid and at any precision', () => {
    fc.assert(
      fc.property(
        fc.double({ min: -180, max: 179.9999, noNaN: true }),
        fc.double({ min: -79.99, max: 83.99, noNaN: true }),
        fc.integer({ min: 1, max: 5 }),
        (x, y, digits) => {
          const written = expectAccepted(formatGridReference([x, y], digits));
          const { at, side } = expectAccepted(readGridReference(written));
          expect(side).toBe(10 ** (5 - digits));
          expect(apart(at, [x, y])).toBeLessThan(0.72 * side + 0.5);
        },
      ),
      { numRuns: 1000 },
    );
  });

  test('say how much they leave open, as the radius that holds 90 %', () => {
    expect(expectAccepted(readGridReference('37T CN 12 67'))).toMatchObject({ side: 1000, radius: 557.5 });
    expect(expectAccepted(readGridReference('37tcn1234567890')).side).toBe(1);
  });

  test.each([
    ['37T CN 123 6789', 'is no grid reference'],
    ['61T CN 12 67', 'is no grid reference'],
    ['0T CN 12 67', 'is no grid reference'],
    ['37I CN 12 67', 'is no grid reference'],
    ['37T', 'is no grid reference'],
    ['', 'is no grid reference'],
    ['ZAH 12345 67890', 'lies beyond 84° north'],
    ['37T KN 12 67', 'is not in zone 37T; check its letters'],
    ['37T CA 12 67', 'is not in zone 37T; check its letters'],
  ])('such as "%s" are refused in words', (text, words) => {
    expect(wordsOf(readGridReference(text))).toContain(words);
  });

  test('end at 84° north and 80° south', () => {
    expect(wordsOf(formatGridReference([10, 85]))).toContain(
      'notation/grid: 85, 10 lies outside of the grid',
    );
    expect(wordsOf(formatGridReference([10, 50], 6))).toContain('give 0 to 5');
    expect(expectAccepted(formatGridReference([180, 10], 0))).toBe(
      expectAccepted(formatGridReference([-180, 10], 0)),
    );
  });
});

describe('degrees, minutes and seconds', () => {
  test.each([
    '48° 30.5′ N 37° 45.2′ E',
    "48°30.5'N, 37°45.2'E",
    'N48 30.5 E037 45.2',
    'N 48 30.5; E 37 45.2',
    '48 30 30 N 37 45 12 E',
    '48°30′30″N 37°45′12″E',
    '37° 45′ 12.0″ E 48° 30′ 30″ N',
    "48º 30' 30'' N 37º 45' 12'' E",
    '48,508333333 N 37,753333333 E',
    '48.508333333n 37.753333333e',
  ])('are read from "%s"', (text) => {
    expect(apart(expectAccepted(readDegrees(text)), [37.75333333, 48.50833333])).toBeLessThan(0.05);
  });

  test('south and west are below nought', () => {
    expect(expectAccepted(readDegrees('33.5 S 70.25 W'))).toEqual([-70.25, -33.5]);
  });

  test.each([
    ['48.5, 37.7', 'must name its hemispheres'],
    ['-48.5 N 37.7 E', 'has a minus sign'],
    ['48d 30m 30s N 37d 45m 12s E', 'must name its hemispheres'],
    ['48.5 N 37.7 N', 'must have one of N and S'],
    ['48.5 N E 37.7', 'must have each letter'],
    ['48 61 N 37 10 E', 'has 61 where less than 60'],
    ['48.5 30 N 37 10 E', 'may have decimals in its last part only'],
    ['48′ 30° N 37 10 E', 'must have degrees, then minutes'],
    ['91 N 37 E', 'has a latitude of 91'],
    ['9 N 181 E', 'has a longitude of 181'],
    ['1 2 3 4 N 5 E', 'has more than degrees, minutes and seconds'],
    ['x N 5 E', 'holds signs that no angle has'],
  ])('"%s" is refused in words', (text, words) => {
    expect(wordsOf(readDegrees(text))).toContain(words);
  });

  test('are read back as they are written, to 2 m, in every style', () => {
    fc.assert(
      fc.property(
        fc.double({ min: -180, max: 180, noNaN: true }),
        fc.double({ min: -90, max: 90, noNaN: true }),
        fc.constantFrom('degrees' as const, 'minutes' as const, 'seconds' as const),
        (x, y, style) => {
          const text = formatDegrees([x, y], style);
          expect(apart(expectAccepted(readDegrees(text)), [x, y])).toBeLessThan(2.3);
        },
      ),
      { numRuns: 1000 },
    );
    expect(formatDegrees([37.9999999, -48.9999999], 'minutes')).toBe('49° 00.000′ S 38° 00.000′ E');
    expect(formatDegrees([37.75333, 48.508333], 'seconds')).toBe('48° 30′ 30.0″ N 37° 45′ 12.0″ E');
  });
});
