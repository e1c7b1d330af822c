import { expect, test } from 'vitest';
import { fuseWhole } from './calibrate.ts';
import { DEFAULT_MODELS } from './default-models.ts';
import { Fuser, keyOf } from './fuser.ts';
import type { FusedIncident } from './incident.ts';
import type { FusionReport } from './report.ts';
import { makeWorld, NORMAL, uuid, type World } from './testing.ts';

// Metres in a degree of the made-up world, and the square of the standard deviations of an ellipse of 90 %.
const PER_EAST = 74_628;
const PER_NORTH = 111_200;
const PLANE_90 = 4.605;

/** Share of the incidents of two reports or more whose true place lies in their ellipse of 90 %. */
function shareWithin(world: World, incidents: readonly FusedIncident[]): number {
  const of = new Map(world.reports.map(({ source, id }, at) => [keyOf(source, id), world.truth[at]]));
  let [within, all] = [0, 0];
  for (const { reports, place, diffuse } of incidents) {
    const truths = reports.map((key) => of.get(key) as number);
    const most = Math.max(...truths.map((one) => truths.filter((other) => other === one).length));
    const real = truths.find((one) => truths.filter((other) => other === one).length === most) as number;
    // What is mostly false, or half of one and half of another, has no true place.
    if (diffuse || reports.length < 2 || real < 0 || most * 2 <= reports.length) continue;
    const [longitude, latitude] = world.places[real] as readonly [number, number];
    const [east, north] = [(longitude - place.at[0]) * PER_EAST, (latitude - place.at[1]) * PER_NORTH];
    const [xx, xy, yy] = place.covariance;
    all += 1;
    if (yy * east * east - 2 * xy * east * north + xx * north * north <= PLANE_90 * (xx * yy - xy * xy))
      within += 1;
  }
  return within / all;
}

const SEEDS = [6, 77, 78, 79, 80, 81];

test.each([
  ['state their errors as they are', 'even'],
  ['are surer than they should be, with long tails', 'rough'],
] as const)(
  `where observers %s, 88 to 95 of 100 ellipses of 90 percent hold the true place (seeds ${SEEDS.join(', ')})`,
  { timeout: 60_000 },
  (_, people) => {
    let sum = 0;
    for (const seed of SEEDS) {
      const world = makeWorld({ ...NORMAL, seed, incidents: 1000, days: 3, people });
      sum += shareWithin(world, fuseWhole(world.reports, DEFAULT_MODELS).incidents) / SEEDS.length;
    }
    expect(sum).toBeGreaterThanOrEqual(0.88);
    expect(sum).toBeLessThanOrEqual(0.95);
  },
);

function seenAt(number: number, east: number): FusionReport {
  return {
    id: uuid(number),
    source: `camera-${number}`,
    kind: 'explosion',
    occurred: { from: '2026-11-20T21:03:10Z', to: '2026-11-20T21:03:14Z', extent: 'instant' },
    place: { type: 'point', at: [-28 + east / 82_600, 42], radius: 300 },
    means: 'camera',
  };
}

function ellipseOf(...easts: readonly number[]): FusedIncident['place']['covariance'] {
  const fuser = new Fuser(DEFAULT_MODELS);
  fuser.add(easts.map((east, at) => seenAt(at, east)));
  const [incident, ...others] = fuser.incidents();
  expect(others).toEqual([]);
  return incident?.place.covariance ?? [0, 0, 0];
}

test('reports that lie farther apart than they state widen the ellipse; those that agree never narrow it', () => {
  const [agreed] = ellipseOf(0, 0, 0);
  const [near] = ellipseOf(0, 100, 0);
  const [apart] = ellipseOf(0, 600, -600);
  expect(near).toBe(agreed);
  expect(apart).toBeGreaterThan(1.5 * agreed);
  expect(ellipseOf(0)[0]).toBe(3 * agreed);
});
