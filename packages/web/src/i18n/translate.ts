import type { Language } from './languages.ts';
import type { Filling, MessageKey, Messages } from './messages.ts';

/** Gives the text of a key with its places filled in. */
export type Translate = <K extends MessageKey>(
  key: K,
  ...filling: keyof Filling<K> extends never ? [] : [Filling<K>]
) => string;

// First-strong isolates: a Latin name inside an Arabic sentence must not turn the words around it.
const ISOLATE = '\u2068';
const POP = '\u2069';

/** A translator for one language: numbers by Intl, plural forms by the category of `{n}`. */
export function translator(language: Language, messages: Messages): Translate {
  const numbers = new Intl.NumberFormat(language);
  const plurals = new Intl.PluralRules(language);
  return (key, ...filling) => {
    const places: { readonly [name: string]: string | number } = filling[0] ?? {};
    const message = messages[key];
    const text =
      typeof message === 'string' ? message : (message[plurals.select(Number(places.n))] ?? message.other);
    return text.replaceAll(/\{(\w+)\}/g, (whole, name: string) => {
      const value = places[name];
      if (value === undefined) return whole;
      return typeof value === 'number' ? numbers.format(value) : `${ISOLATE}${value}${POP}`;
    });
  };
}
