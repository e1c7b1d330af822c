import type { Language } from '@armistice/core/bulletin';
import {
  arParity,
  arWords,
  enParity,
  enWords,
  frParity,
  frWords,
  ruParity,
  ruWords,
  ukParity,
  ukWords,
} from '@armistice/core/words';
import { ar } from './ar.ts';
import { en } from './en.ts';
import { fr } from './fr.ts';
import { ru } from './ru.ts';
import { uk } from './uk.ts';

/** A text, or its forms by the plural category of `{n}`. */
export type Message = string | { readonly [category: string]: string; readonly other: string };

const english = { ...enWords, ...enParity, ...en } as const;
/** What can be said. */
export type MessageKey = keyof typeof english;
type Messages = { readonly [Key in MessageKey]: Message };

/** Everything that the portal says, by language: what lacks a text does not compile. */
export const MESSAGES: { readonly [language in Language]: Messages } = {
  ar: { ...arWords, ...arParity, ...ar },
  en: english,
  fr: { ...frWords, ...frParity, ...fr },
  ru: { ...ruWords, ...ruParity, ...ru },
  uk: { ...ukWords, ...ukParity, ...uk },
};
