import { useMemo } from 'react';
import type { en as agreement } from './agreement/en.ts';
import type { en as bulletins } from './bulletins/en.ts';
import type { en as casework } from './casework/en.ts';
import { type Speech, useSpeech } from './context.tsx';
import type { en as coverage } from './coverage/en.ts';
import type { en as entries } from './entries/en.ts';
import { Fetched } from './fetched.ts';
import type { en as field } from './field/en.ts';
import { follows } from './follow.ts';
import type { en as incident } from './incident/en.ts';
import type { Language } from './languages.ts';
import type { MessagesOf } from './messages.ts';
import type { en as proposals } from './proposals/en.ts';
import type { en as queue } from './queue/en.ts';
import type { en as situation } from './situation/en.ts';
import { type TranslateOf, translator } from './translate.ts';
import type { en as vault } from './vault/en.ts';

// Each view has the words that it alone needs in a folder of its name, fetched with it.

interface English {
  readonly agreement: typeof agreement;
  readonly bulletins: typeof bulletins;
  readonly casework: typeof casework;
  readonly coverage: typeof coverage;
  readonly entries: typeof entries;
  readonly field: typeof field;
  readonly incident: typeof incident;
  readonly proposals: typeof proposals;
  readonly queue: typeof queue;
  readonly situation: typeof situation;
  readonly vault: typeof vault;
}
/** A view with words of its own. */
export type Room = keyof English;
type Loaders<R extends Room> = { readonly [L in Language]: () => Promise<MessagesOf<English[R]>> };

/** Where the words of each view are, by language. */
export const ROOMS: { readonly [R in Room]: Loaders<R> } = {
  agreement: {
    ar: () => import('./agreement/ar.ts').then((words) => words.ar),
    en: () => import('./agreement/en.ts').then((words) => words.en),
    fr: () => import('./agreement/fr.ts').then((words) => words.fr),
    ru: () => import('./agreement/ru.ts').then((words) => words.ru),
    uk: () => import('./agreement/uk.ts').then((words) => words.uk),
  },
  bulletins: {
    ar: () => import('./bulletins/ar.ts').then((words) => words.ar),
    en: () => import('./bulletins/en.ts').then((words) => words.en),
    fr: () => import('./bulletins/fr.ts').then((words) => words.fr),
    ru: () => import('./bulletins/ru.ts').then((words) => words.ru),
    uk: () => import('./bulletins/uk.ts').then((words) => words.uk),
  },
  casework: {
    ar: () => import('./casework/ar.ts').then((words) => words.ar),
    en: () => import('./casework/en.ts').then((words) => words.en),
    fr: () => import('./casework/fr.ts').then((words) => words.fr),
    ru: () => import('./casework/ru.ts').then((words) => words.ru),
    uk: () => import('./casework/uk.ts').then((words) => words.uk),
  },
  coverage: {
    ar: () => import('./coverage/ar.ts').then((words) => words.ar),
    en: () => import('./coverage/en.ts').then((words) => words.en),
    fr: () => import('./coverage/fr.ts').then((words) => words.fr),
    ru: () => import('./coverage/ru.ts').then((words) => words.ru),
    uk: () => import('./coverage/uk.ts').then((words) => words.uk),
  },
  entries: {
    ar: () => import('./entries/ar.ts').then((words) => words.ar),
    en: () => import('./entries/en.ts').then((words) => words.en),
    fr: () => import('./entries/fr.ts').then((words) => words.fr),
    ru: () => import('./entries/ru.ts').then((words) => words.ru),
    uk: () => import('./entries/uk.ts').then((words) => words.uk),
  },
  field: {
    ar: () => import('./field/ar.ts').then((words) => words.ar),
    en: () => import('./field/en.ts').then((words) => words.en),
    fr: () => import('./field/fr.ts').then((words) => words.fr),
    ru: () => import('./field/ru.ts').then((words) => words.ru),
    uk: () => import('./field/uk.ts').then((words) => words.uk),
  },
  incident: {
    ar: () => import('./incident/ar.ts').then((words) => words.ar),
    en: () => import('./incident/en.ts').then((words) => words.en),
    fr: () => import('./incident/fr.ts').then((words) => words.fr),
    ru: () => import('./incident/ru.ts').then((words) => words.ru),
    uk: () => import('./incident/uk.ts').then((words) => words.uk),
  },
  proposals: {
    ar: () => import('./proposals/ar.ts').then((words) => words.ar),
    en: () => import('./proposals/en.ts').then((words) => words.en),
    fr: () => import('./proposals/fr.ts').then((words) => words.fr),
    ru: () => import('./proposals/ru.ts').then((words) => words.ru),
    uk: () => import('./proposals/uk.ts').then((words) => words.uk),
  },
  queue: {
    ar: () => import('./queue/ar.ts').then((words) => words.ar),
    en: () => import('./queue/en.ts').then((words) => words.en),
    fr: () => import('./queue/fr.ts').then((words) => words.fr),
    ru: () => import('./queue/ru.ts').then((words) => words.ru),
    uk: () => import('./queue/uk.ts').then((words) => words.uk),
  },
  situation: {
    ar: () => import('./situation/ar.ts').then((words) => words.ar),
    en: () => import('./situation/en.ts').then((words) => words.en),
    fr: () => import('./situation/fr.ts').then((words) => words.fr),
    ru: () => import('./situation/ru.ts').then((words) => words.ru),
    uk: () => import('./situation/uk.ts').then((words) => words.uk),
  },
  vault: {
    ar: () => import('./vault/ar.ts').then((words) => words.ar),
    en: () => import('./vault/en.ts').then((words) => words.en),
    fr: () => import('./vault/fr.ts').then((words) => words.fr),
    ru: () => import('./vault/ru.ts').then((words) => words.ru),
    uk: () => import('./vault/uk.ts').then((words) => words.uk),
  },
};
const fetched = new Fetched<unknown>();
const inUse = new Set<Room>();
follows((language) => Promise.all([...inUse].map((room) => loadRoom(room, language))));

/** The words of a view in a language, fetched once. */
export function loadRoom<R extends Room>(room: R, language: Language): Promise<MessagesOf<English[R]>> {
  inUse.add(room);
  const words = fetched.get(`${room} ${language}`, ROOMS[room][language]);
  return words as Promise<MessagesOf<English[R]>>;
}

/** The words that every view has, with those of one view as `r`. */
export interface RoomSpeech<R extends Room> extends Speech {
  readonly r: TranslateOf<English[R]>;
}

/** The language of everything below, with the words of a view; waits, under Suspense, until they are there. */
export function useRoom<R extends Room>(room: R): RoomSpeech<R> {
  const speech = useSpeech();
  const { language } = speech;
  inUse.add(room);
  const messages = fetched.use(`${room} ${language}`, ROOMS[room][language]) as MessagesOf<English[R]>;
  return useMemo(
    () => ({ ...speech, r: translator<English[R]>(speech.language, messages) }),
    [speech, messages],
  );
}
