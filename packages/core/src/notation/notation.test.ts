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
    '37U DQ 12345 67890',
    '37UDQ1234567890',
    '37u dq 1234567890',
    ' MGRS: 37U-DQ-12345-67890',
    '37U DQ, 12345, 67890',
  ])('as patrols write them: "%s"', (text) => {
    const { at, side } = expectAccepted(readGridReference(text));
    expect(side).toBe(1);
    // The middle of the square as PROJ 9.1.1 has it.
    expect(apart(at, [37.792919, 49.3574212])).toBeLessThan(0.1);
    expect(expectAccepted(formatGridReference(at))).toBe('37U DQ 12345 67890');
  });

  test('in any writing name the same square', () => {
    fc.assert(
      fc.property(
        fc.double({ min: -180, max: 179.9999, noNaN: true }),
        fc.double({ min: -79.99, max: 83.99, noNaN: true }),
        fc.integer({ min: 0, max: 5 }),
        fc.constantFrom('', ' ', '-', ', '),
        fc.boolean(),
        (x, y, digits, between, small) => {
          const written = expectAccepted(formatGridReference([x, y], digits));
          const other = written.replaceAll(' ', between);
          const read = expectAccepted(readGridReference(written));
          expect(readGridReference(small ? other.toLowerCase() : other)).toEqual({ ok: true, value: read });
          // The middle of a square lies in it, unless a zone or band ends there.
          const again = formatGridReference(read.at, digits);
          if (again.ok && again.value.slice(0, 3) === written.slice(0, 3)) expect(again.value).toBe(written);
        },
      ),
      { numRuns: 1000 },
    );
  });

  test('any text gets an answer, never a crash, and a refusal says what to write', () => {
    fc.assert(
      fc.property(
        fc.oneof(
          fc.string({ unit: 'grapheme' }),
          fc.stringMatching(/^[0-9A-Z ]{0,16}$/),
          fc.string({ maxLength: 300 }),
        ),
        (text) => {
          const read = readGridReference(text);
          if (!read.ok) expect(read.refusal.message).toMatch(/;/);
          const degrees = readDegrees(text);
          if (!degrees.ok) expect(degrees.refusal.message.length).toBeGreaterThan(20);
        },
      ),
    );
  });

  test.each([
    ['37T CN 1234 567890', 'its digits stand in groups of 4 and 6'],
    ['37T CN 12 34 56 78', 'its digits stand in groups of 2 and 2 and 2 and 2'],
    ['37T CN 12345', 'it has 5 digits after its letters'],
    ['37У DQ 12345 67890', 'has the sign У'],
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
    '483030N 0374512E',
    '4830.5N 03745.2E',
    '48-30-30N 037-45-12E',
    '48°30′30″ с.ш. 37°45′12″ в.д.',
    '48°30′30″ пн. ш., 37°45′12″ сх. д.',
    '48˚30´30´´N 37˚45´12´´E',
  ])('are read from "%s"', (text) => {
    expect(apart(expectAccepted(readDegrees(text)), [37.75333333, 48.50833333])).toBeLessThan(0.05);
  });

  test.each([
    ['48°05′30″N 37°45′12″E', 48 + 5.5 / 60, 37 + 45.2 / 60],
    ['N48 05.500 E037 45.200', 48 + 5.5 / 60, 37 + 45.2 / 60],
    ['15°30′ ю.ш. 70°15′ з.д.', -15.5, -70.25],
    ['15°30′ пд.ш. 70°15′ зх.д.', -15.5, -70.25],
  ])('as monitors write them: "%s"', (text, latitude, longitude) => {
    const [x, y] = expectAccepted(readDegrees(text));
    expect(Math.abs(x - longitude)).toBeLessThan(6e-8);
    expect(Math.abs(y - latitude)).toBeLessThan(6e-8);
  });

  test('what is written is read back, and then written the same, in every style', () => {
    // Away from nought, which has no side: what rounds to it is written S or W, and read back as N or E.
    const angle = (most: number) =>
      fc
        .tuple(fc.double({ min: 0.001, max: most, noNaN: true }), fc.boolean())
        .map(([size, below]) => (below ? -size : size));
    fc.assert(
      fc.property(
        angle(180),
        angle(90),
        fc.constantFrom('degrees' as const, 'minutes' as const, 'seconds' as const),
        (x, y, style) => {
          const written = formatDegrees([x, y], style);
          expect(formatDegrees(expectAccepted(readDegrees(written)), style)).toBe(written);
        },
      ),
      { numRuns: 1000 },
    );
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
    ['48°05′30″N 37°45′12″O', 'has the letter O, which is west to some'],
    ['1234567N 0374512E', 'has a latitude of 1234567'],
    ['480561N 0374512E', 'has 61 where less than 60'],
    [`48 N ${' '.repeat(200)} 37 E`, 'is too long'],
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
