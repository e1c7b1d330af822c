import { expect, test } from 'vitest';
import { adviceOn } from './advising.ts';
import { anchor, testAgreement } from './testing.ts';

const gaps = (change: object) =>
  adviceOn(testAgreement(change)).flatMap(({ code, path }) => (code === 'agreement/gap' ? [path] : []));

test('a class that no clause mentions is left over, also where its name, its kind or its type is its id', () => {
  const weapons = {
    howitzers: { name: 'howitzers', kind: ['howitzer'] },
    mortar: { name: 'a mortar', kind: ['mortar'] },
    tochka: { name: 'a missile', types: ['tochka'] },
    guns: { name: 'guns', calibre: '>= 100 mm', types: ['guns'] },
  };
  expect(gaps({ weapons })).toEqual([
    'weapons.howitzers',
    'weapons.mortar',
    'weapons.tochka',
    'weapons.guns',
  ]);
});

test('so with lines, zones, things, activities and events named like their ids', () => {
  const same = (id: string) => ({ [id]: { name: id } });
  const sections = {
    lines: same('river'),
    zones: same('valley'),
    things: same('convoy'),
    activities: same('digging'),
    events: same('truce'),
  };
  expect(gaps(sections)).toEqual([
    'lines.river',
    'zones.valley',
    'things.convoy',
    'activities.digging',
    'events.truce',
  ]);
});

test('the id, the article and the readings of a clause mention nothing', () => {
  const clause = { id: 'valley', forbid: 'fire', by: 'any party', readings: ['valley'] };
  expect(
    gaps({
      zones: { valley: { name: 'the valley' } },
      clauses: [{ ...clause, anchor: { ...anchor, article: 'valley' } }],
    }),
  ).toEqual(['zones.valley']);
});

test('what a clause or another definition uses is not left over, nor a type that tells the kind of a weapon', () => {
  const sections = {
    lines: { river: { name: 'river' } },
    zones: {
      bank: { name: 'bank', belt: { 'of-line': 'river', within: '5 km' }, inside: 'valley' },
      valley: { name: 'valley' },
    },
    weapons: {
      heavy: { name: 'heavy', 'any-of': ['guns'] },
      guns: { name: 'guns', kind: ['gun'] },
      d30: { name: 'D-30', kind: ['howitzer'], types: ['D-30'] },
    },
    clauses: [
      { id: '1', forbid: 'presence', of: 'heavy', by: 'any party', in: 'bank', anchor },
      { id: '2', limit: { tanks: 10 }, by: 'any party', anchor },
    ],
    things: { tanks: { name: 'tanks' } },
  };
  expect(gaps(sections)).toEqual([]);
});
