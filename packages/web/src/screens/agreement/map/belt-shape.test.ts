import { type Line, nearestOnLine, type Position, readLine } from '@armistice/core/geo';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { beltShape, circleShape } from './belt-shape.ts';

const winding: readonly Position[] = [
  [-28.5, 42.02],
  [-28.4, 42.08],
  [-28.33, 42.01],
  [-28.25, 42.06],
  [-28.1, 42.05],
];

function lineOf(coordinates: readonly Position[]): Line {
  const read = readLine({ type: 'LineString', coordinates });
  if (!read.ok) throw new Error(read.refusal.message);
  return read.value;
}

/** The number of whole turns of a ring round a position: not 0 is inside. */
function inside(ring: readonly Position[], [x, y]: Position): boolean {
  let found = false;
  for (let i = 1; i < ring.length; i++) {
    const [[ax, ay], [bx, by]] = [ring[i - 1] as Position, ring[i] as Position];
    if (ay > y !== by > y && x < ax + ((y - ay) / (by - ay)) * (bx - ax)) found = !found;
  }
  return found;
}

describe.each(['left', 'right'] as const)('a belt of 5 km to the %s', (side) => {
  const line = lineOf(winding);
  const [shape] = beltShape(line, [winding], { side, beyond: 0, within: 5000 });

  test('has its outer edge at 5 km from the line, to a metre, round both ends as well', () => {
    const outer = shape?.edges[0] ?? [];
    expect(outer.length).toBeGreaterThan(40);
    for (const position of outer) {
      const { distance } = nearestOnLine(line, position);
      expect(Math.abs(distance - 5000)).toBeLessThan(1.1);
    }
  });

  test('between two points of its outer edge strays no farther than an eye sees', () => {
    const outer = shape?.edges[0] ?? [];
    for (const [i, [longitude, latitude]] of outer.entries()) {
      const [nextLongitude, nextLatitude] = outer[i + 1] ?? [longitude, latitude];
      const middle: Position = [(longitude + nextLongitude) / 2, (latitude + nextLatitude) / 2];
      expect(Math.abs(nearestOnLine(line, middle).distance - 5000)).toBeLessThan(25);
    }
  });

  test('holds the places that the distance and the side say, and no others', () => {
    const place = fc.tuple(
      fc.double({ min: -28.62, max: -27.98, noNaN: true }),
      fc.double({ min: 41.93, max: 42.16, noNaN: true }),
    );
    fc.assert(
      fc.property(place, (at) => {
        const near = nearestOnLine(line, at);
        // What lies within a few metres of an edge is for the evaluator, not for a drawing.
        fc.pre(Math.abs(near.distance - 5000) > 60 && near.distance > 30 && near.beyond === undefined);
        return inside(shape?.ring ?? [], at) === (near.distance < 5000 && near.side === side);
      }),
      { numRuns: 400 },
    );
  });
});

/** A position so many metres east and north of one near it. */
const beside = ([longitude, latitude]: Position, east: number, north: number): Position => [
  longitude + east / (111_320 * Math.cos((latitude * Math.PI) / 180)),
  latitude + north / 111_195,
];

const HERE: Position = [-28.3, 42.05];

describe.each([
  // A bay with the belt inside: every edge is shorter than a step, and trimmed at both ends.
  [
    'round a bay of short edges',
    5000,
    Array.from({ length: 61 }, (_, i): Position => {
      const angle = Math.PI * (1 + i / 60);
      return beside(HERE, 10_000 * Math.cos(angle), 10_000 * Math.sin(angle));
    }),
  ],
  [
    'of 100 m along a meander at the end of a long line',
    100,
    [
      beside(HERE, -400_000, 0),
      ...Array.from({ length: 80 }, (_, i): Position => beside(HERE, 250 * i, 350 * Math.sin(i / 2.2))),
    ],
  ],
  [
    'round a point beside which another part passes',
    3000,
    [beside(HERE, -9000, 0), HERE, beside(HERE, -8000, 1500), beside(HERE, -7000, 8000)],
  ],
] as const)('a belt %s', (_name, distance, coordinates) => {
  const line = lineOf(coordinates);

  test.each(['left', 'right'] as const)('has its outer edge where the distance is, to the %s', (side) => {
    const [shape] = beltShape(line, [coordinates], { side, beyond: 0, within: distance });
    const outer = shape?.edges[0] ?? [];
    // A hundredth of the width, or a metre: less than the line that draws it.
    const least = distance / 100 + 1;
    for (const [i, [longitude, latitude]] of outer.entries()) {
      const [nextLongitude, nextLatitude] = outer[i + 1] ?? [longitude, latitude];
      for (const part of [0, 0.5]) {
        const at: Position = [
          longitude + part * (nextLongitude - longitude),
          latitude + part * (nextLatitude - latitude),
        ];
        expect(Math.abs(nearestOnLine(line, at).distance - distance)).toBeLessThan(least);
      }
    }
  });
});

test('a belt from 2 to 5 km leaves the first 2 km out', () => {
  const line = lineOf(winding);
  const [shape] = beltShape(line, [winding], { side: 'left', beyond: 2000, within: 5000 });
  expect(shape?.edges).toHaveLength(2);
  for (const position of shape?.edges[1] ?? [])
    expect(Math.abs(nearestOnLine(line, position).distance - 2000)).toBeLessThan(1);
  expect(inside(shape?.ring ?? [], [-28.2, 42.085])).toBe(true);
  expect(inside(shape?.ring ?? [], [-28.2, 42.06])).toBe(false);
});

test('the circle of an event is a circle on the ground', () => {
  const at: Position = [-28.2, 62.05];
  const centre = lineOf([at, [-28.2, 62.0500001]]);
  for (const position of circleShape(at, 3000))
    expect(Math.abs(nearestOnLine(centre, position).distance - 3000)).toBeLessThan(0.1);
});
