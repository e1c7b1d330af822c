import { expect, test } from 'vitest';
import text from 'world-atlas/countries-110m.json?raw';
import { landOf, type Topology } from './land.ts';

const world = landOf(JSON.parse(text) as Topology);

type Line = readonly (readonly [number, number])[];
const rings = world.coast.features.flatMap(({ geometry }) => (geometry.coordinates as Line[][]).flat());

/** Whether a place is on land: how often a line to the east of it crosses a coast. */
function isLand([longitude, latitude]: readonly [number, number]): boolean {
  let inside = false;
  for (const ring of rings)
    for (const [i, [x, y]] of ring.entries()) {
      const [toX, toY] = ring[(i + 1) % ring.length] ?? [x, y];
      if (y > latitude !== toY > latitude && longitude < x + ((latitude - y) / (toY - y)) * (toX - x))
        inside = !inside;
    }
  return inside;
}

test('land is land and sea is sea', () => {
  for (const at of [
    [2.35, 48.86],
    [31.24, 30.04],
    [37.8, 48.0],
    [126.98, 37.57],
    [-71.06, 10],
  ] as const)
    expect([at, isLand(at)]).toEqual([at, true]);
  // The exercise takes place in the open ocean.
  for (const at of [
    [-28, 42],
    [-140, 0],
    [80, -30],
  ] as const)
    expect([at, isLand(at)]).toEqual([at, false]);
});

test('every coast is closed, and borders lie within the world', () => {
  for (const ring of rings) expect(ring[0]).toEqual(ring.at(-1));
  const borders = world.borders.features.flatMap(({ geometry }) => (geometry.coordinates as Line[]).flat());
  expect(borders.length).toBeGreaterThan(1000);
  for (const [longitude, latitude] of borders) {
    expect(Math.abs(longitude)).toBeLessThanOrEqual(180.0001);
    expect(Math.abs(latitude)).toBeLessThanOrEqual(90);
  }
});

test('no coast goes through the world from edge to edge, but for the one round the pole', () => {
  const across = rings.filter((ring) => ring.some(([x], i) => Math.abs(x - (ring[i - 1]?.[0] ?? x)) > 180));
  expect(across.map((ring) => Math.max(...ring.map(([, y]) => y)) < -60)).toEqual([true]);
});
