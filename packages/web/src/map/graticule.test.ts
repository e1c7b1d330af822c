import { expect, test } from 'vitest';
import { type Bounds, graticule, roundDistance } from './graticule.ts';

const says = (bounds: Bounds, runs: 'north' | 'east') =>
  graticule(bounds)
    .filter((line) => line.runs === runs)
    .map((line) => line.says);

test('parallels and meridians stand at round degrees and minutes', () => {
  expect(says([-29, 41.6, -27, 42.4], 'east')).toEqual([
    '41° 40′ N',
    '41° 50′ N',
    '42° N',
    '42° 10′ N',
    '42° 20′ N',
  ]);
  expect(says([-29, 41.6, -27, 42.4], 'north')).toEqual([
    '29° W',
    '28° 30′ W',
    '28° W',
    '27° 30′ W',
    '27° W',
  ]);
});

test('on both sides of the equator and of Greenwich each has its letter, and the middle none', () => {
  expect(says([-1, -1, 1, 1], 'east')).toEqual(['1° S', '0° 30′ S', '0°', '0° 30′ N', '1° N']);
});

test.each([
  [99_000, 50_000],
  [100_000, 100_000],
  [4999, 2000],
  [7, 5],
])('the longest round distance in %d m is %d m', (most, round) => {
  expect(roundDistance(most)).toBe(round);
});
