import { expect, test } from 'vitest';
import { expectAccepted } from '../base/index.ts';
import { differencesBetween } from './diff.ts';
import { withGeometry } from './geometry.ts';
import { anchor, testAgreement } from './testing.ts';

test('what changes in holidays and drawings is told apart from what changes in the text', () => {
  const ring = (edge: number) => ({
    type: 'Polygon',
    coordinates: [
      [
        [0, 0],
        [edge, 0],
        [edge, 1],
        [0, 0],
      ],
    ],
  });
  const drawn = (edge: number, holidays: readonly string[]) =>
    expectAccepted(
      withGeometry(
        testAgreement({
          holidays,
          zones: { area: { name: 'area', versions: [{ from: '2026-07-01', file: 'zones/area.geojson' }] } },
          clauses: [{ id: '1', forbid: 'fire', in: 'area', anchor }],
        }),
        { 'zones/area.geojson': ring(edge) },
      ),
    );
  const before = drawn(1, ['2026-12-25']);
  expect(differencesBetween(before, drawn(1, ['2026-12-25']))).toEqual([]);
  expect(differencesBetween(before, drawn(2, ['2026-12-26'])).map(({ of, change }) => [of, change])).toEqual([
    ['holidays.2026-12-25', 'taken out'],
    ['holidays.2026-12-26', 'added'],
    ['geometry.zones/area.geojson', 'changed'],
  ]);
});
