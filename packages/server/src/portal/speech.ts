import { directionOf, formFor, type Language, sayDate, sayNumber, sayTime } from '@armistice/core/bulletin';
import { isolated } from '@armistice/core/words';
import { MESSAGES, type Message, type MessageKey } from './words/index.ts';

/** What fills the places of a text: numbers are written as the language writes them. */
export type Places = { readonly [name: string]: string | number };

/** One language of the portal. */
export interface Speech {
  readonly language: Language;
  readonly dir: 'ltr' | 'rtl';
  /** The text of a key; where it counts, the form that goes with `{n}`. */
  t(key: MessageKey, places?: Places): string;
  /** A term of the field; one that has no word here is shown as the record has it. */
  word(group: string, value: string): string;
  number(value: number): string;
  /** Day and time in UTC. */
  moment(at: string): string;
  date(at: string): string;
}

/** The portal in one language. */
export function speechIn(language: Language): Speech {
  const messages = MESSAGES[language];
  const number = (value: number) => sayNumber(language, Math.round(value * 10) / 10);
  const t = (key: MessageKey, places: Places = {}): string => {
    const message: Message = messages[key];
    const text =
      typeof message === 'string' ? message : formFor(language, Number(places.n), message as never);
    return text.replaceAll(/\{(\w+)\}/g, (whole, name: string) => {
      const value = places[name];
      if (value === undefined) return whole;
      return typeof value === 'number' ? number(value) : isolated(value);
    });
  };
  return {
    language,
    dir: directionOf(language),
    t,
    word: (group, value) => {
      const key = `${group}.${value.replaceAll(' ', '-')}`;
      return Object.hasOwn(messages, key) ? t(key as MessageKey) : value;
    },
    number,
    moment: (at) => `${sayDate(language, at)}, \u2066${sayTime(at)} UTC\u2069`,
    date: (at) => sayDate(language, at),
  };
}
