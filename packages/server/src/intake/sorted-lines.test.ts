import { existsSync } from 'node:fs';
import { expectAccepted } from '@armistice/core/base';
import { parseReport } from '@armistice/core/mission';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { SeenReports } from './seen-reports.ts';
import { SortedLines } from './sorted-lines.ts';

test('lines come out in the order of their keys, however little fits into memory', async () => {
  const lines = fc.array(fc.tuple(fc.stringMatching(/^[a-f0-9]{1,6}$/), fc.stringMatching(/^[ -~]{0,20}$/)), {
    maxLength: 60,
  });
  await fc.assert(
    fc.asyncProperty(lines, fc.integer({ min: 0, max: 200 }), async (given, most) => {
      const sorted = new SortedLines(most);
      for (const [key, text] of given) await sorted.add(key, `${key} ${text}`);
      const out: string[] = [];
      for await (const line of sorted.lines()) out.push(line);
      await sorted.close();
      expect(out.map((line) => line.split(' ')[0])).toEqual(given.map(([key]) => key).toSorted());
      expect(out.toSorted()).toEqual(given.map(([key, text]) => `${key} ${text}`).toSorted());
    }),
    { numRuns: 50 },
  );
});

test('nothing is left on the disk', async () => {
  const sorted = new SortedLines(10);
  for (let at = 0; at < 20; at++) await sorted.add(String(at), 'a line');
  const folder = sorted.folder ?? '';
  expect(existsSync(folder)).toBe(true);
  await sorted.close();
  expect(existsSync(folder)).toBe(false);
});

const report = (number: number, kind = 'explosion') =>
  expectAccepted(
    parseReport({
      id: `0198c9b2-7a10-4c7e-9d54-${number.toString(16).padStart(12, '0')}`,
      source: 'post-3',
      kind,
      occurred: { from: '2026-11-20T21:03:10Z', to: '2026-11-20T21:03:10Z' },
      place: { type: 'point', at: [37.5, 48.5], radius: 10 },
    }),
  );

test('of five thousand reports each is known again, and none is taken for another', () => {
  const seen = new SeenReports();
  for (let number = 0; number < 5000; number++) {
    expect(seen.look(report(number))).toBe('new');
    seen.add(report(number));
  }
  for (let number = 0; number < 5000; number++) expect(seen.look(report(number))).toBe('again');
  expect(seen.look(report(7, 'flare'))).toBe('another');
  expect(seen.look(report(5000))).toBe('new');
});
