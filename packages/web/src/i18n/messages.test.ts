import { describe, expect, test } from 'vitest';
import { en } from './en.ts';
import { LANGUAGES, type Language, preferredLanguage } from './languages.ts';
import { loadMessages } from './loading.ts';
import type { Messages, Plural } from './messages.ts';
import { loadPeopleMessages } from './people/loading.ts';
import { en as enPeople } from './people/words-en.ts';
import { loadRoom, ROOMS, type Room } from './rooms.ts';
import { translator } from './translate.ts';

const languages = Object.keys(LANGUAGES) as Language[];
const placesIn = (text: string): readonly string[] =>
  [...text.matchAll(/\{(\w+)\}/g)].map(([, name]) => name ?? '').sort();
const without = (places: readonly string[], name: string) => places.filter((place) => place !== name);

type Texts = Readonly<Record<string, string | Plural>>;
const SETS = [
  ['the page', en as Texts, loadMessages],
  ['the pages about people', enPeople as Texts, loadPeopleMessages],
] as const;
const rooms = await Promise.all(
  (Object.keys(ROOMS) as Room[]).map(async (room) => {
    const load: (language: Language) => Promise<Texts> = (language) => loadRoom(room, language);
    return [`the view "${room}"`, await load('en'), load] as const;
  }),
);
const cases = languages.flatMap((language) =>
  [...SETS, ...rooms].map(([what, english, load]) => ({ what, language, english, load })),
);

describe.each(cases)('$what in $language', ({ language, english, load }) => {
  const loaded: Promise<Texts> = load(language);

  test('says everything that English says, and nothing besides', async () => {
    expect(Object.keys(await loaded).sort()).toEqual(Object.keys(english).sort());
  });

  test('leaves no text empty', async () => {
    const texts = Object.values(await loaded).flatMap((one) =>
      typeof one === 'string' ? [one] : Object.values(one),
    );
    expect(texts.filter((text) => text.trim() === '')).toEqual([]);
  });

  test('fills in the same places as English', async () => {
    for (const [key, message] of Object.entries(await loaded)) {
      const model = english[key] ?? '';
      const expected = placesIn(typeof model === 'string' ? model : model.other);
      if (typeof message === 'string') expect([key, placesIn(message)]).toEqual([key, expected]);
      // A form for exactly none, one or two may say the number as a word.
      else
        for (const text of Object.values(message))
          expect([key, without(placesIn(text), 'n')]).toEqual([key, without(expected, 'n')]);
    }
  });

  test('has a form for every way in which it counts', async () => {
    const categories = new Intl.PluralRules(language).resolvedOptions().pluralCategories;
    for (const [key, message] of Object.entries(await loaded)) {
      if (typeof message === 'string') continue;
      expect([key, Object.keys(message).sort()]).toEqual([key, [...categories].sort()]);
    }
  });
});

describe.each(languages)('the page in %s', (language) => {
  test('says "alleged" wherever a clause is indicated', async () => {
    const alleged: Readonly<Record<Language, RegExp>> = {
      ar: /مزعوم/,
      en: /alleged/i,
      fr: /allégué/,
      ru: /предполагаем/i,
      uk: /стверджуван/i,
    };
    const messages: Messages = await loadMessages(language);
    for (const key of ['indication.of', 'lede.indication', 'status.alleged', 'status.verified'] as const)
      expect(messages[key]).toMatch(alleged[language]);
  });
});

test('numbers take the plural form of their language, and names are set apart from the words around them', async () => {
  const uk = translator('uk', await loadMessages('uk'));
  expect([1, 3, 5, 21].map((n) => uk('entries.count', { n }))).toEqual([
    '1 запис',
    '3 записи',
    '5 записів',
    '21 запис',
  ]);
  const ar = translator('ar', await loadMessages('ar'));
  expect(ar('verifier.party', { party: 'North' })).toContain('\u2068North\u2069');
});

test.each([
  [['uk-UA', 'en'], 'uk'],
  [['de', 'fr-CA'], 'fr'],
  [['ja'], 'en'],
  [[], 'en'],
])('a browser that asks for %j is answered in %s', (wanted, language) => {
  expect(preferredLanguage(wanted)).toBe(language);
});
