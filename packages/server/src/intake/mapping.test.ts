import { expectAccepted } from '@armistice/core/base';
import { describe, expect, test } from 'vitest';
import { readGazetteer } from './gazetteer.ts';
import { parseMapping } from './mapping.ts';
import { importSource } from './testing.ts';
import { workbook } from './testing-xlsx.ts';

const GAZETTEER = { file: 'towns.csv', name: 'town', latitude: 'lat', longitude: 'lon', radius: 800 };
const towns = readGazetteer(
  Buffer.from('town,lat,lon\nMilltown,48.5,37.5\nОзерне,48.1,37.2\nSpringfield,48,37\nSpringfield,47,36\n'),
  GAZETTEER,
);

/** A mapping whose report has what every report needs, but for what is given. */
function mappingOf(report: object, head: object = {}) {
  const value = {
    mapping: 'armistice.csv-mapping/v1',
    clock: 'Europe/Kyiv',
    ...head,
    report: {
      source: { value: 'post-1' },
      kind: { value: 'explosion' },
      occurred: { from: { value: '2026-05-04T21:03:10Z' }, to: { value: '2026-05-04T21:03:10Z' } },
      place: { type: { value: 'point' }, at: { value: [37, 48] }, radius: { value: 10 } },
      ...report,
    },
  };
  return expectAccepted(parseMapping(value, towns));
}

async function one(cell: string, report: object, head: object = {}) {
  const quoted = `"${cell.replaceAll('"', '""')}"`;
  const { reports, rejections } = await importSource('csv', `a\n${quoted}\n`, {
    mapping: mappingOf(report, head),
  });
  return reports[0] ?? rejections[0]?.reason;
}

const moment = (leaf: object) => ({
  occurred: { from: { column: 'a', ...leaf }, to: { column: 'a', ...leaf } },
});
const place = (leaf: object) => ({ place: { column: 'a', ...leaf } });

describe('a column becomes a field in the unit that it is written in', () => {
  test.each([
    ['1.5', { direction: { column: 'a', as: 'degrees' } }, { direction: 1.5 }],
    ['3200', { direction: { column: 'a', as: 'mils' } }, { direction: 180 }],
    ['SSW', { direction: { column: 'a', as: 'compass point' } }, { direction: 202.5 }],
    ['37U DP 11354 72570', place({ as: 'grid place' }), { place: { type: 'point', radius: 0.5575 } }],
    [
      '48° 30.0′ N 37° 30.0′ E',
      place({ as: 'degrees place', radius: 50 }),
      { place: { at: [37.5, 48.5], radius: 50 } },
    ],
    [
      'N48 30.0 E037 30.0',
      { observer: { at: { column: 'a', as: 'degrees position' }, radius: { value: 5 } } },
      { observer: { at: [37.5, 48.5] } },
    ],
    [
      'milltown',
      place({ as: 'named place' }),
      { place: { type: 'named', name: 'Milltown', at: [37.5, 48.5], radius: 800 } },
    ],
    ['ОЗЕРНЕ', place({ as: 'named place' }), { place: { name: 'Озерне' } }],
    [
      '04.05.2026 21:03',
      moment({ as: 'local time', format: 'dd.MM.yyyy HH:mm' }),
      { occurred: { from: '2026-05-04T21:03:00+03:00' } },
    ],
    [
      '5/4/2026 9:03 PM',
      moment({ as: 'local time', format: 'M/d/yyyy h:mm a' }),
      { occurred: { from: '2026-05-04T21:03:00+03:00' } },
    ],
    [
      '5/4/2026 12:03 AM',
      moment({ as: 'local time', format: 'M/d/yyyy h:mm a' }),
      { occurred: { from: '2026-05-04T00:03:00+03:00' } },
    ],
    [
      '2026-05-04 9',
      moment({ as: 'local time', format: 'yyyy-MM-dd Hmm' }),
      { occurred: { from: '2026-05-04T00:09:00+03:00' } },
    ],
    [
      '2026-05-04 2130',
      moment({ as: 'local time', format: ['yyyy-MM-dd Hmm'] }),
      { occurred: { from: '2026-05-04T21:30:00+03:00' } },
    ],
    // The day on which the clock is put forward has 23 hours.
    ['2026-03-29', moment({ as: 'day begin' }), { occurred: { from: '2026-03-29T00:00:00+02:00' } }],
    ['2026-03-29', moment({ as: 'day end' }), { occurred: { to: '2026-03-29T23:59:59+03:00' } }],
  ])('"%s" by %j', async (cell, report, expected) => {
    expect(await one(cell, report)).toMatchObject(expected);
  });

  test.each([
    [
      '1.5 km',
      { direction: { column: 'a', as: 'kilometres' } },
      /"1\.5 km" is not a number; write it as 12 or 12\.5/,
    ],
    ['37U DP 1135 72570', place({ as: 'grid place' }), /"37U DP 1135 72570" is no grid reference/],
    ['48.5, 37.5', place({ as: 'degrees place' }), /"48\.5, 37\.5" must name its hemispheres/],
    ['Miltown', place({ as: 'named place' }), /is not in the gazetteer; did you mean "milltown"/],
    ['Springfield', place({ as: 'named place' }), /is the name of several places/],
    [
      '31.02.2026 10:00',
      moment({ as: 'local time', format: 'dd.MM.yyyy HH:mm' }),
      /is no date that exists, written as dd\.MM\.yyyy HH:mm/,
    ],
    ['03/04/2026', moment({ as: 'day begin', format: ['d/M/yyyy', 'M/d/yyyy'] }), /can be read in two ways/],
    ['2026-03-29 03:30:00', moment({ as: 'local time' }), /does not exist once and only once/],
    ['2026-10-25 03:30:00', moment({ as: 'local time' }), /does not exist once and only once/],
    ['1/1/0001', moment({ as: 'day begin', format: 'd/M/yyyy' }), /from 1900 to 2199/],
    ['1/1/9999', moment({ as: 'day begin', format: 'd/M/yyyy' }), /from 1900 to 2199/],
    ['NaN', { direction: { column: 'a', as: 'degrees' } }, /"NaN" is not a number/],
  ])('"%s" by %j is told in words', async (cell, report, words) => {
    expect(await one(cell, report)).toMatch(words);
  });

  test('a decimal comma is read where the mapping says so, and a point is then none', async () => {
    const report = { direction: { column: 'a', as: 'degrees' } };
    expect(await one('1,5', report, { decimal: ',' })).toMatchObject({ direction: 1.5 });
    expect(await one('1.5', report, { decimal: ',' })).toMatch(/write it as 12 or 12,5/);
  });

  test('words for an empty cell leave the field out', async () => {
    const report = { direction: { column: 'a', as: 'degrees' } };
    expect(await one('NA', report, { empty: ['NA', '-'] })).not.toHaveProperty('direction');
  });

  test('a day on which 03/04 and 04/03 are the same is not in doubt', async () => {
    const leaf = moment({ as: 'day begin', format: ['d/M/yyyy', 'M/d/yyyy'] });
    expect(await one('04/04/2026', leaf)).toMatchObject({ occurred: { from: '2026-04-04T00:00:00+03:00' } });
  });
});

describe('rows without an id', () => {
  const file = 'a,b\n1,x\n2,x\n1,x\n';
  test('are the same report when they are sent again, and two rows of the same words are one', async () => {
    const mapping = mappingOf({ direction: { column: 'a', as: 'degrees' } });
    const [first, second] = [
      await importSource('csv', file, { mapping }),
      await importSource('csv', file, { mapping }),
    ];
    expect(first.counts).toMatchObject({ rows: 3, accepted: 3, reports: 2, repeated: 1 });
    expect(second.reports).toEqual(first.reports);
  });

  test('are known by the columns of the key; the same key with other words comes back', async () => {
    const mapping = mappingOf({ direction: { column: 'a', as: 'degrees' } }, { key: ['b'] });
    const { counts, rejections } = await importSource('csv', file, { mapping });
    expect(counts).toMatchObject({ rows: 3, accepted: 2, rejected: 1, repeated: 1 });
    expect(rejections[0]).toMatchObject({ line: 3, code: 'report/another' });
  });
});

test("a mapping of somebody else's data makes context of it, whatever it calls the source", async () => {
  const context = { dataset: 'firms', title: 'FIRMS', licence: 'open with attribution', cite: 'NASA FIRMS' };
  const report = await one('Terra', { source: { column: 'a' } }, { context });
  expect(report).toMatchObject({ source: 'context.firms.terra' });
  expect(report).toMatchObject({
    text: '[Context from FIRMS; not a report of this mission. open with attribution. NASA FIRMS]',
  });
});

describe('a workbook', () => {
  const rows = [
    ['day', 'time', 'when', 'bearing', ''],
    [{ serial: 46146 }, { serial: 0.87719907 }, { serial: 46146.87719907 }, 42.5, ''],
    [],
    [{ serial: 46147 }, '', { serial: 46147 }, 'x', ''],
  ] as const;
  const leaf = { columns: ['day', 'time'], as: 'local time' };
  const report = {
    occurred: { from: leaf, to: { column: 'when', as: 'local time' } },
    direction: { column: 'bearing', as: 'degrees' },
  };

  test('is read by the same mapping: dates, times beside days, numbers; rejected rows come back as CSV', async () => {
    const mapping = mappingOf(report, { sheet: 'Log' });
    const file = workbook({ Notes: [['nothing']], Log: rows });
    const { counts, reports, rejections, returned } = await importSource('xlsx', file, { mapping });
    expect(counts).toMatchObject({ rows: 2, accepted: 1, rejected: 1 });
    expect(reports).toMatchObject([
      { occurred: { from: '2026-05-04T21:03:10+03:00', to: '2026-05-04T21:03:10+03:00' }, direction: 42.5 },
    ]);
    expect(rejections).toMatchObject([{ line: 4, code: 'row/cell', row: { bearing: 'x' } }]);
    const mended = returned.replace(',x', ',7').replace('2026-05-05 00:00:00,,', '2026-05-05,00:00:00,');
    expect((await importSource('csv', mended, { mapping })).counts).toMatchObject({
      accepted: 1,
      rejected: 0,
    });
  });

  test('with a decimal comma in the mapping is read too, as its numbers have no sign of their own', async () => {
    const mapping = mappingOf(
      { direction: { column: 'bearing', as: 'degrees' } },
      { decimal: ',', sheet: 'Log' },
    );
    const { reports } = await importSource('xlsx', workbook({ Log: rows }), { mapping });
    expect(reports[0]).toMatchObject({ direction: 42.5 });
  });

  test('that is none or has no such sheet is refused in words', async () => {
    const mapping = mappingOf({}, { sheet: 'Log' });
    const refused = (bytes: Uint8Array) => importSource('xlsx', bytes, { mapping });
    await expect(refused(Buffer.from('a,b\n1,2\n'))).rejects.toThrow(/no workbook/);
    await expect(refused(workbook({ Other: rows }))).rejects.toThrow(/no sheet "Log"; it has "Other"/);
  });

  test('that states another size than it has is read by what it holds', async () => {
    const mapping = mappingOf({}, { sheet: 'Log' });
    const told = await importSource('xlsx', workbook({ Log: rows }), { mapping });
    const lying = Buffer.from(workbook({ Log: rows }));
    lying.writeUInt32LE(0x7fffffff, lying.indexOf(Buffer.from([0x50, 0x4b, 1, 2])) + 24);
    expect(await importSource('xlsx', lying, { mapping })).toEqual(told);
  });
});
