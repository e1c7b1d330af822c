import { courseBetween, type Position } from '@armistice/core/geo';
import type { CoverageMap } from '@armistice/core/mission';
import { expect, test } from 'vitest';
import { drawnAs, postFeatures, sightFeatures, sightRing } from './watch-features.ts';

const AT = [-28, 42] as const;
const course = (to: Position) => courseBetween(AT, to) ?? { distance: 0, azimuth: 0 };
const NO_LAWS = { laws: [], places: [] };
const map = (sites: CoverageMap['sites']): CoverageMap =>
  ({ sites, areas: [{ area: 'river', over: { observed: 'whole' } }] }) as never;

test('a camera is drawn as the slice that it looks over, as far as it sees', () => {
  const [ring = []] =
    sightRing({ type: 'sector', origin: AT, bearing: 90, bearingTolerance: 30, distance: [0, 6000] }) ?? [];
  expect(ring[0]).toEqual(ring.at(-1));
  expect(ring).toContainEqual(AT);
  for (const corner of ring.filter((one) => one !== AT)) {
    const { distance, azimuth } = course(corner);
    expect(distance).toBeCloseTo(6000, 0);
    expect(Math.abs(azimuth - 90)).toBeLessThanOrEqual(30.01);
  }
});

test('a post that sees all round is drawn as a circle, and one that says no reach as nothing but itself', () => {
  const [ring = []] = sightRing({ type: 'point', at: AT, radius: 5000 }) ?? [];
  for (const corner of ring) expect(course(corner).distance).toBeCloseTo(5000, 0);
  expect(sightRing({ type: 'point', at: AT, radius: 0 })).toBeUndefined();
  const site = { source: 'post-1', area: 'hill', means: [], at: AT, over: { observed: 'none' as const } };
  expect(postFeatures(map([site])).features[0]?.properties).toMatchObject({ drawn: 'none' });
  expect(sightFeatures(map([site]), NO_LAWS).features).toEqual([]);
});

test('what nobody recorded, or is held back, is not drawn as if nobody had looked', () => {
  for (const observed of ['not recorded', 'held back', 'to come'] as const)
    expect(drawnAs({ observed })).toBe('unknown');
});

test('an area is drawn where a zone of its name is on record, and nowhere else', () => {
  const polygons = [[[AT, [-27, 42], [-27, 43], AT]]];
  const laws = {
    places: [],
    laws: [{ drawn: { zones: [{ name: 'river', polygons }], lines: [] } }],
  } as never;
  expect(sightFeatures(map([]), laws).features).toMatchObject([
    { properties: { key: 'river', drawn: 'whole' }, geometry: { coordinates: polygons } },
  ]);
  expect(sightFeatures(map([]), NO_LAWS).features).toEqual([]);
});
