import { formatMoment } from '@armistice/core/base';
import { namedWords, type OwnErratum, writtenIn } from '@armistice/core/bulletin';
import { formatJson, type Json } from '@armistice/core/record';
import type { BulletinRow } from '../derived/bulletins.ts';

type Figures = { readonly [name: string]: Json };

/** Figures that a reader looks at: where one of them comes out otherwise, an erratum says both. */
export const FIGURES: readonly string[] = [
  'count',
  'undetermined',
  'below',
  'absorbed',
  'classes',
  'apart',
  'notObserved',
  'notAdded',
  'coverage',
];

/** The errata to a bulletin, the first first, as its own document tells of them. */
export function erratumList({ errata }: Pick<BulletinRow, 'errata'>): readonly OwnErratum[] {
  return errata.map(({ index, at, body: { reason, changes } }) => ({
    ...{ index, at: formatMoment(at), reason, changes },
  }));
}

/** Words of people in a bulletin as they stand: as an erratum names them that puts them right. */
export function writtenNow(row: BulletinRow): readonly { readonly figure: string; readonly stands: Json }[] {
  return writtenIn(row.body, erratumList(row)).map((one) => ({ figure: one.field, stands: namedWords(one) }));
}

/** An erratum with what figures were at first, or after the last erratum, and what they are; undefined where nothing moved. */
export function erratumFor(
  { body, due, errata }: BulletinRow,
  first: Json | undefined,
  now: Json | undefined,
): { readonly [name: string]: Json } | undefined {
  if (now === undefined || first === undefined) return undefined;
  const before: { [name: string]: Json } = { ...(first as Figures) };
  for (const { body: erratum } of errata)
    for (const { figure, is } of erratum.changes) before[figure] = is as Json;
  const is = now as Figures;
  const changes = FIGURES.flatMap((figure) => {
    const [was, comes] = [before[figure] ?? null, is[figure] ?? null];
    return formatJson(was) === formatJson(comes) ? [] : [{ figure, was, is: comes }];
  });
  if (changes.length === 0) return undefined;
  return {
    bulletin: body.number,
    reason: '',
    changes,
    ...(due.length === 0 ? {} : { because: due.slice(0, 1000) }),
  };
}
