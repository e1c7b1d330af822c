import type { Result } from '@armistice/core/base';
import type { Report } from '@armistice/core/mission';
import { allOf, contextReport, type Dataset, type Tally } from './context.ts';
import { reportId } from './identity.ts';
import type { Outcome } from './intake.ts';
import { rejection, rejectionOf } from './rejection.ts';
import type { Period } from './summary-prose.ts';

/** A daily summary of a monitoring mission, as a feed carries it. */
export interface DailySummary {
  readonly dataset: Dataset;
  readonly source: string;
  /** `219/2020`. */
  readonly issue: string;
  readonly issued: { readonly day: string; readonly month: string; readonly year: string };
  readonly text: string;
  readonly periods: readonly Period[];
}

const CLOCK = 'Europe/Kyiv';

/** Where the areas of summaries are: the middle, and metres that hold 90 % of the area. Ours, from open maps. */
const AREAS: {
  readonly [name: string]: { readonly at: readonly [number, number]; readonly radius: number };
} = {
  Donetsk: { at: [37.7, 48.0], radius: 105_000 },
  Luhansk: { at: [39.0, 48.95], radius: 105_000 },
};

const MONTHS = [
  'January',
  'February',
  'March',
  'April',
  'May',
  'June',
  'July',
  'August',
  'September',
  'October',
  'November',
  'December',
];

/** What a summary becomes: a tally for each figure and each silence, and a report where a figure is above 0. */
export function summaryOutcome(summary: DailySummary, line: number, chain: IssueChain): Outcome {
  const issued = issuedOn(summary);
  if (issued === undefined)
    return {
      type: 'rejected',
      rejection: rejection(line, 'row/prose', `${summary.issue} bears no date of issue that exists`),
    };
  const areas = [...new Set(summary.periods.flatMap(({ figures }) => figures.map(({ area }) => area)))];
  const notes = chain.note(summary);
  const tallies: Tally[] = [];
  const reports: Result<Report>[] = [];
  for (const [at, period] of summary.periods.entries()) {
    const when = period.which === 'this' ? spanOf(summary, period, issued) : undefined;
    if (period.which === 'this' && when === undefined)
      return {
        type: 'rejected',
        rejection: rejection(line, 'row/prose', `the days of a period are none: "${period.sentence}"`),
      };
    for (const area of areas) {
      const tally = tallyOf(summary, period, at, area, issued, when);
      tallies.push(tally);
      if (when === undefined || tally.count === undefined || tally.count[0] === 0) continue;
      const place = AREAS[area];
      if (place === undefined) notes.push(`no place is known for ${area}: a figure and no report`);
      else reports.push(reportOf(summary, period, tally, { ...place, name: `${area} region` }, when));
    }
  }
  const all = allOf(reports);
  if (!all.ok) return { type: 'rejected', rejection: rejectionOf(line, all.refusal) };
  return all.value.length === 0
    ? { type: 'context', context: tallies, notes }
    : { type: 'reports', reports: all.value, context: tallies, notes };
}

function tallyOf(
  summary: DailySummary,
  period: Period,
  at: number,
  area: string,
  issued: Temporal.PlainDate,
  when: Span | undefined,
): Tally {
  const { source, issue, dataset } = summary;
  const figure = period.figures.find((one) => one.area === area);
  return {
    context: 'tally',
    id: reportId('tally', source, issue, String(at), area),
    source,
    of: 'ceasefire violations',
    area: `${area} region`,
    // An area that a period does not name was not counted as calm.
    ...(figure === undefined
      ? { state: 'not-stated' as const }
      : { state: 'stated' as const, count: [figure.count, figure.count] as const }),
    period: period.which,
    ...(when === undefined ? {} : when),
    issue,
    issued: issued.toString(),
    licence: dataset.licence,
  };
}

function reportOf(
  { dataset, source, issue }: DailySummary,
  period: Period,
  { id, count }: Tally,
  place: { readonly name: string; readonly at: readonly [number, number]; readonly radius: number },
  when: Span,
): Result<Report> {
  return contextReport(dataset, {
    id,
    source,
    kind: 'other',
    means: 'document',
    occurred: { ...when, extent: 'span' },
    place: { type: 'named', ...place },
    count,
    text: `Daily report ${issue}, ${place.name}: ceasefire violations as the mission counts them.\n${period.sentence}`,
    lang: 'en',
  });
}

interface Span {
  readonly from: string;
  readonly to: string;
}

function issuedOn({ issued: { day, month, year } }: DailySummary): Temporal.PlainDate | undefined {
  return dateOf(Number(year), month, Number(day));
}

function dateOf(year: number, month: string, day: number): Temporal.PlainDate | undefined {
  try {
    return Temporal.PlainDate.from({ year, month: MONTHS.indexOf(month) + 1, day }, { overflow: 'reject' });
  } catch {
    return undefined;
  }
}

/** "as of 19:30 15 September 2020" */
const AS_OF = /\bas of (\d{1,2}):(\d{2}) (\d{1,2}) ([A-Z][a-z]+) (\d{4})/;

/**
 * The period of a figure. Where the summary says as of when it is, or between which evenings, that; otherwise the two
 * days before its issue, whole, as it does not say more.
 */
function spanOf(
  { text, issued }: DailySummary,
  { between }: Period,
  day: Temporal.PlainDate,
): Span | undefined {
  const asOf = AS_OF.exec(text);
  const closing = asOf === null ? undefined : { hour: Number(asOf[1]), minute: Number(asOf[2]) };
  if (between !== undefined) {
    const year = Number(issued.year);
    const last = dateOf(year, between.month, between.to);
    // "the evenings of 31 and 1 October" begins in the month before.
    const first =
      between.from < between.to ? dateOf(year, between.month, between.from) : last?.subtract({ days: 1 });
    if (first === undefined || last === undefined) return undefined;
    return closing === undefined ? wholeDays(first, last) : fromTo(first, last, closing);
  }
  if (asOf === null || closing === undefined)
    return wholeDays(day.subtract({ days: 2 }), day.subtract({ days: 1 }));
  const last = dateOf(Number(asOf[5]), asOf[4] ?? '', Number(asOf[3]));
  return last === undefined ? undefined : fromTo(last.subtract({ days: 1 }), last, closing);
}

function wholeDays(first: Temporal.PlainDate, last: Temporal.PlainDate): Span {
  const begin = (date: Temporal.PlainDate) => date.toZonedDateTime(CLOCK);
  return { from: utc(begin(first)), to: utc(begin(last.add({ days: 1 }))) };
}

function fromTo(
  first: Temporal.PlainDate,
  last: Temporal.PlainDate,
  closing: { readonly hour: number; readonly minute: number },
): Span | undefined {
  try {
    const time = Temporal.PlainTime.from(closing, { overflow: 'reject' });
    const at = (date: Temporal.PlainDate) => utc(date.toZonedDateTime({ timeZone: CLOCK, plainTime: time }));
    return { from: at(first), to: at(last) };
  } catch {
    return undefined;
  }
}

function utc(time: Temporal.ZonedDateTime): string {
  return time.toInstant().toString();
}

const MAX_ISSUES = 1000;

/** Each summary repeats the figures of the one before: a check that needs nobody. */
export class IssueChain {
  readonly #issues = new Map<string, DailySummary>();

  /** Notes a summary; says whether it agrees with its neighbours that were seen. */
  note(summary: DailySummary): string[] {
    const { source, issue } = summary;
    const key = (step: number) => `${source} ${shifted(issue, step)}`;
    const [before, after] = [this.#issues.get(key(-1)), this.#issues.get(key(1))];
    if (this.#issues.size < MAX_ISSUES) this.#issues.set(key(0), summary);
    return [
      ...(before === undefined ? [] : [agreement(before, summary)]),
      ...(after === undefined ? [] : [agreement(summary, after)]),
    ];
  }
}

function shifted(issue: string, step: number): string {
  const [number = '', year = ''] = issue.split('/');
  return `${Number(number) + step}/${year}`;
}

function agreement(earlier: DailySummary, later: DailySummary): string {
  const last = earlier.periods.findLast(({ which }) => which === 'this');
  const previous = later.periods.find(({ which }) => which === 'previous');
  if (last === undefined || previous === undefined) return 'previous period not stated';
  const agrees = previous.figures.every(
    ({ area, count }) => last.figures.find((one) => one.area === area)?.count === count,
  );
  return agrees
    ? 'previous period agrees with the summary before'
    : 'previous period CONTRADICTS the summary before';
}
