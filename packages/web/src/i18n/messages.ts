import type { en } from './en.ts';
import type { Language } from './languages.ts';

/** A text by the plural category of `{n}`, as Intl.PluralRules names them. */
export type Plural = Readonly<Partial<Record<Intl.LDMLPluralRule, string>> & { other: string }>;

/** The texts in one language. English has the keys: a language that lacks one does not compile. */
export type Messages = { readonly [K in MessageKey]: (typeof en)[K] extends string ? string : Plural };
export type MessageKey = keyof typeof en;

type NamesIn<S> = S extends `${string}{${infer Name}}${infer Rest}` ? Name | NamesIn<Rest> : never;
type TextOf<K extends MessageKey> = (typeof en)[K] extends { readonly other: infer Other }
  ? Other
  : (typeof en)[K];

/** The places of a text that are filled in. */
export type Filling<K extends MessageKey> = { readonly [Name in NamesIn<TextOf<K>>]: string | number };

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
