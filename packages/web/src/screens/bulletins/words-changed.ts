import { erratumSaid, type Language, namedWords, type Written } from '@armistice/core/bulletin';
import type { Erratum } from '../../bulletins.ts';

// What an erratum of words says, of what was typed where words stand.

/** Words as they are typed; an empty field withdraws what stood in it. */
export type Typed = readonly string[];

/** What was typed, by the place of the words. */
export type Edits = { readonly [at: number]: string };

/** The words as they stand by now, and what was typed in place of some: what nobody touched is changed back by nobody. */
export function typedOf(written: readonly Written[], edits: Edits = {}): Typed {
  return written.map(({ text }, at) => edits[at] ?? text ?? '');
}

/** What the erratum will call the place of each; where several are called the same, the first, the second, and so on. */
export function labelsOf(language: Language, written: readonly Written[]): readonly string[] {
  const called = written.map((one) => {
    const stands = namedWords(one);
    return erratumSaid(language, [{ figure: one.field, was: stands, is: stands }])[0]?.what ?? one.field;
  });
  return called.map((label, at) => {
    const nth = called.slice(0, at + 1).filter((other) => other === label).length;
    return called.filter((other) => other === label).length === 1 ? label : `${label} (${nth})`;
  });
}

/** What differs from what stands, as an erratum names it. */
export function changesOf(written: readonly Written[], typed: Typed): Erratum['changes'] {
  return written.flatMap((one, at) => {
    const text = typed[at]?.trim() ?? '';
    if (text === (one.text ?? '').trim()) return [];
    const next = text === '' ? null : text;
    return [{ figure: one.field, was: namedWords(one), is: namedWords({ ...one, text: next }) }];
  });
}

/** Where a text is needed and none is left: a thematic report is about something. */
export function isWithoutSubject(written: readonly Written[], typed: Typed): boolean {
  return written.some(({ field }, at) => field === 'subject' && (typed[at] ?? '').trim() === '');
}
