import { csvLine } from '@armistice/core/base';
import type { Report } from '@armistice/core/mission';
import { parse } from 'csv-parse/sync';
import { expect, type TestContext, test } from 'vitest';
import { importSource, othersData } from './testing.ts';

const VIINA = 'viina-derived/viina_subset_2022_2025.csv';
const CLUSTERS = 'viina-derived/viina_2022_exact_duplicate_clusters.csv';

async function dataOr(context: TestContext, path: string): Promise<Uint8Array> {
  const data = await othersData(path);
  return 'skip' in data ? context.skip(data.skip) : data;
}

const key = ({ source, id }: Report) => `${source} ${id}`;

test('3,578 rows; what one outlet wrote once is one report, however often it was placed', async (context) => {
  const { counts, reports, context: placed } = await importSource('viina', await dataOr(context, VIINA));
  expect(counts).toMatchObject({ rows: 3578, accepted: 3578, rejected: 0, reports: 2735, repeated: 17 });
  expect(counts.notes['same article as an earlier row: one report']).toBe(placed.length);
  expect(reports.some(({ text = '', derivedFrom = [] }) => /https?:/.test(text + derivedFrom.join()))).toBe(
    false,
  );
});

test('each of the 91 clusters of duplicates becomes one report, alone and within the whole file', async (context) => {
  const bytes = await dataOr(context, VIINA);
  const rows = parse(Buffer.from(bytes), { columns: true }) as { readonly [column: string]: string }[];
  const clusters = parse(Buffer.from(await dataOr(context, CLUSTERS)), { columns: true }) as {
    readonly MemberEventIDs: string;
  }[];
  const whole = new Set((await importSource('viina', bytes)).reports.map(key));
  const header = Object.keys(rows[0] ?? {});
  const joined = { rows: 0, clusters: 0 };
  for (const { MemberEventIDs } of clusters) {
    const members = rows.filter((row) => MemberEventIDs.split('|').includes(row.event_id_1pd ?? ''));
    const file = [header, ...members.map((row) => header.map((column) => row[column] ?? ''))];
    const { reports } = await importSource('viina', file.map((cells) => csvLine(cells, ',')).join(''));
    joined.rows += members.length;
    if (reports.length === 1 && reports.every((report) => whole.has(key(report)))) joined.clusters += 1;
  }
  expect(joined).toEqual({
    clusters: 91,
    rows: clusters.flatMap((one) => one.MemberEventIDs.split('|')).length,
  });
});

test('another place of the same article is no second report, and is kept as context', async () => {
  const columns = 'date,sources_matching,source_urls,longitude,latitude,asciiname,representative_text';
  const row = (date: string, place: string, text = 'Two towns were hit') =>
    `${date},paper,https://paper.example/1,${place},${text}`;
  const source = [columns, row('20220224', '37.5,48.5,Milltown'), row('20220225', '37.9,48.9,Hilltown')];
  const { counts, reports, context } = await importSource('viina', source.join('\n'));
  expect(counts).toMatchObject({ rows: 2, accepted: 2, reports: 1 });
  expect(reports).toMatchObject([{ place: { name: 'Milltown' } }]);
  expect(context).toMatchObject([{ title: expect.stringMatching(/Hilltown on 20220225$/) }]);
  const others = [
    columns,
    row('20220224', '37.5,48.5,Milltown', 'A'),
    row('20220224', '37.5,48.5,Milltown', 'B'),
  ];
  expect((await importSource('viina', others.join('\n'))).reports).toHaveLength(2);
});
