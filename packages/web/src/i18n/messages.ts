import type { en } from './en.ts';

/** A text by the plural category of `{n}`, as Intl.PluralRules names them. */
export type Plural = Readonly<Partial<Record<Intl.LDMLPluralRule, string>> & { other: string }>;

/** The texts in one language, by the keys of the English ones: a language that lacks one does not compile. */
export type MessagesOf<English> = {
  readonly [K in keyof English]: English[K] extends string ? string : Plural;
};

type NamesIn<S> = S extends `${string}{${infer Name}}${infer Rest}` ? Name | NamesIn<Rest> : never;
type TextOf<Text> = Text extends { readonly other: infer Other } ? Other : Text;

/** The places of an English text that are filled in. */
export type FillingOf<Text> = { readonly [Name in NamesIn<TextOf<Text>>]: string | number };

/** The texts that every view needs. */
export type Messages = MessagesOf<typeof en>;
export type MessageKey = keyof typeof en;
