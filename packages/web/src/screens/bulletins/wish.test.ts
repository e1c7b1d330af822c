import { expect, test } from 'vitest';
import { askedBy, missingIn, searchWith, stretchIs, wishIn } from './wish.ts';

const NOW = Date.parse('2026-11-22T05:30:00Z');
/** An hour behind UTC, as the exercise; and a spring in which an hour is skipped. */
const AZORES = [[0, -3600]] as const;
const SPRING = [
  [0, 7200],
  [Date.parse('2026-03-29T01:00:00Z') / 1000, 10_800],
] as const;

test('a daily report is about the day before, on the clock of the mission', () => {
  const wish = wishIn('', NOW, AZORES, '7/2026');
  expect([wish.from, wish.to]).toEqual(['2026-11-21T00:00', '2026-11-22T00:00']);
  expect(askedBy(wish, [], AZORES)).toMatchObject({
    number: '7/2026',
    from: '2026-11-21T01:00:00.000Z',
    to: '2026-11-22T01:00:00.000Z',
  });
});

test('a day of 23 hours is a day', () => {
  const wish = wishIn('', Date.parse('2026-03-30T04:00:00Z'), SPRING, '1/2026');
  const asked = askedBy(wish, [], SPRING);
  expect(Date.parse(asked?.to ?? '') - Date.parse(asked?.from ?? '')).toBe(23 * 3_600_000);
});

test('another type begins with its own usual stretch', () => {
  const search = searchWith('?from=2026-11-01T00:00&to=2026-11-02T00:00', 'type', 'weekly');
  const { from, to } = wishIn(search, NOW, AZORES);
  expect([from, to]).toEqual(['2026-11-15T00:00', '2026-11-22T00:00']);
});

test('a spot report is not asked for without its event, nor a thematic one without its subject', () => {
  expect(askedBy(wishIn('?type=spot&number=1', NOW), [])).toBeUndefined();
  expect(
    askedBy(wishIn(`?type=spot&number=1&incident=/incidents/${'ab'.repeat(32)}`, NOW), []),
  ).toMatchObject({
    incident: 'ab'.repeat(32),
  });
  expect(askedBy(wishIn('?type=thematic&number=1&subject=Mines', NOW), [])).toBeUndefined();
  expect(askedBy(wishIn('?type=thematic&number=1&subject=Mines&kinds=mine,demining', NOW), [])).toMatchObject(
    {
      subject: { says: 'Mines', kinds: ['mine', 'demining'] },
    },
  );
});

test('a stretch that ends before it begins is not asked for and is said; one that goes on is said too', () => {
  const half = wishIn('?number=1&from=2026-11-22T00:00&to=2026-11-22T00:00', NOW);
  expect([askedBy(half, []), stretchIs(half, NOW)]).toEqual([undefined, 'backwards']);
  const today = wishIn('?number=1&from=2026-11-22T00:00&to=2026-11-29T00:00', NOW);
  expect(askedBy(today, [])).toBeDefined();
  expect([stretchIs(today, NOW), stretchIs(wishIn('?number=1', NOW), NOW)]).toEqual(['not-over', 'past']);
});

test('a remark of nothing is no remark', () => {
  const remark = { section: 'summary', text: '  ', lang: 'en' };
  expect(askedBy(wishIn('?number=1', NOW), [remark])).not.toHaveProperty('remarks');
});

test('what is missing is told by field, and what was emptied is not filled in again', () => {
  const missing = (search: string) => missingIn(wishIn(search, NOW, AZORES, '7/2026'), AZORES);
  expect(missing('')).toEqual([]);
  expect(missing(searchWith('', 'number', ''))).toEqual(['number']);
  expect(missing(searchWith('', 'to', ''))).toEqual(['to']);
  expect(missing('?type=spot&incident=elsewhere')).toEqual(['incident']);
  expect(missing('?type=thematic')).toEqual(['subject', 'kinds']);
  expect(missing(searchWith('?title=A', 'title', ''))).toEqual([]);
});
