import { crc32, deflateRawSync } from 'node:zlib';
import { describe, expect, test } from 'vitest';
import { secretReport } from '../testing.ts';
import { damaged } from '../testing-damage.ts';
import { FORMATS } from './formats.ts';
import { UnreadableSource } from './intake.ts';
import { importSource, POINT_MAPPING as MAPPING } from './testing.ts';
import { workbook } from './testing-xlsx.ts';

// 10,000 damaged files of each format are the bar; a check of every change reads fewer: DAMAGED_UPLOADS says how many.
const UPLOADS = Number(process.env.DAMAGED_UPLOADS ?? 100);
const LONG = 3 * 3_600_000;
const TURN_MS = 20_000;

const COLUMNS = ['kind', 'at', 'lon', 'lat', 'text'];
const ROWS = Array.from({ length: 6 }, (_, row) => [
  ...['explosion', `2026-05-04T21:0${row}:10Z`, '37.5', '48.5', `seen, "loud", row ${row}`],
]);
const quoted = (cells: readonly string[]) => cells.map((cell) => `"${cell.replaceAll('"', '""')}"`).join(',');
const table = (...rows: readonly (readonly string[])[]) => `${rows.map(quoted).join('\r\n')}\r\n`;
const reports = Array.from({ length: 4 }, (_, number) => JSON.stringify(secretReport(number + 1)));

/** A whole file of each format. */
const WHOLE: { readonly [format: string]: string | Uint8Array } = {
  ndjson: `${reports.join('\n')}\n`,
  json: `[${reports.join(',')}]`,
  csv: table(COLUMNS, ...ROWS),
  xlsx: workbook({ Reports: [COLUMNS, ...ROWS] }),
  'ucdp-ged': table(
    [
      ...[
        'id',
        'type_of_violence',
        'conflict_name',
        'side_a',
        'side_b',
        'number_of_sources',
        'source_article',
      ],
      ...['source_office', 'source_date', 'source_headline', 'source_original', 'where_prec'],
      ...['where_coordinates', 'where_description', 'latitude', 'longitude', 'date_prec', 'date_start'],
      ...['date_end', 'deaths_a', 'deaths_b', 'deaths_civilians', 'deaths_unknown', 'best', 'high', 'low'],
    ],
    [
      ...[
        '7',
        '1',
        'Northland: Government',
        'Government',
        'South',
        '1',
        '',
        'Daily Paper',
        '2014-05-02',
        'One',
      ],
      ...[
        'the hospital',
        '2',
        'Milltown',
        '',
        '48.5',
        '37.5',
        '1',
        '05/02/2014 00:00',
        '5/2/2014 12:00:00 AM',
      ],
      ...['1', '2', '3', '0', '6', '6', '6'],
    ],
  ),
  viina: table(
    ['date', 'sources_matching', 'source_urls', 'longitude', 'latitude', 'asciiname', 'representative_text'],
    ['20220224', 'paper', 'https://news.example/1', '37.5', '48.5', 'Milltown', 'Shelling of a village'],
  ),
  bellingcat: table(
    ['id', 'date', 'lat', 'lon', 'location', 'description', 'sources', 'associations'],
    [
      'CIV0001',
      '02/24/2022',
      '48.5',
      '37.5',
      'Milltown',
      'A house was hit',
      'https://x.example/1',
      'Residential',
    ],
  ),
  rss: `<?xml version="1.0" encoding="utf-8"?>\n<rss version="2.0"><channel><title>News</title><item><title>Mission Daily Report 6/2026 issued on 6 October 2026</title><guid>6</guid><pubDate>Wed, 16 Sep 2020 19:05:27 +0000</pubDate><description><![CDATA[<p>The mission recorded three ceasefire violations in Donetsk region and none in Luhansk region.</p>]]></description></item></channel></rss>`,
};

describe(`${UPLOADS} damaged files`, () => {
  for (const { name, mapped } of FORMATS)
    test(
      `of the format ${name} are read as far as they go, or refused in a sentence; each in time`,
      async () => {
        const options = mapped ? { mapping: MAPPING } : {};
        const whole = Buffer.from(WHOLE[name] as string);
        const others = Object.values(WHOLE).map((one) => Buffer.from(one as string));
        expect((await importSource(name, whole, options)).counts.rows).toBeGreaterThan(0);
        const answers = { read: 0, refused: 0 };
        for (let seed = 0; seed < UPLOADS; seed++) {
          const bytes = damaged(whole, others[seed % others.length] as Buffer, seed);
          const begun = performance.now();
          try {
            const { counts } = await importSource(name, bytes, options);
            expect(counts.accepted + counts.context + counts.rejected).toBe(counts.rows);
            answers.read += 1;
          } catch (error) {
            if (!(error instanceof UnreadableSource)) throw new Error(`seed ${seed}`, { cause: error });
            answers.refused += 1;
          }
          if (performance.now() - begun > TURN_MS)
            throw new Error(`seed ${seed} took more than ${TURN_MS} ms`);
        }
        expect(answers.read + answers.refused).toBe(UPLOADS);
        // Were all of them refused, nothing would have been read that could fail.
        expect(answers.read).toBeGreaterThan(0);
      },
      LONG,
    );
});

/** A workbook whose one packed file says that it is small. */
function bomb(bytes: number): Buffer {
  const whole = Buffer.from(workbook({ Reports: [COLUMNS, ...ROWS] }));
  const name = 'xl/worksheets/sheet1.xml';
  const [data, text] = [Buffer.from(name), Buffer.alloc(bytes, ' ')];
  const packed = deflateRawSync(text);
  const common = Buffer.alloc(26);
  common.writeUInt16LE(20, 0);
  common.writeUInt16LE(8, 4);
  common.writeUInt32LE(crc32(text), 10);
  common.writeUInt32LE(packed.length, 14);
  common.writeUInt32LE(100, 18);
  common.writeUInt16LE(data.length, 22);
  const end = whole.subarray(whole.length - 22);
  const [at, length] = [end.readUInt32LE(16), end.readUInt32LE(12)];
  const entry = Buffer.alloc(46);
  entry.writeUInt32LE(0x02014b50, 0);
  common.copy(entry, 6);
  entry.writeUInt32LE(at, 42);
  const local = Buffer.concat([Buffer.from([0x50, 0x4b, 3, 4]), common, data, packed]);
  // The directory lists it last, and so in the place of the one that was there.
  const directory = Buffer.concat([whole.subarray(at, at + length), entry, data]);
  const closing = Buffer.from(end);
  closing.writeUInt16LE(end.readUInt16LE(8) + 1, 8);
  closing.writeUInt16LE(end.readUInt16LE(10) + 1, 10);
  closing.writeUInt32LE(directory.length, 12);
  closing.writeUInt32LE(at + local.length, 16);
  return Buffer.concat([whole.subarray(0, at), local, directory, closing]);
}

test(
  'a workbook that unpacks to far more than it says takes no memory for it',
  async () => {
    const packed = bomb(300_000_000);
    expect(packed.length).toBeLessThan(1_000_000);
    const before = process.memoryUsage().rss;
    const outcome = await importSource('xlsx', packed, { mapping: MAPPING }).then(
      () => 'read',
      (error: unknown) => (error instanceof UnreadableSource ? 'refused' : String(error)),
    );
    const grown = process.memoryUsage().rss - before;
    expect([outcome, grown < 300_000_000]).toEqual(['refused', true]);
  },
  LONG,
);
