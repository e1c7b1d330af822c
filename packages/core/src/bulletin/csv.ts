import { csvLine, guarded } from '../base/index.ts';
import { term } from './labels/index.ts';
import type { Bulletin } from './model.ts';
import { Saying } from './said.ts';
import { type Language, sayStatus } from './sentences/index.ts';

// The annex as a table for machines and spreadsheets: RFC 4180. Times are UTC and numbers plain, in every language.

const COLUMNS = [
  'kind',
  'kind_said',
  'from_utc',
  'to_utc',
  'source',
  'area',
  'zone',
  'place',
  'latitude',
  'longitude',
  'radius_m',
  'means',
  'count_min',
  'count_max',
  'phase',
  'weapon',
  'class',
  'mark',
  'incident',
  'number',
  'status',
  'status_said',
] as const;

/** Every observation of a bulletin, one a row. */
export function csvOf(bulletin: Bulletin, language: Language): string {
  const say = new Saying(bulletin, language);
  const rows = bulletin.observations.map((one) => [
    ...[one.kind, term(language, 'kind', one.kind), one.from, one.to, one.source, one.area, one.zone ?? ''],
    ...[one.place ?? '', String(one.at[1]), String(one.at[0]), String(one.radius), one.means ?? ''],
    ...[String(one.count[0]), String(one.count[1]), one.phase ?? '', one.weapon ?? ''],
    ...[
      one.class,
      say.mark(one.mark, 'plain'),
      one.incident,
      one.number ?? '',
      one.status,
      sayStatus(language, one),
    ],
  ]);
  return [COLUMNS, ...rows].map((row) => csvLine(row.map(safe), ',')).join('');
}

/** A cell that no spreadsheet takes for a formula; numbers may begin with a minus. */
function safe(text: string): string {
  return /^-?\d+(\.\d+)?$/.test(text) ? text : guarded(text);
}
