import type { Language } from './sentences/index.ts';

// A bulletin in one language as blocks: what HTML and PDF are both made from, so that they cannot say two things.

export type Block =
  | { readonly is: 'heading'; readonly text: string; readonly id: string }
  | { readonly is: 'paragraph'; readonly text: string }
  /** Said loudly: this is an exercise. */
  | { readonly is: 'banner'; readonly text: string }
  /** An incident: by what it is found, and what is said of it. */
  | { readonly is: 'incident'; readonly lead: string; readonly text: string }
  /** Words of a person, in their own language. */
  | { readonly is: 'remark'; readonly label: string; readonly text: string; readonly lang: string }
  /** Words of a person that an erratum put right: what stood there, struck, and what does; none where they were withdrawn. */
  | {
      readonly is: 'corrected';
      readonly label: string;
      readonly lang?: string;
      readonly before: readonly string[];
      readonly text?: string;
      readonly withdrawn: string;
      /** What is said before either: a stroke is not heard, and lost where the text is copied. */
      readonly was: string;
      readonly now: string;
      /** Which erratum did, and the id of the block that tells of it. */
      readonly notes: readonly Note[];
    }
  /** Beside what stands as it was published: which errata put it right. */
  | { readonly is: 'marks'; readonly notes: readonly Note[] }
  /** An erratum to the document itself, and why it was made. */
  | { readonly is: 'erratum'; readonly id: string; readonly lead: string; readonly reason: string }
  | { readonly is: 'pairs'; readonly rows: readonly (readonly [string, string])[] }
  | {
      readonly is: 'table';
      readonly caption: string;
      readonly columns: readonly string[];
      readonly rows: readonly (readonly string[])[];
      /** Columns, from 0, that hold words of people: in whatever direction these are written. */
      readonly words?: readonly number[];
      /** A column, and the rows in which it has what holds no longer; both from 0. */
      readonly struck?: { readonly column: number; readonly rows: readonly number[] };
    }
  | { readonly is: 'map'; readonly svg: string; readonly says: string };

/** A mark that leads to the block with this id. */
export interface Note {
  readonly text: string;
  readonly to: string;
}

export interface Document {
  readonly language: Language;
  readonly direction: 'ltr' | 'rtl';
  readonly title: string;
  readonly blocks: readonly Block[];
}
