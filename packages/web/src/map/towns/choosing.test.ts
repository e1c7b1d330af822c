import { expect, test } from 'vitest';
import type { NamedPlace } from '../named-places.ts';
import { townsToName } from './choosing.ts';
import { townsOf } from './reading.ts';

const towns = townsOf(
  [
    '37\t48\t3\tLarge',
    '37.5\t48\t6\tMiddle',
    '38\t48.5\t8\tSmall',
    '179.5\t-17\t3\tEastern',
    '-179.5\t-17\t3\tWestern',
    '',
  ].join('\n'),
  '37.5\t48\tMilieu\n',
);
const AROUND = [36, 47, 39, 49] as const;

function named(view: Partial<Parameters<typeof townsToName>[1]>): readonly string[] {
  const chosen = townsToName(towns, { bounds: AROUND, zoom: 9, most: 40, places: [], ...view });
  return chosen.map(({ number }) => towns.listed[number] ?? '');
}

function place(at: NamedPlace['at'], name: string, names: NamedPlace['names'] = {}): NamedPlace {
  return { at, name, names };
}

test('towns are named from their zoom on, within what is seen, and the largest first', () => {
  expect(named({ zoom: 2.9 })).toEqual([]);
  expect(named({ zoom: 3 })).toEqual(['Large']);
  expect(named({ zoom: 6 })).toEqual(['Large', 'Middle']);
  expect(named({ bounds: [37.8, 47, 39, 49] })).toEqual(['Small']);
  expect(named({ most: 2 })).toEqual(['Large', 'Middle']);
});

test('a map that was turned round the Earth names what is there', () => {
  expect(named({ bounds: [179, -18, 181, -16] })).toEqual(['Eastern', 'Western']);
  const [, western] = townsToName(towns, { bounds: [179, -18, 181, -16], zoom: 9, most: 9, places: [] });
  expect(western?.at).toEqual([180.5, -17]);
  expect(named({ bounds: [-324, 47, -321, 49] })).toEqual(['Large', 'Middle', 'Small']);
});

test('what the mission names itself is not named a second time', () => {
  // At the same place it is the same, whatever it is called.
  expect(named({ places: [place([37.02, 48.01], 'Otherwise')] })).toEqual(['Middle', 'Small']);
  // Some kilometres off it is the same if it has the same name, in whatever language and spelling.
  expect(named({ places: [place([37.1, 48], 'Other', { uk: 'Other', en: 'LÁRGE' })] })).toEqual([
    'Middle',
    'Small',
  ]);
  expect(named({ places: [place([37.4, 48], 'Milieu')] })).toEqual(['Large', 'Small']);
  expect(named({ places: [place([37.1, 48], 'Other')] })).toEqual(['Large', 'Middle', 'Small']);
  // A town of the same name elsewhere is another.
  expect(named({ places: [place([38.5, 48], 'Large')] })).toEqual(['Large', 'Middle', 'Small']);
});
