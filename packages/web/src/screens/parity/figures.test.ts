import { expect, test } from 'vitest';
import type { Parity, PartyFigure } from '../../people/parity.ts';
import { type Figure, figuresOf, isDrawn, mostOf, standingsOf, verdictOf } from './figures.ts';

const NONE: readonly PartyFigure[] = [
  { party: 'north', n: 0, open: 0, median: null, low: 0, high: null },
  { party: 'south', n: 0, open: 0, median: null, low: 0, high: null },
];
const SOME: readonly PartyFigure[] = [
  { party: 'north', n: 9, open: 2, median: 10, low: 4, high: 20, others: { differs: false } },
  { party: 'south', n: 9, open: 6, median: null, low: 30, high: null, others: { differs: false } },
];
const parity = {
  times: [
    { standing: 'complains', step: 'decided', from: 'event', parties: SOME },
    { standing: 'complains', step: 'found', from: 'event', parties: NONE },
    { standing: 'own-side', step: 'decided', from: 'event', parties: NONE },
  ],
  evidence: [],
  shares: [],
} as unknown as Parity;
const figure = (parties: readonly PartyFigure[]): Figure => ({ group: 'times', name: [], parties });

test('a figure that nobody has a case of takes no room, and a standing without any is not offered', () => {
  expect(standingsOf(parity)).toEqual(['complains']);
  expect(figuresOf(parity, 'times', 'complains').map(({ name }) => name[0]?.[1])).toEqual(['decided']);
});

test('a figure withheld from this reader is shown as withheld, not left out', () => {
  const withheld = {
    ...parity,
    times: [{ ...parity.times[0], parties: [{ party: 'north', suppressed: true }] }],
  };
  expect(standingsOf(withheld as unknown as Parity)).toEqual(['complains']);
  expect(isDrawn(figure([{ party: 'north', suppressed: true, n: 9 }]))).toBe(false);
  expect(isDrawn(figure(SOME))).toBe(true);
});

test('the scale holds every end that there is, also where half are still waiting', () => {
  expect(mostOf(figure(SOME))).toBeGreaterThan(30);
  expect(mostOf(figure(NONE))).toBe(1);
});

test('a difference is spoken of where the figures say so, and never read off the lines', () => {
  expect(verdictOf(figure(SOME))).toBe('alike');
  expect(verdictOf(figure([...SOME.slice(1), { party: 'north', n: 9, others: { differs: true } }]))).toBe(
    'apart',
  );
  expect(verdictOf(figure(NONE))).toBe('few');
});
