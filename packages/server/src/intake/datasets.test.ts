import { expectAccepted } from '@armistice/core/base';
import type { Report } from '@armistice/core/mission';
import { parse } from 'csv-parse/sync';
import { describe, expect, type TestContext, test } from 'vitest';
import { parseMapping } from './mapping.ts';
import { importSource, othersData } from './testing.ts';

const UCDP = 'ucdp-ged-ukraine/UCDP-Ukraine.csv';
const UCDP_WORLD = 'ucdp-ged-global-sample/ucdpged_1000.csv';
const BELLINGCAT = 'bellingcat-civilian-harm/civharm.csv';

async function dataOr(context: TestContext, path: string): Promise<Uint8Array> {
  const data = await othersData(path);
  return 'skip' in data ? context.skip(data.skip) : data;
}

const key = ({ source, id }: Report) => `${source} ${id}`;

const HEADER =
  'id,type_of_violence,conflict_name,side_a,side_b,number_of_sources,source_article,source_office,source_date,source_headline,source_original,where_prec,where_coordinates,where_description,latitude,longitude,date_prec,date_start,date_end,deaths_a,deaths_b,deaths_civilians,deaths_unknown,best,high,low';

/** A row of an event that never happened, with some cells changed. */
function event(change: { readonly [column: string]: string } = {}): string {
  const cells: { [column: string]: string } = {
    id: '7',
    type_of_violence: '1',
    conflict_name: 'Northland: Government',
    side_a: 'Government of Northland',
    side_b: 'South',
    number_of_sources: '2',
    source_office: 'Daily Paper;Evening Wire;Daily Paper',
    source_date: '2014-05-02;2014-05-03;2014-05-02',
    source_headline: 'One;Two;Three',
    source_original: 'the hospital',
    where_prec: '2',
    where_coordinates: 'Milltown',
    latitude: '48.5',
    longitude: '37.5',
    date_prec: '1',
    date_start: '05/02/2014 00:00',
    date_end: '5/2/2014 12:00:00 AM',
    deaths_a: '1',
    deaths_b: '2',
    deaths_civilians: '3',
    deaths_unknown: '0',
    best: '6',
    high: '6',
    low: '6',
    ...change,
  };
  return HEADER.split(',')
    .map((column) => cells[column] ?? '')
    .join(',');
}
const ged = (...rows: readonly string[]) =>
  importSource('ucdp-ged', [HEADER, ...rows].join('\n'), { clock: 'Europe/Kyiv' });

describe('a row of UCDP GED', () => {
  test('becomes one report of each outlet, as context, its day read with the month first in both spellings', async () => {
    const { reports, counts } = await ged(event());
    expect(counts).toMatchObject({ rows: 1, accepted: 1, rejected: 0, reports: 2 });
    expect(reports).toMatchObject([
      {
        source: 'context.ucdp-ged.daily-paper',
        kind: 'casualty',
        means: 'media',
        // Paper of 2 May: what it tells of happened from 29 April to 2 May, by the clock of the place.
        occurred: { from: '2014-04-28T21:00:00Z', to: '2014-05-02T20:59:59Z' },
        place: { type: 'named', name: 'Milltown', at: [37.5, 48.5], radius: 25_000 },
        persons: [
          { status: 'killed', count: [3, 3], civilian: 'no' },
          { status: 'killed', count: [3, 3], civilian: 'yes' },
        ],
      },
      {
        source: 'context.ucdp-ged.evening-wire',
        occurred: { from: '2014-04-29T21:00:00Z', to: '2014-05-03T20:59:59Z' },
      },
    ]);
    // Whom the outlets repeat may be an eyewitness: all see the same hash, and the mission alone the words.
    expect(reports[0]?.derivedFrom?.[0]).toMatch(/^origin:[0-9a-f]{64}$/);
    expect(reports[1]?.derivedFrom?.[0]).toBe(reports[0]?.derivedFrom?.[0]);
    expect(reports[0]?.text).toContain('Told by: the hospital');
    for (const { text, actor } of reports) {
      expect(text).toMatch(/\[Context from UCDP GED; not a report of this mission\. CC BY 4\.0\./);
      expect(actor).toBeUndefined();
    }
  });

  test('with one outlet keeps the days that people coded, and their precision', async () => {
    const one = { source_office: 'Daily Paper', source_date: '27/05/2014', source_headline: 'One' };
    const { reports } = await ged(event({ ...one, date_prec: '4', date_end: '5/31/2014 12:00:00 AM' }));
    expect(reports).toMatchObject([
      { occurred: { from: '2014-05-01T21:00:00Z', to: '2014-05-31T20:59:59Z', extent: 'span' } },
    ]);
  });

  test('told by an article of years later keeps its coded days, and says so', async () => {
    const { reports, counts } = await ged(event({ source_date: '2014-05-02;2021-04-27;2014-05-02' }));
    expect(reports[1]?.occurred).toMatchObject({ from: '2014-05-01T21:00:00Z', to: '2014-05-02T20:59:59Z' });
    expect(counts.notes['article of another time: coded days kept']).toBe(1);
  });

  test('whose figures differ gives a range of all the dead together; no figure is never 0', async () => {
    const range = await ged(event({ low: '4', high: '9' }));
    expect(range.reports[0]?.persons).toEqual([{ status: 'killed', count: [4, 9], civilian: 'unknown' }]);
    const none = await ged(
      event({ low: '0', best: '0', high: '0', deaths_a: '0', deaths_b: '0', deaths_civilians: '0' }),
    );
    expect(none.reports[0]?.persons).toBeUndefined();
  });

  test.each([
    [{ date_start: '13/13/2014 00:00' }, 'row/field date_start'],
    [{ date_start: '1/1/0001 00:00' }, 'row/field date_start'],
    [{ date_end: '1/1/9999 00:00' }, 'row/field date_end'],
    [{ date_end: '5/1/2014 12:00:00 AM' }, 'row/field date_end'],
    [{ latitude: 'NaN' }, 'row/field latitude'],
    [{ longitude: '181' }, 'row/field longitude'],
    [{ where_prec: '8' }, 'row/field where_prec'],
    [{ best: '-1' }, 'row/field best'],
    [{ id: '' }, 'row/field id'],
  ])('with %j comes back: %s', async (change, reason) => {
    const { counts, rejections } = await ged(event(change), event({ id: '8' }));
    expect(counts).toMatchObject({ rows: 2, accepted: 1, rejected: 1, reasons: { [reason]: 1 } });
    expect(rejections[0]).toMatchObject({ line: 2, row: { conflict_name: 'Northland: Government' } });
  });
});

describe('the files of others, row by row', () => {
  test('UCDP GED Ukraine: all 3,883 events and their 5,214 articles are accounted for', async (context) => {
    const data = await dataOr(context, UCDP);
    const { counts, reports } = await importSource('ucdp-ged', data, { clock: 'Europe/Kyiv' });
    expect(counts).toMatchObject({ rows: 3883, accepted: 3883, context: 0, rejected: 0, reports: 4454 });
    const articles = reports.flatMap(
      ({ text = '' }) => text.match(/^.* (?:\d{4}-\d\d-\d\d|\d\d\/\d\d\/\d{4}): /gm) ?? [],
    );
    expect(articles).toHaveLength(5214);
    expect(reports.every(({ text = '' }) => !/[\ufffd\u0080-\u009f]/.test(text))).toBe(true);
    expect(new Set(reports.map(key)).size).toBe(4454);
    expect(reports.every(({ source }) => source.startsWith('context.ucdp-ged'))).toBe(true);
  });

  test('UCDP GED Ukraine: three days before an article hold 90 % of what it tells of', async (context) => {
    const text = Buffer.from(await dataOr(context, UCDP)).toString('latin1');
    const rows = parse(text, { columns: true }) as { readonly [column: string]: string }[];
    const exact = rows.filter((row) => Number(row.number_of_sources) > 1 && row.date_prec === '1');
    const lags = exact.flatMap(({ source_date = '', date_end = '' }) => {
      const [month, day, year] = (date_end.split(' ')[0] ?? '').split('/').map(Number) as [
        number,
        number,
        number,
      ];
      return source_date
        .split(';')
        .map((date) => (Date.parse(date.trim()) - Date.UTC(year, month - 1, day)) / 86_400_000);
    });
    expect(lags).toHaveLength(1734);
    expect(lags.filter((lag) => lag >= 0 && lag <= 3).length / lags.length).toBeCloseTo(0.908, 3);
  });

  test('UCDP GED of the world: 1,000 events with another spelling of days', async (context) => {
    const { counts } = await importSource('ucdp-ged', await dataOr(context, UCDP_WORLD));
    expect(counts).toMatchObject({ rows: 1000, accepted: 1000, rejected: 0, reports: 1236 });
  });

  test('sent twice, the same rows are the same reports', async (context) => {
    const data = await dataOr(context, UCDP_WORLD);
    const [first, second] = [await importSource('ucdp-ged', data), await importSource('ucdp-ged', data)];
    expect(second.reports).toEqual(first.reports);
  });

  test('Bellingcat: 1,471 incidents, and not one of their links', async (context) => {
    const { counts, reports, returned } = await importSource('bellingcat', await dataOr(context, BELLINGCAT));
    expect(counts).toMatchObject({
      rows: 1471,
      accepted: 1470,
      rejected: 1,
      reasons: { 'row/field lon': 1 },
    });
    expect(JSON.stringify(reports)).not.toMatch(/https?:|www\./i);
    expect(returned).toContain('Kyiv');
  });
});

describe('other tables of others, by a mapping alone', () => {
  const context = { dataset: 'sample', title: 'A sample', licence: 'see its source', cite: 'its authors' };
  const mappingOf = (head: object, report: object) =>
    expectAccepted(
      parseMapping({ mapping: 'armistice.csv-mapping/v1', clock: 'UTC', context, ...head, report }),
    );

  test('monthly figures: 0 is stated, an empty cell is not, and only what is above 0 is a report', async (test) => {
    const data = await dataOr(test, 'loc-india-pakistan-cfv/cfv_sectors_var.csv');
    const month = { column: 'Month_wise', as: 'month begin', format: 'yyyy-MM' };
    const report = {
      kind: { value: 'other' },
      means: { value: 'document' },
      occurred: { from: month, to: { ...month, as: 'month end' }, extent: { value: 'span' } },
      place: {
        type: { value: 'named' },
        name: { value: 'Poonch' },
        at: { value: [74.1, 33.77] },
        radius: { value: 30_000 },
      },
      count: [
        { column: 'Poonch', as: 'number' },
        { column: 'Poonch', as: 'number' },
      ],
    };
    const mapping = mappingOf({ figures: 'ceasefire violations', empty: ['NA'] }, report);
    const { counts, reports, context: lines } = await importSource('csv', data, { mapping });
    const cells = new TextDecoder()
      .decode(data)
      .trim()
      .split(/\r?\n/)
      .slice(1)
      .map((row) => row.split(',')[1]);
    const above = cells.filter((cell) => Number(cell) > 0);
    const noughts = cells.filter((cell) => cell !== '' && Number(cell) === 0);
    expect(counts).toMatchObject({ rows: cells.length, rejected: 0, accepted: above.length });
    expect(reports.map(({ count }) => String(count?.[0]))).toEqual(above);
    const tallies = lines.filter((one) => one.context === 'tally');
    expect(tallies.filter(({ count }) => count?.[0] === 0)).toHaveLength(noughts.length);
    expect(tallies.filter(({ state }) => state === 'not-stated')).toHaveLength(
      cells.length - above.length - noughts.length,
    );
  });

  test('fires seen by satellite: a time in two columns, NA for nothing', async (test) => {
    const data = await dataOr(test, 'firms-sample/firms_viirs_noaa20_nrt_ukraine_2023-06-01_sample.csv');
    const time = { columns: ['acq_date', 'acq_time'], as: 'local time', format: 'yyyy-MM-dd Hmm' };
    const report = {
      source: { column: 'satellite' },
      kind: { value: 'other' },
      means: { value: 'satellite' },
      occurred: { from: time, to: time },
      place: {
        type: { value: 'point' },
        at: [
          { column: 'longitude', as: 'number' },
          { column: 'latitude', as: 'number' },
        ],
        radius: { value: 400 },
      },
    };
    const { counts, reports } = await importSource('csv', data, {
      mapping: mappingOf({ empty: ['NA'] }, report),
    });
    expect(counts).toMatchObject({ rows: 18, accepted: 18, rejected: 0 });
    expect(reports[0]).toMatchObject({
      source: 'context.sample.1',
      occurred: { from: '2023-06-01T00:09:00+00:00' },
      place: { at: [32.66188, 49.8744] },
    });
  });
});
