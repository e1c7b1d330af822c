import type { Position } from '@armistice/core/geo';
import type { PhotoPart } from './kept.ts';

// What a monitor fills in, as it is kept while it is not finished. Nothing in it is required but what a Report requires.

/** Three things to say, equally easy: what was perceived, that one was not let through, that one watched and saw nothing. */
export type FormAbout = 'report' | 'access' | 'coverage';

export type WhereMode = 'from-me' | 'point' | 'named' | 'area';

/** A position with how far it may be off, in metres. */
export interface Around {
  readonly at: Position;
  readonly radius: number;
}

export interface FormWhere {
  readonly mode: WhereMode;
  /** Own position, from which bearing and distance are given. */
  readonly from?: Around;
  readonly bearing?: number;
  readonly tolerance: number;
  /** How far, in metres: each end as it was typed, so the nearer may be the larger until sending asks for it. */
  readonly near?: number;
  readonly far?: number;
  readonly point?: Around;
  readonly name: string;
  /** Corners, one a line, as they were typed. */
  readonly corners: string;
}

/** Persons of one kind. Nothing of them is said before somebody said it. */
export interface FormPersons {
  readonly status?: 'killed' | 'injured' | 'missing';
  readonly least?: number;
  readonly most?: number;
  readonly civilian: 'yes' | 'no' | 'unknown';
}

export interface Form {
  readonly about: FormAbout;
  /** The report's own id, made here: sent twice it is one report. */
  readonly report: string;
  readonly source: string;
  readonly kind?: string;
  /** RFC 3339; the two ends between which it happened, or from which to which it lasted. */
  readonly from?: string;
  readonly to?: string;
  /** It lasted: a group of many, or a stretch. */
  readonly lasted: boolean;
  readonly where: FormWhere;
  readonly least?: number;
  readonly most?: number;
  readonly means?: string;
  readonly phase?: string;
  readonly weapon?: string;
  readonly calibre?: number;
  readonly persons: readonly FormPersons[];
  readonly text: string;
  readonly lang: string;
  readonly consent?: 'given' | 'refused' | 'not-asked';
  readonly photos: readonly PhotoPart[];
  /** Of access: what was answered, why, and minutes lost; of both: the area, by its word. */
  readonly answer?: 'denied' | 'delayed' | 'conditional';
  readonly minutes?: number;
  readonly area: string;
}

/** Fields to change; one that is undefined is emptied. */
export type Some<T> = { readonly [K in keyof T]?: T[K] | undefined };

/** What to change: fields, or what they follow from in the form as it stands by then. */
export type FormChange = Some<Form> | ((now: Form) => Some<Form>);

/**
 * The form with some fields changed. What took a while, a position or a photograph, changes it by a function: it must not
 * bring back what the form was when it began.
 */
export function changedForm(form: Form, change: FormChange): Form {
  return withChanges(form, typeof change === 'function' ? change(form) : change);
}

/** An object with some fields changed; what was emptied is not there at all. */
export function withChanges<T extends object>(before: T, some: Some<T>): T {
  const next = Object.entries({ ...before, ...some }).filter(([, value]) => value !== undefined);
  return Object.fromEntries(next) as unknown as T;
}

const NOWHERE: FormWhere = { mode: 'from-me', tolerance: 22.5, name: '', corners: '' };

export function newForm(about: FormAbout, source: string, lang: string): Form {
  const empty = { lasted: about !== 'report', persons: [], text: '', photos: [], area: '' };
  return { about, report: crypto.randomUUID(), source, lang, where: NOWHERE, ...empty };
}

/** Another one at the same place: a new report with nothing of what was perceived. */
export function sameAgain(form: Form): Form {
  const { about, source, lang, where, kind, means, area } = form;
  return {
    ...newForm(about, source, lang),
    where,
    area,
    ...(kind === undefined ? {} : { kind }),
    ...(means === undefined ? {} : { means }),
  };
}
