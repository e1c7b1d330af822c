import type { enWords } from './en.ts';

/** The terms in one language, by the keys of the English ones: a language that lacks one does not compile. */
export type Words = { readonly [Key in keyof typeof enWords]: string };
