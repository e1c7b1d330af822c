import { namedWords, type Written } from '@armistice/core/bulletin';
import type { Erratum } from '../../bulletins.ts';

// What an erratum of words says, of what was typed where words stand.

/** Words as they are typed; an empty field withdraws what stood in it. */
export type Typed = readonly string[];

/** The words as they stand, to be changed. */
export function typedOf(written: readonly Written[]): Typed {
  return written.map(({ text }) => text ?? '');
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
