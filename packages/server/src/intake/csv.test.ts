import { readFile } from 'node:fs/promises';
import { expectAccepted } from '@armistice/core/base';
import { describe, expect, test } from 'vitest';
import { importCsv } from './csv.ts';
import { parseMapping } from './mapping.ts';

const exercise = new URL('../../../../exercise/', import.meta.url);
const csv = await readFile(new URL('first-report.csv', exercise), 'utf8');
const source: unknown = JSON.parse(await readFile(new URL('first-report.mapping.json', exercise), 'utf8'));
const mapping = expectAccepted(parseMapping(source));
const bytes = (text: string) => new TextEncoder().encode(text);
const [header = '', row = ''] = csv.trimEnd().split('\n');

test('the shipped row becomes the report that it says in words', () => {
  const { reports, rejections } = importCsv(bytes(csv), mapping);
  expect(rejections).toEqual([]);
  expect(reports).toMatchObject([
    {
      line: 2,
      report: {
        source: 'post-3',
        kind: 'explosion',
        phase: 'impact',
        means: 'heard',
        count: [5, 5],
        occurred: { from: '2026-11-20T21:03:10-01:00', to: '2026-11-20T21:05:00-01:00' },
        place: { type: 'sector', bearing: 225, bearingTolerance: 22.5, distance: [3000, 5000] },
        weapon: { class: 'mortar', calibre: 120 },
      },
    },
  ]);
});

describe('a row that is refused comes back with its line, the reason and itself', () => {
  const rows: readonly (readonly [string, string, string, RegExp])[] = [
    [
      'a direction that is none',
      row.replace(',SW,', ',south-ish,'),
      'row/cell',
      /^column "direction": "south-ish" is no compass point/,
    ],
    [
      'a word that the mapping does not know',
      row.replace('mortar impact', 'boom'),
      'row/cell',
      /^column "filed_as": "boom" is none of the words/,
    ],
    [
      'a decimal comma',
      row.replace('42.0467', '"42,0467"'),
      'row/cell',
      /^column "post_lat": "42,0467" is not a number/,
    ],
    ['no id', row.replace(/^[^,]*/, ''), 'report/form', /^id is missing/],
    [
      'distances the wrong way round',
      row.replace(',3,5,', ',5,3,'),
      'report/form',
      /^place\.distance must give the lesser end first/,
    ],
    ['half a position', row.replace('-28.0312', ''), 'report/form', /^place\.origin\[0\] must be a number/],
    [
      'an hour that the clock shows twice',
      row.replace('2026-11-20 21:03:10', '2026-10-25 00:30:00'),
      'row/cell',
      /once and only once/,
    ],
    ['a row cut short', row.slice(0, 60), 'row/columns', /^the row has \d+ cells, and the header names 14/],
  ];
  for (const [what, bad, code, reason] of rows) {
    test(what, () => {
      const good = row.replace('1f0001', '1f0002');
      const { reports, rejections } = importCsv(bytes(`${header}\n${bad}\n${good}\n`), mapping);
      expect(reports.map(({ line }) => line)).toEqual([3]);
      expect(rejections).toMatchObject([{ line: 2, code, row: { post: 'post-3' } }]);
      expect(rejections[0]?.reason).toMatch(reason);
    });
  }

  test('lines are counted in the file, also after a cell of two lines and an empty line', () => {
    const long = row.replace('Nothing seen.', 'Nothing\nseen.').replace('1f0001', '1f0003');
    const { reports, rejections } = importCsv(
      bytes(`${header}\n${long}\n\n${row.replace(',SW,', ',?,')}\n`),
      mapping,
    );
    expect(reports.map(({ line }) => line)).toEqual([2]);
    expect(rejections.map(({ line }) => line)).toEqual([5]);
  });
});

describe('a fault of form costs its own row and no other', () => {
  const good = row.replace('1f0001', '1f0002');
  const latin = Buffer.from(row.replace('Nothing', 'N\u00f6thing'), 'latin1');
  const rows: readonly (readonly [string, Uint8Array, string])[] = [
    ['another encoding', latin, 'row/encoding'],
    ['text after a quote', bytes(row.replace('post-3', '"post"-3')), 'row/quote-followed'],
    ['a cell too many', bytes(`${row},`), 'row/columns'],
  ];
  for (const [what, bad, code] of rows) {
    test(what, () => {
      const file = Buffer.concat([bytes(`${header}\n`), bad, bytes(`\n${good}\n`)]);
      const { reports, rejections } = importCsv(file, mapping);
      expect(rejections.map((one) => [one.line, one.code])).toEqual([[2, code]]);
      expect(reports.map(({ line }) => line)).toEqual([3]);
    });
  }
});

describe('a file of which nothing can be read is refused whole', () => {
  test('a missing column', () => {
    expect(() => importCsv(bytes(csv.replace('direction', 'bearing')), mapping)).toThrow(
      /no column "direction"/,
    );
  });
});

describe('a mapping that is refused', () => {
  const rows: readonly (readonly [unknown, RegExp])[] = [
    [null, /must be an object/],
    [{ mapping: 'v0' }, /mapping must be "armistice\.csv-mapping\/v1"/],
    [{ mapping: 'armistice.csv-mapping/v1', clock: 'here', report: {} }, /time zone/],
    [
      { mapping: 'armistice.csv-mapping/v1', clock: 'UTC', report: { id: { column: 'a', as: 'furlongs' } } },
      /^report\.id\.as must be one of/,
    ],
    [
      { mapping: 'armistice.csv-mapping/v1', clock: 'UTC', report: { id: 'a' } },
      /^report\.id must be an object/,
    ],
    [{ mapping: 'armistice.csv-mapping/v1', clock: 'UTC', report: {}, extra: 1 }, /"extra" is not known/],
  ];
  for (const [value, message] of rows) {
    test(String(message), () => {
      const parsed = parseMapping(value);
      expect(parsed.ok ? '' : parsed.refusal.message).toMatch(message);
    });
  }
});
