import { expect, test } from 'vitest';
import { speechOf } from './context.tsx';
import { en } from './en.ts';
import { fr } from './fr.ts';
import { isolated } from './isolated.ts';

const speech = speechOf('en', en);
const plain = (text: string) => text.replaceAll(/[\u2066-\u2069]/g, '').replaceAll(/\s/g, ' ');

test('an interval says its date and its offset once', () => {
  expect(plain(speech.span('2026-11-20T22:03:10Z', '2026-11-20T22:05:00Z', 'Atlantic/Azores'))).toBe(
    '20 November 2026, 21:03:10 – 21:05:00 (UTC−01:00)',
  );
});

test('a moment has the offset that was in force then, not now', () => {
  expect(plain(speech.moment('2026-05-04T21:03:10Z', 'Europe/Kyiv'))).toContain('(UTC+03:00)');
  expect(plain(speech.moment('2026-12-04T21:03:10Z', 'Europe/Kyiv'))).toContain('(UTC+02:00)');
});

test.each([
  [0, 'now'],
  [1000, '1 second ago'],
  [59_000, '59 seconds ago'],
  [61_000, '1 minute ago'],
  [3 * 3_600_000, '3 hours ago'],
  [50 * 3_600_000, '2 days ago'],
  [-5000, 'now'],
])('%d milliseconds are said as %s', (milliseconds, said) => {
  expect(speech.ago(milliseconds)).toBe(said);
});

test('a term of the field that the page does not know is shown as the record has it', () => {
  expect(speech.word('kind', 'explosion')).toBe('explosion');
  expect(speechOf('fr', fr).word('status', 'under inquiry')).toBe('allégué, enquête en cours');
  expect(speech.word('kind', 'something-new')).toBe('something-new');
});

test('what somebody wrote turns no words of ours about, and ends no isolate but its own', () => {
  const [open, pop, override] = ['\u2068', '\u2069', '\u202e'];
  expect(isolated(`${pop}${pop}${override}here`)).toBe(`${open}${override}here${pop}`);
  expect(isolated(`${open}here`)).toBe(`${open}${open}here${pop}${pop}`);
  expect(isolated(`a ${open}b${pop} c`)).toBe(`${open}a ${open}b${pop} c${pop}`);
});
