import type { en } from './en.ts';
import { isolated } from './isolated.ts';
import type { Language } from './languages.ts';
import type { FillingOf, MessagesOf, Plural } from './messages.ts';

/** Gives the text of a key of `English` with its places filled in. */
export type TranslateOf<English> = <K extends keyof English>(
  key: K,
  ...filling: keyof FillingOf<English[K]> extends never ? [] : [FillingOf<English[K]>]
) => string;

/** Of the texts that every view needs. */
export type Translate = TranslateOf<typeof en>;

/** A translator for one language: numbers by Intl, plural forms by the category of `{n}`. */
export function translator<English extends { readonly [key: string]: unknown }>(
  language: Language,
  messages: MessagesOf<English>,
): TranslateOf<English> {
  const { numbers, plurals } = formatsOf(language);
  return (key, ...filling) => {
    const places: { readonly [name: string]: string | number } = filling[0] ?? {};
    const message: string | Plural = messages[key];
    const text =
      typeof message === 'string' ? message : (message[plurals.select(Number(places.n))] ?? message.other);
    return text.replaceAll(/\{(\w+)\}/g, (whole, name: string) => {
      const value = places[name];
      if (value === undefined) return whole;
      return typeof value === 'number' ? numbers.format(value) : isolated(value);
    });
  };
}

interface Formats {
  readonly numbers: Intl.NumberFormat;
  readonly plurals: Intl.PluralRules;
}

// Made once for each language: every row of a list has a translator of its own.
const formats = new Map<Language, Formats>();

function formatsOf(language: Language): Formats {
  const known = formats.get(language);
  if (known !== undefined) return known;
  const made = { numbers: new Intl.NumberFormat(language), plurals: new Intl.PluralRules(language) };
  formats.set(language, made);
  return made;
}
