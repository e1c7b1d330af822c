import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { describe, expect, test } from 'vitest';
import { courseBetween, type Position } from '../geo/index.ts';
import { DEFAULT_MODELS } from './default-models.ts';
import { Fuser } from './fuser.ts';
import { locateRays, type Ray } from './locate.ts';
import { uuid } from './testing.ts';

const others =
  process.env.ARMISTICE_DATA ?? fileURLToPath(new URL('../../../../../shared/data', import.meta.url));
const folder = pathToFileURL(`${others}/infrasound-localisation/`);

interface Detection {
  readonly 'Peak F-Stat Time (UTC)': string;
  readonly 'Back Azimuth': number;
  readonly Latitude: number;
  readonly Longitude: number;
}

/** Squared distance of the truth in standard deviations of the ellipse. */
function mahalanobis(at: Position, [xx, xy, yy]: readonly [number, number, number], truth: Position): number {
  const course = courseBetween(at, truth) ?? { distance: Number.NaN, azimuth: 0 };
  const east = course.distance * Math.sin((course.azimuth * Math.PI) / 180);
  const north = course.distance * Math.cos((course.azimuth * Math.PI) / 180);
  return (yy * east * east - 2 * xy * east * north + xx * north * north) / (xx * yy - xy * xy);
}

describe('where bearings cross', () => {
  const truth: Position = [37.8, 48.1];
  const rayFrom = (origin: Position, turn = 0): Ray => ({
    origin,
    bearing: (courseBetween(origin, truth)?.azimuth ?? 0) + turn,
    deviation: 2,
  });
  const posts: readonly Position[] = [
    [37.7, 48.0],
    [37.9, 48.02],
    [37.85, 48.2],
    [37.66, 48.12],
  ];

  test('exact bearings give the place to a metre', () => {
    const found = locateRays(posts.map((post) => rayFrom(post)));
    expect(courseBetween(found?.at ?? [0, 0], truth)?.distance).toBeLessThan(1);
    expect(Math.max(...(found?.residuals ?? [9]).map(Math.abs))).toBeLessThan(0.01);
  });

  test('one false bearing moves it little, and shows', () => {
    const found = locateRays(posts.map((post, at) => rayFrom(post, at === 3 ? 40 : 0.5)));
    expect(courseBetween(found?.at ?? [0, 0], truth)?.distance).toBeLessThan(600);
    expect(Math.abs(found?.residuals[3] ?? 0)).toBeGreaterThan(10);
  });

  test('one bearing, or two alongside each other, have no crossing', () => {
    expect(locateRays([rayFrom(posts[0] as Position)])).toBeUndefined();
    const along = rayFrom(posts[0] as Position);
    expect(locateRays([along, { ...along, bearing: along.bearing + 0.01 }])).toBeUndefined();
  });
});

test('infrasound of June 2004 is placed with the truth inside the ellipse of 95 %', (context) => {
  if (!existsSync(folder))
    context.skip("infrasound-localisation is not here; ARMISTICE_DATA names the folder of others' data");
  const detections: readonly Detection[] = JSON.parse(
    readFileSync(new URL('example2.dets.json', folder), 'utf8'),
  );
  const expected = JSON.parse(readFileSync(new URL('expected.json', folder), 'utf8'));
  const { lat, lon } = expected['example2.dets.json / detection_set2.dat'].truth;
  const rays = detections.map((one) => ({
    origin: [one.Longitude, one.Latitude] as const,
    bearing: one['Back Azimuth'],
    deviation: 4,
    arrival: Date.parse(`${one['Peak F-Stat Time (UTC)']}Z`) / 1000,
  }));
  const found = locateRays(rays, { speed: 300, deviation: 20, seconds: 30 });
  if (found === undefined) throw new Error('no crossing');
  const error = (courseBetween(found.at, [lon, lat])?.distance ?? Number.NaN) / 1000;
  // 38 km with these round assumptions of speed and bearing; a plain grid search over the same detections is 34 km off.
  expect(error).toBeLessThan(40);
  expect(mahalanobis(found.at, found.covariance, [lon, lat])).toBeLessThan(5.991);
});

test('what two posts know by bearing alone is placed where the bearings cross', () => {
  const truth: Position = [37.8, 48.1];
  const fuser = new Fuser(DEFAULT_MODELS);
  const posts: readonly Position[] = [
    [37.7, 48.05],
    [37.9, 48.05],
  ];
  fuser.add(
    posts.map((origin, at) => ({
      id: uuid(at),
      source: `post-${at}`,
      kind: 'explosion',
      occurred: { from: '2026-05-04T21:03:10Z', to: '2026-05-04T21:03:12Z' },
      place: {
        type: 'sector' as const,
        origin,
        bearing: ((courseBetween(origin, truth)?.azimuth ?? 0) + 360) % 360,
        bearingTolerance: 3,
        distance: [500, 20_000] as const,
      },
      means: 'seen',
    })),
  );
  const [incident, ...others] = fuser.incidents();
  expect(others).toEqual([]);
  expect(courseBetween(incident?.place.at ?? [0, 0], truth)?.distance).toBeLessThan(50);
});
