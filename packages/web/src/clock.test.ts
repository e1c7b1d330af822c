import { expect, test } from 'vitest';
import { clockFor } from './clock.ts';

test.each([
  [
    'one agreement: lists are read by its clock, as its documents are',
    ['Europe/Kyiv'],
    undefined,
    'Europe/Kyiv',
  ],
  ['somebody who works by UTC keeps to it', ['Europe/Kyiv'], 'UTC', 'UTC'],
  ['of two clocks none goes before the other', ['Europe/Kyiv', 'Asia/Aden'], undefined, 'UTC'],
  ['of two clocks somebody chose one', ['Europe/Kyiv', 'Asia/Aden'], 'Asia/Aden', 'Asia/Aden'],
  ['a clock of another mission is none of this one', ['Europe/Kyiv'], 'Asia/Aden', 'Europe/Kyiv'],
  ['no agreement is in force yet', [], undefined, 'UTC'],
])('%s', (_, zones, wanted, zone) => {
  expect(clockFor(zones, wanted).zone).toBe(zone);
});

test('UTC can always be chosen, and stands once where the agreement counts by it', () => {
  expect(clockFor(['Europe/Kyiv']).choices).toEqual(['Europe/Kyiv', 'UTC']);
  expect(clockFor(['UTC']).choices).toEqual(['UTC']);
});
