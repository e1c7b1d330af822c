import { Fetched } from '../fetched.ts';
import { follows } from '../follow.ts';
import type { Language } from '../languages.ts';
import type { PeopleMessages } from './messages.ts';

const LOADERS: { readonly [L in Language]: () => Promise<PeopleMessages> } = {
  ar: () => import('./words-ar.ts').then((module) => module.ar),
  en: () => import('./words-en.ts').then((module) => module.en),
  fr: () => import('./words-fr.ts').then((module) => module.fr),
  ru: () => import('./words-ru.ts').then((module) => module.ru),
  uk: () => import('./words-uk.ts').then((module) => module.uk),
};
const fetched = new Fetched<PeopleMessages>();
let inUse = false;
follows(async (language) => {
  if (inUse) await loadPeopleMessages(language);
});

/** The texts of these pages in a language, fetched once: the first page does without them. */
export function loadPeopleMessages(language: Language): Promise<PeopleMessages> {
  inUse = true;
  return fetched.get(language, LOADERS[language]);
}

/** The same as a hook; waits, under Suspense, until they are there. */
export function usePeopleMessages(language: Language): PeopleMessages {
  inUse = true;
  return fetched.use(language, LOADERS[language]);
}
