import type { en } from './en.ts';

/** A text by the plural category of `{n}`, as Intl.PluralRules names them. */
export type Plural = Readonly<Partial<Record<Intl.LDMLPluralRule, string>> & { other: string }>;

/** The texts in one language. English has the keys: a language that lacks one does not compile. */
export type Messages = { readonly [K in MessageKey]: (typeof en)[K] extends string ? string : Plural };
export type MessageKey = keyof typeof en;

type NamesIn<S> = S extends `${string}{${infer Name}}${infer Rest}` ? Name | NamesIn<Rest> : never;
type TextOf<K extends MessageKey> = (typeof en)[K] extends { readonly other: infer Other }
  ? Other
  : (typeof en)[K];

/** The places of a text that are filled in. */
export type Filling<K extends MessageKey> = { readonly [Name in NamesIn<TextOf<K>>]: string | number };
