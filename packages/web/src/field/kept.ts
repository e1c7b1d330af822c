import type { Report } from '@armistice/core/mission';

// What a device keeps. Each is one sealed record; what kind it is stands inside of the seal.

/** How something that waits to be sent stands. */
export type Standing =
  | { readonly is: 'kept' }
  | { readonly is: 'sending' }
  /** It went out and no answer came: sent again, it is still one report. */
  | { readonly is: 'sent' }
  | { readonly is: 'acknowledged'; readonly at: string; readonly receipt: Receipt }
  | { readonly is: 'refused'; readonly status: number; readonly problem: Problem };

/** What the log answered: where it stands in the record, and its signature on that. */
export interface Receipt {
  readonly index: number;
  readonly leaf?: string;
  readonly key?: string;
  /** The kept promise as a file (docs/formats/promise.md); none where an answer had it before. */
  readonly promise?: string;
  /** It had been filed before, and this answer only said so. */
  readonly already: boolean;
}

export interface Problem {
  readonly code?: string;
  readonly detail?: string;
  readonly remedy?: string;
}

/** A photograph that goes before its report. */
export interface PhotoPart {
  /** Id of the record with its bytes. */
  readonly id: string;
  readonly sha256: string;
  readonly type: 'image/jpeg' | 'image/png';
  readonly bytes: number;
  readonly graphic: boolean;
  /** Of the picture as the camera took it, where it was made smaller and that was asked for. */
  readonly originalSha256?: string;
  /** The server has it. */
  readonly there?: true;
}

/** An entry about who could observe, or who was let through. */
export interface FieldEntry {
  readonly kind: 'coverage' | 'access';
  readonly body: { readonly [name: string]: unknown };
  readonly nonce: string;
}

/** What is left of something that the log has: enough to tell which it was, and no word of what it said. */
export interface Done {
  readonly about: 'report' | 'access' | 'coverage';
  /** Of a report its id, of an entry its nonce. */
  readonly id: string;
  readonly source?: string;
  readonly kind?: string;
  readonly least?: number;
}

/** What goes out: a report with its photographs, or an entry. */
export interface Outgoing {
  readonly is: 'outgoing';
  /** Of this record on the device. */
  readonly id: string;
  readonly made: string;
  readonly what: { readonly report: Report } | { readonly entry: FieldEntry } | { readonly done: Done };
  readonly photos: readonly PhotoPart[];
  readonly standing: Standing;
  readonly tries: number;
  /** The form as it was filled in, to go on from; once acknowledged, what another one at the same place begins with. */
  readonly form: unknown;
}

/** A form that is being filled in. */
export interface KeptDraft {
  readonly is: 'draft';
  readonly id: string;
  readonly changed: string;
  readonly form: unknown;
}

/** Whom the device files for, and places that its owner goes back to. */
export interface KeptSettings {
  readonly is: 'settings';
  readonly id: 'settings';
  /** Sources that it files from; the first is offered first. */
  readonly sources: readonly string[];
  /** A device's token; without one it files as whoever is signed in. */
  readonly token?: string;
  readonly places: readonly KeptPlace[];
  /** Areas that were named before, the last one first. */
  readonly areas: readonly string[];
  /** Photographs that nothing named when the device was opened last. */
  readonly loose?: readonly string[];
}

export interface KeptPlace {
  readonly name: string;
  readonly at: readonly [number, number];
  readonly radius: number;
}

export type Kept = Outgoing | KeptDraft | KeptSettings;

/** Settings before anything was set. */
export const NO_SETTINGS: KeptSettings = {
  is: 'settings',
  id: 'settings',
  sources: [],
  places: [],
  areas: [],
};

/** What is kept of it once the log has it. */
export function doneOf(what: Outgoing['what']): Done {
  if ('done' in what) return what.done;
  if ('entry' in what) return { about: what.entry.kind, id: what.entry.nonce };
  const { id, source, kind, count } = what.report;
  return { about: 'report', id, source, kind, ...(count === undefined ? {} : { least: count[0] }) };
}

/** Whether somebody has to do something before it can go. */
export function waitsForMending({ standing }: Outgoing): boolean {
  return standing.is === 'refused';
}

/** Whether it still has to go out. */
export function isOwed({ standing }: Outgoing): boolean {
  return standing.is === 'kept' || standing.is === 'sending' || standing.is === 'sent';
}

/** Under which ids photographs lie on the device. */
export function photoIds(photos: readonly PhotoPart[]): readonly string[] {
  return photos.map(({ id }) => id);
}

/** Photographs that something kept names. */
export function namedBy(one: Kept): readonly string[] {
  if (one.is === 'settings') return [];
  const { photos = [] } = (one.form ?? {}) as { readonly photos?: readonly PhotoPart[] };
  return photoIds([...photos, ...(one.is === 'outgoing' ? one.photos : [])]);
}

/** Whether what was unsealed is something that a device keeps. */
export function isKept(value: unknown): value is Kept {
  const { is, id } = (value ?? {}) as Partial<Kept>;
  return typeof id === 'string' && (is === 'draft' || is === 'outgoing' || is === 'settings');
}
