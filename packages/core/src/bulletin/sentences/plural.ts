import type { Language } from './language.ts';

// Plural categories of whole numbers, by the rules of CLDR written out here: Intl differs between engines and their
// versions, and a published sentence must not.

export type Category = 'zero' | 'one' | 'two' | 'few' | 'many' | 'other';

/** Forms of a phrase by category; `other` stands for those that are not given. */
export type Forms = { readonly [category in Category]?: string } & { readonly other: string };

/** The category of a whole number that is not negative. */
export function pluralOf(language: Language, count: number): Category {
  const [tens, ones] = [count % 100, count % 10];
  switch (language) {
    case 'en':
      return count === 1 ? 'one' : 'other';
    case 'fr':
      return count < 2 ? 'one' : 'other';
    case 'ru':
    case 'uk':
      if (ones === 1 && tens !== 11) return 'one';
      return ones >= 2 && ones <= 4 && (tens < 12 || tens > 14) ? 'few' : 'many';
    case 'ar':
      if (count < 3) return (['zero', 'one', 'two'] as const)[count] ?? 'other';
      return tens >= 3 && tens <= 10 ? 'few' : tens >= 11 ? 'many' : 'other';
  }
}

/** The form that goes with a number. */
export function formFor(language: Language, count: number, forms: Forms): string {
  return forms[pluralOf(language, count)] ?? forms.other;
}
