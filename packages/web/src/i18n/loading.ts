import type { Language } from './languages.ts';
import type { Messages } from './messages.ts';

const LOADERS: { readonly [L in Language]: () => Promise<Messages> } = {
  ar: () => import('./ar.ts').then((module) => module.ar),
  en: () => import('./en.ts').then((module) => module.en),
  fr: () => import('./fr.ts').then((module) => module.fr),
  ru: () => import('./ru.ts').then((module) => module.ru),
  uk: () => import('./uk.ts').then((module) => module.uk),
};

/** The texts of a language; only the one in use is loaded. */
export function loadMessages(language: Language): Promise<Messages> {
  return LOADERS[language]();
}
