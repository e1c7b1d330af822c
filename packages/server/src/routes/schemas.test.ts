import { parseReport } from '@armistice/core/mission';
import Schema from 'typebox/schema';
import { expect, test } from 'vitest';
import { secretReport } from '../testing.ts';
import { PUBLISHED_SCHEMAS } from './schemas.ts';

const report = PUBLISHED_SCHEMAS.report ?? false;
const area = {
  type: 'area',
  polygon: [
    [
      [0, 0],
      [1, 0],
      [1, 1],
      [0, 0],
    ],
  ],
};

// The published schema and the reader come from one declaration; these rows hold them to one verdict.
const rows: readonly (readonly [string, object])[] = [
  ['a whole report', secretReport(1)],
  ['a place as an area', secretReport(1, { place: area, firedFrom: area })],
  ['a field that is not known', { ...secretReport(1), plase: 1 }],
  ['a report without its place', { ...secretReport(1), place: undefined }],
  ['a place of another kind', { ...secretReport(1), place: { type: 'grid' } }],
  ['a position of three numbers', { ...secretReport(1), place: { type: 'point', at: [0, 0, 0], radius: 1 } }],
  ['a latitude beyond the pole', { ...secretReport(1), place: { type: 'point', at: [0, 91], radius: 1 } }],
  ['a kind that nobody listed', { ...secretReport(1), kind: 'explosoin' }],
  ['half a count', { ...secretReport(1), count: [1.5, 2] }],
  ['a grade off the scale', { ...secretReport(1), grade: 'G7' }],
  ['an empty text', { ...secretReport(1), text: '' }],
];

for (const [what, value] of rows) {
  test(`the published schema of a report and its reader agree on ${what}`, () => {
    const json: unknown = JSON.parse(JSON.stringify(value));
    expect(Schema.Check(report, json)).toBe(parseReport(json).ok);
  });
}

test('the rows hold both verdicts, or they would prove nothing', () => {
  const verdicts = rows.map(([, value]) => parseReport(JSON.parse(JSON.stringify(value))).ok);
  expect(new Set(verdicts)).toEqual(new Set([true, false]));
});
