import type { Language } from '../languages.ts';
import type { PeopleMessages } from './messages.ts';

const LOADERS: { readonly [L in Language]: () => Promise<PeopleMessages> } = {
  ar: () => import('./words-ar.ts').then((module) => module.ar),
  en: () => import('./words-en.ts').then((module) => module.en),
  fr: () => import('./words-fr.ts').then((module) => module.fr),
  ru: () => import('./words-ru.ts').then((module) => module.ru),
  uk: () => import('./words-uk.ts').then((module) => module.uk),
};
const asked = new Map<Language, Promise<PeopleMessages>>();

/** The texts of these pages in a language, fetched once: the first page does without them. */
export function loadPeopleMessages(language: Language): Promise<PeopleMessages> {
  const before = asked.get(language);
  if (before !== undefined) return before;
  const now = LOADERS[language]();
  asked.set(language, now);
  // What could not be fetched is asked for again, not remembered as failed.
  now.catch(() => asked.delete(language));
  return now;
}
