import { expect, test } from 'vitest';
import { LANGUAGES, type Language } from './languages.ts';
import { loadMessages } from './loading.ts';
import type { Plural } from './messages.ts';
import { loadPeopleMessages } from './people/loading.ts';
import { loadRoom, ROOMS, type Room } from './rooms.ts';

// The words that the field allows and those that it avoids, in every text of every view. What core says of an incident is
// held to the same in its own test.

interface Words {
  /** What a text never says, of whomever. */
  readonly never: RegExp;
  readonly violation: RegExp;
  /** Beside every violation that no body has found. */
  readonly alleged: RegExp;
}

const WORDS: { readonly [language in Language]: Words } = {
  en: {
    never:
      /\b(confirmed|enem|hostile|terroris|regime|so-called|bandit|liberat|spoiler|sentiment|culprit|guilt|closed incident|incident closed|proved|violated)/i,
    violation: /violation/i,
    alleged: /alleged/i,
  },
  uk: {
    never: /ворог|ворож|терор|режим|бандит|так зван|визвол|(?<!\p{L})винн|доведено|інцидент закрит/iu,
    violation: /порушенн|порушен(?!о )/i,
    alleged: /стверджуван/i,
  },
  ru: {
    never:
      /(?<!\p{L})враг|враж|террор|режим|бандит|так называем|освобожд|(?<!\p{L})виновн|доказано|инцидент закрыт/iu,
    violation: /нарушени/i,
    alleged: /предполагаем/i,
  },
  fr: {
    never: /ennemi|hostile|terroris|régime|soi-disant|bandit|coupable|prouvé|violé|revendiqu|confirmé/i,
    violation: /violation/i,
    alleged: /allégué/i,
  },
  ar: {
    never: /عدو(?:\s|$)|العدو|معادية|إرهاب|النظام الحاكم|ما يسمى|مذنب|تحرير الأرض|انتهكت/,
    violation: /انتهاك/,
    alleged: /مزعوم/,
  },
};

/** Texts that name what a body adopts, or may adopt: there the word stands for a finding. */
const OF_FINDINGS = /finding|found|\bact\.|\bis\.|violation/i;

const languages = Object.keys(LANGUAGES) as Language[];
const loaders: readonly (readonly [string, (language: Language) => Promise<object>])[] = [
  ['every view', loadMessages],
  ['people', loadPeopleMessages],
  ...(Object.keys(ROOMS) as Room[]).map(
    (room) => [room, (language: Language) => loadRoom(room, language)] as const,
  ),
];
const cases = languages.flatMap((language) => loaders.map(([room, load]) => ({ room, language, load })));

test.each(cases)(
  'the words of "$room" in $language say no more than is known',
  async ({ language, load }) => {
    const { never, violation, alleged } = WORDS[language];
    const messages = (await load(language)) as { readonly [key: string]: string | Plural };
    const texts = Object.entries(messages).flatMap(([key, text]) =>
      (typeof text === 'string' ? [text] : Object.values(text)).map((one) => [key, one] as const),
    );
    expect(texts.length).toBeGreaterThan(0);
    expect(texts.filter(([, text]) => never.test(text))).toEqual([]);
    const claims = texts.filter(
      ([key, text]) => violation.test(text) && !alleged.test(text) && !OF_FINDINGS.test(key),
    );
    expect(claims).toEqual([]);
  },
);

test('the test itself sees a word that is avoided, and a violation that nobody alleged', () => {
  expect(WORDS.en.never.test('The enemy was seen')).toBe(true);
  expect(WORDS.uk.never.test('ворожий вогонь')).toBe(true);
  expect(WORDS.ru.never.test('враги')).toBe(true);
  expect(WORDS.ru.never.test('навраг')).toBe(false);
  expect(WORDS.fr.never.test('tir ennemi')).toBe(true);
  expect(WORDS.ar.never.test('نيران العدو')).toBe(true);
  for (const [language, text] of [
    ['en', 'a violation of clause 1'],
    ['uk', 'порушення пункту 1'],
    ['ru', 'нарушение пункта 1'],
    ['fr', 'violation de la clause 1'],
    ['ar', 'انتهاك البند 1'],
  ] as const)
    expect([WORDS[language].violation.test(text), WORDS[language].alleged.test(text)]).toEqual([true, false]);
});
