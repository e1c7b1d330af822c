import { expect, test } from 'vitest';
import { erratumSaid } from './erratum-said.ts';

const range = (min: number, best: number, max: number) => ({ min, best, max });

test('of what stands beside only what changed is said, in the words and the order of the report', () => {
  const was = { 'party north': range(21, 21, 29), 'other hotline': range(1, 1, 3) };
  const is = { ...was, 'only media': range(2, 2, 2) };
  expect(erratumSaid('en', [{ figure: 'apart', was, is }])).toEqual([
    { figure: 'apart', what: 'Beside it, not added: media (alone told of it)', was: '–', is: '2' },
  ]);
  const more = { ...was, 'party north': range(25, 26, 29) };
  expect(erratumSaid('en', [{ figure: 'apart', was, is: more }])).toEqual([
    {
      ...{ figure: 'apart', what: 'Beside it, not added: north (its own figure)' },
      ...{ was: '21 (21–29)', is: '26 (25–29)' },
    },
  ]);
});

test('a figure is said as the report says it, and nothing as data', () => {
  const said = erratumSaid('en', [
    { figure: 'count', was: range(1, 2, 3), is: range(4, 4, 4) },
    { figure: 'coverage', was: { hours: 3, of: 6, lost: [] }, is: { hours: 4, of: 6, lost: [] } },
    { figure: 'notObserved', was: null, is: ['power'] },
  ]);
  expect(said.map(({ was, is }) => [was, is])).toEqual([
    ['2 (1–3)', '4'],
    ['3 of 6', '4 of 6'],
    ['–', 'not observed: power'],
  ]);
});

test('two sources of one party that alone told of something are told apart', () => {
  const nameOf = (id: string) => (id.startsWith('north') ? 'The North' : id);
  const apart = (n: number) => ({ 'only north-1': range(n, n, n), 'only north-2': range(3, 3, n) });
  const said = erratumSaid('en', [{ figure: 'apart', was: apart(3), is: apart(4) }], nameOf);
  expect(said.map(({ what }) => what)).toEqual([
    'Beside it, not added: The North, north-1 (alone told of it)',
    'Beside it, not added: The North, north-2 (alone told of it)',
  ]);
});
