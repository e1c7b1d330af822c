import fc from 'fast-check';
import { expect, test } from 'vitest';
import { layersOf } from '../../screens/situation/layers.ts';
import { KIND_GROUPS, kindsOf, STATUSES } from '../../screens/situation/symbols.tsx';
import { evaluated, type Looked } from './expression.ts';

const PALETTE = {
  ...{ paper: 'paper', ink: 'ink', quiet: 'quiet', grid: 'grid', accent: 'accent' },
  parties: ['first', 'second', 'third', 'fourth'],
};
const layers = layersOf(PALETTE);

function said(layer: string, name: string, properties: Looked['properties'], zoom = 8): unknown {
  const { paint = {}, layout = {} } = layers.find(({ id }) => id === layer) as {
    readonly paint?: { readonly [name: string]: unknown };
    readonly layout?: { readonly [name: string]: unknown };
  };
  return evaluated(paint[name] ?? layout[name], { properties, geometry: 'Point', zoom });
}

test('each party has its own colour on both maps, and what is no party’s that of nobody', () => {
  expect([0, 1, 2, 3, 4].map((place) => said('area-fill', 'fill-color', { place }))).toEqual([
    ...PALETTE.parties,
    PALETTE.quiet,
  ]);
});

test('the area of a dot grows with the number of incidents, and ends where it would hide its neighbours', () => {
  const radius = (incidents: number) => said('density', 'circle-radius', { incidents });
  expect(radius(1)).toBeCloseTo(1.87, 10);
  expect(radius(100)).toBeCloseTo(4.3, 10);
  expect(radius(1_000_000)).toBe(10);
});

test('a symbol says what an incident is and where it stands, and is larger from near', () => {
  for (const group of KIND_GROUPS)
    for (const kind of kindsOf(group))
      for (const status of STATUSES)
        expect(said('incidents', 'icon-image', { kind, status })).toBe(`incident-${group}-${status}`);
  expect(said('incidents', 'icon-image', { kind: 'unheard of', status: 'alleged' })).toBe(
    'incident-other-alleged',
  );
  expect([2, 6, 8, 10, 12, 14, 16].map((zoom) => said('incidents', 'icon-size', {}, zoom))).toEqual([
    0.55, 0.55, 0.7, 0.85, 0.925, 1, 1,
  ]);
});

test('everything that the layers of the situation say can be worked out without the engine', () => {
  const looked: fc.Arbitrary<Looked> = fc.record({
    properties: fc.record({
      ...{
        place: fc.nat(5),
        incidents: fc.nat(),
        drawn: fc.constantFrom('whole', 'part', 'none', 'unknown'),
      },
      ...{ kind: fc.string(), status: fc.constantFrom(...STATUSES) },
    }),
    geometry: fc.constantFrom('Point', 'LineString', 'Polygon'),
    zoom: fc.double({ min: 1, max: 16, noNaN: true }),
  });
  fc.assert(
    fc.property(looked, (one) => {
      for (const { filter = true, paint = {}, layout = {} } of layers as readonly {
        readonly filter?: unknown;
        readonly paint?: object;
        readonly layout?: object;
      }[]) {
        expect(typeof evaluated(filter, one)).toBe('boolean');
        for (const value of [...Object.values(paint), ...Object.values(layout)])
          expect(evaluated(value, one)).not.toBeUndefined();
      }
    }),
  );
});

test('what it does not know is an error, and is not left out of the picture', () => {
  const nowhere: Looked = { properties: {}, geometry: 'Point', zoom: 8 };
  expect(() => evaluated(['heatmap-density'], nowhere)).toThrow('no operator heatmap-density');
  expect(() => evaluated(['interpolate', ['exponential', 2], ['zoom'], 0, 1], nowhere)).toThrow(
    'no interpolation exponential,2',
  );
});
