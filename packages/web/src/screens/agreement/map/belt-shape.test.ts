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
    expect(outer.length).toBeGreaterThan(100);
    for (const position of outer) {
      const { distance } = nearestOnLine(line, position);
      expect(Math.abs(distance - 5000)).toBeLessThan(1.1);
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
