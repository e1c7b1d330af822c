import { csvLine, guarded, unguarded } from '@armistice/core/base';
import { parse } from 'csv-parse/sync';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type CsvRecord, CsvSplitter } from './csv-records.ts';
import { FORMATS } from './formats.ts';
import { UnreadableSource } from './intake.ts';
import { importSource, POINT_MAPPING as MAPPING } from './testing.ts';

const HEADER = 'kind,at,lon,lat,text';
const GOOD = 'explosion,2026-05-04T21:03:10Z,37.5,48.5,seen';
const csv = (source: string | Uint8Array | AsyncIterable<Uint8Array>, encoding?: string) =>
  importSource('csv', source, { mapping: MAPPING, ...(encoding === undefined ? {} : { encoding }) });

function recordsOf(bytes: Uint8Array, sizes: readonly number[]): readonly CsvRecord[] {
  const splitter = new CsvSplitter(44);
  const records: CsvRecord[] = [];
  let at = 0;
  for (let turn = 0; at < bytes.length; turn++) {
    const size = sizes[turn % sizes.length] as number;
    records.push(...splitter.push(bytes.slice(at, at + size)));
    at += size;
  }
  records.push(...splitter.end());
  return records;
}

/** Bytes in which quotes, commas and line ends are as frequent as letters. */
const tableBytes = fc
  .array(fc.oneof(fc.constantFrom(10, 13, 34, 44, 34, 32, 97), fc.integer({ min: 0, max: 255 })), {
    maxLength: 300,
  })
  .map((bytes) => Uint8Array.from(bytes));
const pieceSizes = fc.array(fc.integer({ min: 1, max: 40 }), { minLength: 1, maxLength: 5 });
const plainText = fc
  .string({ unit: 'binary', maxLength: 30 })
  .filter((text) => text.isWellFormed() && !text.includes('\ufffd'));
const withoutEnds = (bytes: readonly number[]) => bytes.filter((byte) => byte !== 10 && byte !== 13);

describe('the splitter of rows', () => {
  test('loses no byte of any file, whatever is in it', () => {
    fc.assert(
      fc.property(tableBytes, (bytes) => {
        const raws = recordsOf(bytes, [1000]).flatMap(({ raw }) => [...raw]);
        expect(withoutEnds(raws)).toEqual(withoutEnds([...bytes]));
      }),
      { numRuns: 1000 },
    );
  });

  test('gives the same rows in whatever pieces the file arrives', () => {
    fc.assert(
      fc.property(tableBytes, pieceSizes, (bytes, sizes) => {
        expect(recordsOf(bytes, sizes)).toEqual(recordsOf(bytes, [1000]));
      }),
      { numRuns: 1000 },
    );
  });

  test('reads what is well-formed as another reader does', () => {
    const table = fc
      .integer({ min: 2, max: 5 })
      .chain((width) =>
        fc.array(fc.array(plainText, { minLength: width, maxLength: width }), { minLength: 1, maxLength: 8 }),
      );
    fc.assert(
      fc.property(table, (rows) => {
        const file = rows.map((row) => csvLine(row, ',')).join('');
        const ours = recordsOf(Buffer.from(file), [64]).map(({ cells }) =>
          cells.map((cell) => Buffer.from(cell).toString()),
        );
        expect(ours).toEqual(rows);
        expect(ours).toEqual(parse(file, { record_delimiter: '\r\n', bom: false }));
      }),
    );
  });

  test('goes on at the line after the one that opened a quote for ever', () => {
    const file = `a,b\n1,"x\n2,y\n3,z\n`;
    const records = recordsOf(Buffer.from(file), [5]);
    expect(records.map(({ line, fault }) => [line, fault])).toEqual([
      [1, undefined],
      [2, 'quote-open'],
      [3, undefined],
      [4, undefined],
    ]);
  });
});

describe('a cell that a spreadsheet would run', () => {
  test('is written so that it does not, and read back the same', () => {
    const risky = fc
      .tuple(fc.constantFrom('', "'", "''", '=', '+', '-', '@', '\t', '\r', "'="), plainText)
      .map(([a, b]) => a + b);
    fc.assert(
      fc.property(risky, (cell) => {
        expect(guarded(cell)).not.toMatch(/^[=+\-@\t\r]/);
        expect(unguarded(guarded(cell))).toBe(cell);
      }),
      { numRuns: 1000 },
    );
  });

  test('makes its way there and back through a file of rejected rows, with all other cells', async () => {
    const rows = fc.array(fc.array(plainText, { minLength: 5, maxLength: 5 }), {
      minLength: 1,
      maxLength: 6,
    });
    await fc.assert(
      fc.asyncProperty(rows, async (cells) => {
        const file = [HEADER.split(','), ...cells].map((row) => csvLine(row, ',')).join('');
        const first = await csv(file);
        // None of these texts is the time of a report.
        expect(first.counts).toMatchObject({ rows: cells.length, rejected: cells.length });
        expect(first.rejections.map(({ row }) => Object.values(row))).toEqual(cells);
        const second = await csv(first.returned);
        expect(second.rejections.map(({ row }) => row)).toEqual(first.rejections.map(({ row }) => row));
      }),
    );
  });
});

describe('any bytes at all', () => {
  for (const { name, mapped } of FORMATS)
    test(`sent as ${name} crash nothing, and every row is in one of the counts`, async () => {
      const prefix = fc.constantFrom(
        '',
        `${HEADER}\n`,
        '<rss><channel><item>',
        '{"id":',
        'PK\u0003\u0004',
        '\ufeff',
        'id,date,lat\n',
      );
      await fc.assert(
        fc.asyncProperty(
          prefix,
          fc.oneof(tableBytes, fc.uint8Array({ maxLength: 300 })),
          async (head, bytes) => {
            const source = Buffer.concat([Buffer.from(head), bytes]);
            try {
              const { counts } = await importSource(name, source, mapped ? { mapping: MAPPING } : {});
              expect(counts.accepted + counts.context + counts.rejected).toBe(counts.rows);
            } catch (error) {
              // The one other answer: a sentence about the file as a whole, with what to do.
              expect(error).toBeInstanceOf(UnreadableSource);
            }
          },
        ),
        { numRuns: 200 },
      );
    });
});

describe('files as the field sends them', () => {
  const text = `${HEADER}\r\n${GOOD.replace('seen', 'café – «Їжак»')}\r\n`;
  const swapped = Buffer.from(text, 'utf16le').swap16();
  test.each([
    ['UTF-8 with its mark', Buffer.from(`\ufeff${text}`), undefined],
    [
      'UTF-16, little end first',
      Buffer.concat([Buffer.from([0xff, 0xfe]), Buffer.from(text, 'utf16le')]),
      undefined,
    ],
    ['UTF-16, big end first', Buffer.concat([Buffer.from([0xfe, 0xff]), swapped]), undefined],
    ['UTF-16 without a mark, named', Buffer.from(text, 'utf16le'), 'utf-16le'],
    ['line feeds alone', Buffer.from(text.replaceAll('\r\n', '\n')), undefined],
    ['carriage returns alone', Buffer.from(text.replaceAll('\r\n', '\r')), undefined],
    ['semicolons', Buffer.from(text.replaceAll(',', ';')), undefined],
    ['tabulators', Buffer.from(text.replaceAll(',', '\t')), undefined],
  ])('in %s are read the same', async (_, bytes, encoding) => {
    const { reports } = await csv(bytes, encoding);
    expect(reports).toMatchObject([{ text: 'café – «Їжак»', place: { at: [37.5, 48.5] } }]);
  });

  test('in Windows-1252 are read when that is named; else their rows come back, legible', async () => {
    const bytes = Buffer.from(`${HEADER}\n${GOOD.replace('seen', 'caf\u00e9')}\n${GOOD}\n`, 'latin1');
    expect((await csv(bytes, 'windows-1252')).reports[0]).toMatchObject({ text: 'café' });
    expect((await csv(bytes, 'auto')).counts).toMatchObject({
      accepted: 2,
      notes: { 'row read as windows-1252': 1 },
    });
    const { counts, returned } = await csv(bytes);
    expect(counts).toMatchObject({ accepted: 1, rejected: 1, reasons: { 'row/encoding': 1 } });
    expect(returned).toContain('café');
    expect((await csv(returned)).counts).toMatchObject({ accepted: 1, rejected: 0 });
  });

  test.each([
    ['a time in the year 1', GOOD.replace('2026-', '0001-'), 'report/form occurred.from'],
    ['a time in the year 9999', GOOD.replace('2026-', '9999-'), 'report/form occurred.from'],
    ['a coordinate that is no number', GOOD.replace('37.5', 'NaN'), 'row/cell lon'],
    ['an endless coordinate', GOOD.replace('37.5', 'Infinity'), 'row/cell lon'],
    ['a longitude beyond the world', GOOD.replace('37.5', '375'), 'report/form place.at[0]'],
    ['a text of a megabyte', GOOD.replace('seen', 'x'.repeat(1_000_000)), 'report/form text'],
    ['a nought character', GOOD.replace('seen', 'a\0b'), 'report/form text'],
  ])('with %s lose that row and no other', async (_, bad, reason) => {
    const { counts, rejections } = await csv(`${HEADER}\n${bad}\n${GOOD}\n`);
    expect(counts).toMatchObject({ rows: 2, accepted: 1, rejected: 1, reasons: { [reason]: 1 } });
    expect(rejections[0]).toMatchObject({ line: 2, means: expect.any(String), remedy: expect.any(String) });
  });
});

describe('too much of everything', () => {
  test('100,000 malformed lines are 100,000 answers, in CSV and in NDJSON', async () => {
    const lines = Array.from({ length: 100_000 }, (_, at) => `${at},"x"y,${at % 3 === 0 ? '"' : ''}`).join(
      '\n',
    );
    for (const { counts } of [await csv(`${HEADER}\n${lines}`), await importSource('ndjson', lines)]) {
      expect(counts.accepted + counts.context).toBe(0);
      expect(counts.rejected).toBe(100_000);
      expect(Object.keys(counts.reasons).length).toBeLessThan(10);
    }
  });

  test('a line of 16 MiB without an end is one rejected row, in every format of lines', async () => {
    async function* endless(head: string): AsyncGenerator<Uint8Array> {
      yield Buffer.from(head);
      for (let piece = 0; piece < 16; piece++) yield Buffer.alloc(1024 * 1024, 'x');
      yield Buffer.from(`\n`);
    }
    const { counts, rejections } = await csv(endless(`${HEADER}\n"`));
    expect(counts).toMatchObject({ rows: 1, rejected: 1, reasons: { 'row/too-long': 1 } });
    expect(rejections[0]?.line).toBe(2);
    expect((await importSource('ndjson', endless('"'))).counts).toMatchObject({ rows: 1, rejected: 1 });
    expect((await importSource('rss', endless('<rss><channel><item>'))).counts).toMatchObject({
      rows: 1,
      rejected: 1,
    });
  });

  test('a quote that swallows megabytes costs its own line; the rows below it are read', async () => {
    const rows = Array.from({ length: 500 }, (_, at) => GOOD.replace('seen', `${at} ${'y'.repeat(15_000)}`));
    const { counts } = await csv([HEADER, `explosion,"now,37,48,x`, ...rows].join('\n'));
    expect(counts).toMatchObject({
      rows: 501,
      accepted: 500,
      rejected: 1,
      reasons: { 'row/quote-open': 1 },
    });
  });
});
