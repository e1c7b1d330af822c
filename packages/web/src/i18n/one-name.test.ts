import { expect, test } from 'vitest';
import { LANGUAGES, type Language } from './languages.ts';
import { loadMessages } from './loading.ts';
import type { Plural } from './messages.ts';
import { loadPeopleMessages } from './people/loading.ts';
import { loadRoom, ROOMS, type Room } from './rooms.ts';

// One name for one thing in every view (docs/words.md): whoever reads of a report in the form finds the same word in the queue.

/** Names that a view does not use, as another one has become the thing's own. */
const OTHER_NAMES: { readonly [language in Language]?: RegExp } = {
  uk: /донесен|пост(?:ів-|о)годин|позиціє-|(?<!\p{L})(?:у|в) записі(?! \{)(?: є| немає|\.|,)|визначення виконавця|хто це зробив(?!\.)/iu,
  ru: /донесени|пост(?:ов|ы)-час|позицие-|(?<!\p{L})в записи(?! \{)(?: есть| нет|\.|,)|определение исполнителя|кто это сделал(?!\.)/iu,
  fr: /heures-poste(?!\p{L})|écriture \{|écritures antérieures|^Inscription \{/iu,
  ar: /ساعات المراكز|ساعة-موقع|التقصي|(?:فتح|بال)تحقيق في حادث|(?:^|\s)(?:النسبة(?:\s|$|:)|نسبة(?:\s|$))/u,
};

/** Where an incident is spoken of, it is not called an event: an event may be anything. */
const OF_INCIDENTS: readonly Room[] = ['casework', 'coverage', 'incident', 'queue', 'situation'];
const EVENTS: { readonly [language in Language]?: RegExp } = {
  uk: /(?<!\p{L})поді[їяюєй]/iu,
  ru: /(?<!\p{L})событи/iu,
};

/** Of access, these words say that somebody was held. */
const DETAINED: { readonly [language in Language]?: RegExp } = {
  uk: /затримано/iu,
  ru: /задержан[оа]?(?!\p{L})/iu,
};

async function textsOf(load: Promise<object>): Promise<readonly (readonly [string, string])[]> {
  const messages = (await load) as { readonly [key: string]: string | Plural };
  return Object.entries(messages).flatMap(([key, text]) =>
    (typeof text === 'string' ? [text] : Object.values(text)).map((one) => [key, one] as const),
  );
}

const rooms = Object.keys(ROOMS) as Room[];

test.each(Object.keys(LANGUAGES) as Language[])(
  'every view in %s calls a thing by one name',
  async (language) => {
    const loads = [
      loadMessages(language),
      loadPeopleMessages(language),
      ...rooms.map((room) => loadRoom(room, language)),
    ];
    const texts = (await Promise.all(loads.map(textsOf))).flat();
    expect(texts.length).toBeGreaterThan(500);
    const other = OTHER_NAMES[language];
    expect(texts.filter(([, text]) => other?.test(text) === true)).toEqual([]);
    const detained = DETAINED[language];
    expect(texts.filter(([key, text]) => /access/i.test(key) && detained?.test(text) === true)).toEqual([]);
    const told = await Promise.all(OF_INCIDENTS.map((room) => textsOf(loadRoom(room, language))));
    expect(told.flat().filter(([, text]) => EVENTS[language]?.test(text) === true)).toEqual([]);
  },
);

test('the test itself sees a name that is not the thing’s own', () => {
  expect(OTHER_NAMES.uk?.test('Ваші донесення')).toBe(true);
  expect(OTHER_NAMES.uk?.test('Що ви сприйняли, а не хто це зробив. Без імен.')).toBe(false);
  expect(OTHER_NAMES.ru?.test('{of} постов-часов')).toBe(true);
  expect(OTHER_NAMES.fr?.test('écriture {n}')).toBe(true);
  expect(OTHER_NAMES.fr?.test('12 heures-positions')).toBe(false);
  expect(OTHER_NAMES.ar?.test('قيد التقصي')).toBe(true);
  expect(EVENTS.ru?.test('Такого события нет')).toBe(true);
  expect(DETAINED.uk?.test('затримано')).toBe(true);
});
