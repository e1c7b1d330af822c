import { expect, test } from 'vitest';
import ar from './ar.tsv?raw';
import en from './en.tsv?raw';
import fr from './fr.tsv?raw';
import { STRIDE, townsOf } from './reading.ts';
import ru from './ru.tsv?raw';
import list from './towns.tsv?raw';
import uk from './uk.tsv?raw';

const OTHERS = /[\p{Script=Cyrillic}\p{Script=Arabic}\p{Script=Hebrew}\p{Script=Han}\p{Script=Greek}]/u;
const OWN = { ar, en, fr, ru, uk };
const rowsOf = (text: string) => text.trimEnd().split('\n');
const placeOf = (row: string) => row.split('\t').slice(0, 2).join();

test('every town of the list has a place on the Earth, a zoom and a name', () => {
  const { places, names } = townsOf(list, '');
  expect(names.length).toBeGreaterThan(10_000);
  expect(places).toHaveLength(names.length * STRIDE);
  for (const [i, name] of names.entries()) {
    const [longitude = Number.NaN, latitude = Number.NaN, from = Number.NaN] = places.slice(i * STRIDE);
    const isRight = Math.abs(longitude) <= 180 && Math.abs(latitude) <= 84 && from >= 1 && from <= 9;
    expect([name, isRight && /\p{Script=Latin}/u.test(name) && !OTHERS.test(name)]).toEqual([name, true]);
  }
});

test('a town is told from every other by its place', () => {
  expect(new Set(rowsOf(list).map(placeOf)).size).toBe(rowsOf(list).length);
});

test.each(Object.entries(OWN))(
  'every name in %s is that of a town of the list, and of no other',
  (_, own) => {
    const places = new Set(rowsOf(list).map(placeOf));
    const named = rowsOf(own).map(placeOf);
    for (const place of named) expect([place, places.has(place)]).toEqual([place, true]);
    expect(new Set(named).size).toBe(named.length);
  },
);

test.each([
  ['uk', /^[\p{Script=Cyrillic}ʼ’'\s-]+$/u, /[ыэъё]/i],
  ['ru', /^[\p{Script=Cyrillic}\s-]+$/u, /[іїєґ]/i],
  ['ar', /^[\p{Script=Arabic}\p{M}\s]+$/u, /\p{Script=Latin}/u],
  ['fr', /^[\p{Script=Latin}’'\s.-]+$/u, /\p{Script=Cyrillic}/u],
  ['en', /^[\p{Script=Latin}’'\s.-]+$/u, /\p{Script=Cyrillic}/u],
] as const)('names in %s are in its own letters and in no other language', (language, letters, others) => {
  for (const row of rowsOf(OWN[language])) {
    const name = row.split('\t')[2] ?? '';
    expect([name, letters.test(name), others.test(name)]).toEqual([name, true, false]);
  }
});

test('a reader has the names of the language, and where it has none those of the list', () => {
  const called = (own: string, listed: string) => {
    const towns = townsOf(list, own);
    return towns.names[towns.listed.indexOf(listed)];
  };
  expect(Object.values(OWN).map((own) => called(own, 'Kyiv'))).toEqual([
    'كييف',
    'Kyiv',
    'Kiev',
    'Киев',
    'Київ',
  ]);
  expect(Object.values(OWN).map((own) => called(own, 'Bakhmut'))).toEqual(Array(5).fill('Bakhmut'));
});
