import type { en } from './en.ts';

/** The words of the portal in one language: a language that lacks one does not compile. */
export type PortalWords = {
  readonly [Key in keyof typeof en]: (typeof en)[Key] extends string
    ? string
    : { readonly [category in Intl.LDMLPluralRule]?: string } & { readonly other: string };
};
