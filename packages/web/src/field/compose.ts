import { parseReport, type Report } from '@armistice/core/mission';
import { areCrossed, rangeOf } from './ends.ts';
import type { Form, FormPersons } from './form.ts';
import type { FieldEntry } from './kept.ts';
import { readCorners } from './positions.ts';

// From a form to what goes out. What is missing is named by the field, so that its words can say what to do.

export type FieldName =
  | 'source'
  | 'kind'
  | 'when'
  | 'where'
  | 'distance'
  | 'persons'
  | 'count'
  | 'answer'
  | 'area'
  | 'means'
  | 'calibre';

/** What stands in the way, by field; `said` where core refused it and says why. */
export interface Lacking {
  readonly field: FieldName | 'other';
  readonly said?: string;
}

export type Composed =
  | { readonly ok: true; readonly what: { readonly report: Report } | { readonly entry: FieldEntry } }
  | { readonly ok: false; readonly lacking: readonly Lacking[] };

/** What goes out; `device` where it goes out with a device's token, which may file reports and not entries of access. */
export function compose(form: Form, device: boolean): Composed {
  const lacking = lackingIn(form, device);
  if (lacking.length > 0) return { ok: false, lacking };
  if (form.about === 'coverage' || (form.about === 'access' && !device))
    return { ok: true, what: { entry: entryOf(form) } };
  const parsed = parseReport(draftReport(form));
  if (parsed.ok) return { ok: true, what: { report: parsed.value } };
  return { ok: false, lacking: [{ field: fieldIn(parsed.refusal.message), said: parsed.refusal.message }] };
}

/** Required fields that are empty, in the order of the form. */
export function lackingIn(form: Form, device: boolean): readonly Lacking[] {
  const { about } = form;
  const asEntry = about === 'coverage' || (about === 'access' && !device);
  const needs: readonly (readonly [FieldName, boolean])[] = [
    ['kind', about === 'report' && form.kind === undefined],
    ['answer', about === 'access' && form.answer === undefined],
    ['when', form.from === undefined || form.to === undefined || form.from > form.to],
    ['where', !asEntry && !isPlaced(form)],
    ['area', asEntry && !/^[a-z][a-z0-9-]*$/.test(form.area)],
    ['distance', !asEntry && form.where.mode === 'from-me' && distanceOf(form) === undefined],
    ['count', about === 'report' && areCrossed(form)],
    ['persons', about === 'report' && !form.persons.every((one) => personsOf(one) !== undefined)],
    ['means', about === 'coverage' && form.means === undefined],
    ['source', !/^[a-z0-9][a-z0-9._-]{0,62}$/.test(form.source)],
  ];
  return needs.filter(([, missing]) => missing).map(([field]) => ({ field }));
}

/** Whether it is said where, but for the distance: that has a place of its own in the form, and remedies of its own. */
function isPlaced(form: Form): boolean {
  const { mode, from, bearing } = form.where;
  return mode === 'from-me' ? from !== undefined && bearing !== undefined : placeOf(form) !== undefined;
}

/** How far, in metres. The farther end is needed: "at least three kilometres" alone leaves no area that could be drawn. */
export function distanceOf({ where: { near, far } }: Form): readonly [number, number] | undefined {
  return far === undefined ? undefined : rangeOf({ least: near, most: far }, 0);
}

/** The place in the intake format; undefined while something of it is missing. */
export function placeOf(form: Form): Report['place'] | undefined {
  const { where } = form;
  const { from, bearing, tolerance, point, name } = where;
  const distance = distanceOf(form);
  switch (where.mode) {
    case 'from-me':
      if (from === undefined || bearing === undefined || distance === undefined) return undefined;
      return { type: 'sector', origin: from.at, bearing, bearingTolerance: tolerance, distance };
    case 'point':
      return point === undefined ? undefined : { type: 'point', ...point };
    case 'named':
      if (point === undefined || name.trim() === '') return undefined;
      return { type: 'named', name: name.trim(), ...point };
    case 'area': {
      const corners = readCorners(where.corners);
      const [first] = corners ?? [];
      if (corners === undefined || first === undefined) return undefined;
      return { type: 'area', polygon: [[...corners, first]] };
    }
    default:
      return where.mode satisfies never;
  }
}

/** The form as far as it goes, to be read strictly by core. */
function draftReport(form: Form): { readonly [name: string]: unknown } {
  const { from, to, weapon, calibre, persons, where, photos } = form;
  const said = form.text.trim();
  const all = {
    id: form.report,
    source: form.source,
    kind: form.about === 'access' ? 'access' : form.kind,
    occurred: { from, to, extent: form.lasted ? 'span' : 'instant' },
    place: placeOf(form),
    count: rangeOf(form, 1),
    means: form.means,
    phase: form.phase,
    weapon: weapon === undefined && calibre === undefined ? undefined : given({ class: weapon, calibre }),
    persons: persons.length === 0 ? undefined : persons.map(personsOf),
    observer: where.from,
    consent: form.consent,
    text: textOf(form),
    lang: said === '' ? undefined : form.lang,
    attachments:
      photos.length === 0
        ? undefined
        : photos.map(({ sha256, type, graphic }) => ({ sha256, type, ...(graphic ? { graphic } : {}) })),
  };
  return given(all);
}

/** One row of persons; undefined where it does not say how they fared, or how many. Of "at most" alone, there may be none. */
function personsOf({ status, least, most, civilian }: FormPersons) {
  const count = rangeOf({ least, most }, 0);
  return status === undefined || count === undefined ? undefined : { status, count, civilian };
}

/** The words, with what a Report has no field for: the answer about access, and what a smaller picture was made from. */
function textOf({ about, answer, minutes, text, photos }: Form): string | undefined {
  const access = about === 'access' && answer !== undefined ? [`access: ${answer}`] : [];
  const lost = about === 'access' && minutes !== undefined ? [`minutes: ${minutes}`] : [];
  const originals = photos.flatMap(({ sha256, originalSha256 }) =>
    originalSha256 === undefined ? [] : [`${sha256} made from ${originalSha256}`],
  );
  const parts = [...access, ...lost, text.trim(), ...originals].filter((part) => part !== '');
  return parts.length === 0 ? undefined : parts.join('\n');
}

function entryOf(form: Form): FieldEntry {
  const { about, report, area, from, to, source, means, answer, text, minutes } = form;
  const shared = { id: report, area, from, to, source };
  if (about === 'coverage')
    return {
      kind: 'coverage',
      nonce: report,
      body: given({ ...shared, state: 'observing', means }),
    };
  const reason = text.trim() === '' ? undefined : text.trim();
  return { kind: 'access', nonce: report, body: given({ ...shared, answer, reason, minutes }) };
}

function given(fields: { readonly [name: string]: unknown }): { readonly [name: string]: unknown } {
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined));
}

/** Which field of the form a refusal of core is about. */
function fieldIn(message: string): FieldName | 'other' {
  if (message.startsWith('occurred')) return 'when';
  if (message.startsWith('place') || message.startsWith('observer')) return 'where';
  if (message.startsWith('weapon')) return 'calibre';
  if (message.startsWith('count')) return 'count';
  return 'other';
}
