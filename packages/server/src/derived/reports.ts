import { formatMoment } from '@armistice/core/base';
import { footprintOf, type Position } from '@armistice/core/geo';
import { type KnownReport, type ReportView, readBy, reads, wholeReport } from '@armistice/core/mission';
import { PUBLIC, type ReadEntry } from '@armistice/core/record';
import { Problem } from '../problems.ts';
import type { ReportQuery } from '../store/query.ts';
import type { Deriving } from './deriving.ts';
import { fromFilled } from './filled.ts';
import { reportsOf } from './listing.ts';

/** Reports in the order of the record, and where the next page begins: JSON. */
export async function reports(
  on: Deriving,
  audience: string,
  asked: Omit<ReportQuery, 'bases'>,
): Promise<string> {
  on.mustBeReady();
  const query = { ...asked, bases: readBy(audience) };
  const { found, next } = await fromFilled(on, () => reportsOf(on.view, on.store, query));
  const all = found.map(({ key, index, at, basis, view }) => ({
    key,
    index,
    recorded: formatMoment(at),
    basis,
    report: view,
    ...classIn(on, view),
  }));
  return JSON.stringify({ reports: all, next });
}

/** One report, as those may know it who read its audience: JSON. */
export interface ReportTexts {
  /** Where it lies for everyone who reads it. */
  readonly at: Position;
  readonly basis: string;
  /** What the fold reads; with words, names and media; and with where the observer stood. */
  readonly view: string;
  readonly detail: string;
  readonly whole: string;
}

/** One report, to be shown by who asks. Throws where this audience knows of none. */
export async function report(
  on: Deriving,
  audience: string,
  asked: { readonly key: string },
): Promise<ReportTexts> {
  const known = on.view.reports.get(asked.key);
  if (known === undefined) on.mustBeReady();
  if (known === undefined || !reads(audience, known.basis))
    throw new Problem('request/not-found', 'no report has this key; it is the SHA-256 of source and id');
  return textsOf(on, known, audience === PUBLIC ? undefined : await on.wholeReport(asked.key, audience));
}

/** A known report in its three extents; `entry` is how the record has it, for those who read more than everyone. */
export function textsOf(
  on: Pick<Deriving, 'view'>,
  { key, index, basis, view }: KnownReport,
  entry: ReadEntry | undefined,
): ReportTexts {
  const shown = (report: object) => JSON.stringify({ key, index, report, ...classIn(on, view) });
  const fields = entry === undefined ? undefined : { ...entry.body, ...entry.withheld };
  const {
    observer: _stood,
    exact: _places,
    ...detail
  }: { readonly [name: string]: unknown } = fields ?? view;
  return {
    ...{ at: footprintOf(view.place).at, basis },
    view: shown(view),
    detail: shown(detail),
    whole: shown(fields === undefined ? view : wholeReport(fields)),
  };
}

/** How exactly the place is shown, where its source has a class of its own: an area may then be a cell. */
function classIn(
  { view }: Pick<Deriving, 'view'>,
  { source, place }: ReportView,
): { readonly placeClass?: string } {
  const { placeClass = 'exact' } = view.sources.get(source) ?? {};
  return placeClass === 'exact' || place.type !== 'area' ? {} : { placeClass };
}
