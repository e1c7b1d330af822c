import { accept, type Result } from '@armistice/core/base';
import { CONTEXT_MARK, CONTEXT_PREFIX, isContext, parseReport, type Report } from '@armistice/core/mission';
import { handleOf } from './identity.ts';

// What others collected is context. It comes in as Reports, so that it can be fused and shown beside the mission's own,
// and every one of them says on its face that it is none of the mission's: by its source, its means and its text.

/** A data set of somebody else. */
export interface Dataset {
  /** Its part of every handle: `context.<name>.…`. */
  readonly name: string;
  readonly title: string;
  readonly licence: string;
  /** How its authors want to be named. */
  readonly cite: string;
}

/** A source of context, to be registered in the mission with its licence: the body of a `source` entry. */
export interface ContextSource {
  readonly source: string;
  readonly of: 'other';
  readonly data: {
    readonly dataset: string;
    readonly title: string;
    readonly licence: string;
    readonly cite: string;
  };
}

/** A figure that somebody else published for a period and an area; a count of 0 is one that was stated. */
export interface Tally {
  readonly context: 'tally';
  readonly id: string;
  readonly source: string;
  readonly of: string;
  readonly area: string;
  /** `stated`: the figure is in `count`. `not-stated`: the source says nothing of this area, which is not 0. */
  readonly state: 'stated' | 'not-stated';
  readonly count?: readonly [number, number];
  readonly period: 'this' | 'previous';
  /** RFC 3339, as far as the source tells. */
  readonly from?: string;
  readonly to?: string;
  readonly issue?: string;
  readonly issued?: string;
  readonly licence: string;
}

/** Something that was published and holds nothing to count. */
export interface Publication {
  readonly context: 'publication';
  readonly id: string;
  readonly source: string;
  readonly title: string;
  readonly published?: string;
  readonly licence: string;
}

export type ContextLine = Tally | Publication;

/** The handle of one outlet within a data set. */
export function contextSource(dataset: Dataset, outlet?: string): string {
  const prefix = `${CONTEXT_PREFIX}.${dataset.name}`;
  return outlet === undefined ? prefix : handleOf(prefix, outlet);
}

/** Links in the texts of others lead to people and to what nobody must see unasked. */
export function withoutLinks(text: string): string {
  return text.replaceAll(/\b(?:https?:\/\/|www\.)\S+/gi, '[link removed]').trim();
}

function oneLine(text: string): string {
  return text.replaceAll(/\s+/g, ' ').toWellFormed().replaceAll('\0', '');
}

const MAX_TEXT = 20_000;

/** The text of a report of context: what it says, cut where it must be, and always the line that says what it is. */
export function contextText(dataset: Dataset, text: string): string {
  // One line, whatever a feed says of itself: the last line of the text is what shows that it is context.
  const line = oneLine(
    `[Context from ${dataset.title}; ${CONTEXT_MARK} ${dataset.licence}. ${dataset.cite}]`,
  );
  const room = MAX_TEXT - line.length - 3;
  const plain = withoutLinks(text).toWellFormed().replaceAll('\0', '').trim();
  // Never in the middle of a surrogate pair.
  const cut =
    plain.length > room
      ? `${plain
          .slice(0, room)
          .toWellFormed()
          .replace(/\ufffd$/, '')}…`
      : plain;
  return cut === '' ? line : `${cut}\n${line}`;
}

/** A report of context, strictly read. */
export function contextReport(
  dataset: Dataset,
  report: { readonly [field: string]: unknown; readonly text: string },
): Result<Report> {
  return parseReport({ ...report, text: contextText(dataset, report.text) });
}

/** What a mission registers of a source: of its own the handle, of context also whose it is and by what licence. */
export function registration(source: string, dataset?: Dataset): ContextSource | { readonly source: string } {
  if (dataset === undefined || !isContext(source)) return { source };
  const { name, title, licence, cite } = dataset;
  return { source, of: 'other', data: { dataset: name, title, licence, cite } };
}

/** All reports, or the first refusal. */
export function allOf(reports: readonly Result<Report>[]): Result<readonly Report[]> {
  const values: Report[] = [];
  for (const report of reports) {
    if (!report.ok) return report;
    values.push(report.value);
  }
  return accept(values);
}
