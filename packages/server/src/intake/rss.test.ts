import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Tally } from './context.ts';
import { numberInProse } from './number-words.ts';
import { readSummary } from './summary-prose.ts';
import { importSource, othersData } from './testing.ts';
import { chainOf, expectedChain } from './testing-chain.ts';

const FOLDER = 'reliefweb-rss-ukraine-2020-09';

test('seven daily summaries of a real feed come out as a person read them, and their chain closes', async (context) => {
  const [feed, chain] = [
    await othersData(`${FOLDER}/reliefweb_ukraine_rss.xml`),
    await othersData(`${FOLDER}/expected-chain.json`),
  ];
  if ('skip' in feed) return context.skip(feed.skip);
  if ('skip' in chain) return context.skip(chain.skip);
  const expected = expectedChain(chain);
  const { counts, context: lines, reports } = await importSource('rss', feed);
  expect(counts).toMatchObject({ rows: 20, accepted: 5, context: 15, rejected: 0, reports: 7 });
  expect(counts.notes).toEqual({ 'previous period agrees with the summary before': 6 });
  const tallies = lines.filter((one) => one.context === 'tally');
  expect(chainOf(tallies, expected)).toEqual(expected);
  const above = expected
    .flatMap((one) => one.periods ?? [one])
    .flatMap(({ donetsk = 0, luhansk = 0 }) => [donetsk, luhansk]);
  expect(reports.map(({ count }) => count?.[0]).toSorted()).toEqual(
    above.filter((figure) => figure > 0).toSorted(),
  );
  expect(JSON.stringify([lines, reports])).not.toMatch(/https?:/);
});

function item(title: string, description: string): string {
  return `<item><title>${title}</title><guid>${title}</guid><pubDate>Wed, 16 Sep 2020 19:05:27 +0000</pubDate><author>Monitors of Northland</author><description><![CDATA[${description}]]></description></item>`;
}
const feed = (...items: readonly string[]) =>
  `<?xml version="1.0" encoding="utf-8"?>\n<rss version="2.0"><channel><title>News</title>\n${items.join('\n')}\n</channel></rss>`;
const daily = (number: number, text: string) =>
  item(`Mission Daily Report ${number}/2026 issued on ${number} October 2026`, `<p>${text}</p>`);
const tallies = (lines: readonly unknown[]) =>
  (lines as readonly Tally[])
    .filter((one) => one.context === 'tally')
    .map(({ area, period, state, count }) => [area, period, state, count?.[0]]);

describe('a daily summary', () => {
  test('that names one area in its second period says nothing of the other: not stated, and never 0', async () => {
    const text =
      'The mission recorded three ceasefire violations in Donetsk region and none in Luhansk region. Between the evenings of 4 and 5 October, it recorded two ceasefire violations in Donetsk region.';
    const { context } = await importSource('rss', feed(daily(6, text)));
    expect(tallies(context)).toEqual([
      ['Donetsk region', 'this', 'stated', 3],
      ['Luhansk region', 'this', 'stated', 0],
      ['Donetsk region', 'this', 'stated', 2],
      ['Luhansk region', 'this', 'not-stated', undefined],
    ]);
  });

  test('of calm is context with its noughts, and no report', async () => {
    const text = 'The mission recorded no ceasefire violations in either Donetsk or Luhansk region.';
    const { counts, reports } = await importSource('rss', feed(daily(6, text)));
    expect([counts.context, counts.accepted, reports.length]).toEqual([1, 0, 0]);
  });

  test('that contradicts the one before is noted', async () => {
    const first = 'The mission recorded two ceasefire violations in Donetsk region.';
    const second = `${first} In the previous 24 hours, it recorded five in Donetsk region.`;
    const { counts } = await importSource('rss', feed(daily(6, first), daily(7, second)));
    expect(counts.notes).toEqual({ 'previous period CONTRADICTS the summary before': 1 });
  });

  test.each([
    ['about 30', 'The mission recorded about 30 ceasefire violations in Donetsk region.', /not exact/],
    [
      'twelve in two areas',
      'The mission recorded 12 ceasefire violations in Donetsk and Luhansk regions.',
      /together/,
    ],
    ['fewer', 'The mission recorded fewer ceasefire violations than before.', /no figure was found/],
    ['silence', 'The mission monitored a peaceful gathering.', /states no figure/],
  ])('with %s is sent back, and nothing is guessed', async (_, text, reason) => {
    const { counts, rejections } = await importSource('rss', feed(daily(6, text), daily(7, text)));
    expect(counts).toMatchObject({ rows: 2, rejected: 2, reasons: { 'row/prose': 2 } });
    expect(rejections[0]?.reason).toMatch(reason);
  });

  test('with the area first is read too', () => {
    const read = readSummary(
      'In Donetsk region, the SMM recorded 91 ceasefire violations, including 12 explosions.',
    );
    expect(read).toMatchObject({ periods: [{ which: 'this', figures: [{ area: 'Donetsk', count: 91 }] }] });
  });
});

describe('a feed', () => {
  test('with one damaged item loses that item only; mended, it goes in', async () => {
    const bad = item('A & B', 'text').replace('</title>', '</titel>');
    const source = feed(item('One', 'text'), bad, item('Two', 'text'));
    const { counts, rejections, returned } = await importSource('rss', source);
    expect(counts).toMatchObject({ rows: 3, context: 2, rejected: 1, reasons: { 'row/xml': 1 } });
    expect(rejections[0]?.line).toBe(4);
    const again = await importSource(
      'rss',
      returned.replace('</titel>', '</title>').replaceAll('A & B', 'A and B'),
    );
    expect(again.counts).toMatchObject({ rows: 1, context: 1, rejected: 0 });
  });

  test('whose CDATA holds an end of item, in pieces of any size, is read the same', async () => {
    const source = Buffer.from(feed(item('One', 'an </item> and <item> inside'), item('Two', 'text')));
    for (const size of [1, 7, 1000]) {
      const { counts } = await importSource('rss', pieces(source, size));
      expect(counts).toMatchObject({ rows: 2, context: 2 });
    }
  });

  test('cut in the middle of an item gives the item back', async () => {
    const source = feed(item('One', 'text'), item('Two', 'text')).slice(0, -60);
    const { counts, returned } = await importSource('rss', source);
    expect(counts).toMatchObject({ rows: 2, context: 1, rejected: 1 });
    expect((await importSource('rss', returned)).counts.rows).toBe(1);
  });

  test('that is none is refused whole', async () => {
    await expect(importSource('rss', '<html></html>')).rejects.toThrow(/no RSS feed/);
  });
});

async function* pieces(bytes: Uint8Array, size: number): AsyncGenerator<Uint8Array> {
  for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size);
}

const ONES =
  'zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen'.split(
    ' ',
  );
const TENS = 'twenty thirty forty fifty sixty seventy eighty ninety'.split(' ');

/** How English writes a number below a million. */
function inWords(number: number): string {
  if (number < 20) return ONES[number] as string;
  if (number < 100)
    return `${TENS[Math.floor(number / 10) - 2]}${number % 10 > 0 ? `-${ONES[number % 10]}` : ''}`;
  const unit = number < 1000 ? 100 : 1000;
  const rest = number % unit;
  const words = `${inWords(Math.floor(number / unit))} ${unit === 100 ? 'hundred' : 'thousand'}`;
  return rest === 0 ? words : `${words}${rest < 100 ? ' and' : ''} ${inWords(rest)}`;
}

describe('numbers in prose', () => {
  test('are read as they are written, in words and in figures', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 999_999 }), (number) => {
        expect(numberInProse(inWords(number))).toBe(number);
        expect(numberInProse(number.toLocaleString('en'))).toBe(number);
        const read = readSummary(
          `The SMM recorded ${inWords(number)} ceasefire violations in Milltown region.`,
        );
        expect(read).toMatchObject({ periods: [{ figures: [{ area: 'Milltown', count: number }] }] });
      }),
    );
  });

  test.each(['one two', 'hundred', 'twenty twelve', '1,2', '', 'a few', 'one hundred hundred'])(
    '"%s" is no number',
    (text) => {
      expect(numberInProse(text)).toBeUndefined();
    },
  );
});
