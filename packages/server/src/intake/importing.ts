import type { Report } from '@armistice/core/mission';
import type { ContextLine } from './context.ts';
import type { Intake, Taken } from './intake.ts';
import { type Rejection, rejection } from './rejection.ts';
import { SeenReports } from './seen-reports.ts';

/** The reports of one row, on their way. */
export interface ReportsOfRow {
  readonly line: number;
  readonly reports: readonly Report[];
}

/** Where an import goes. Each call is waited for before more rows are read, so nothing piles up. */
export interface ImportSink {
  /** Takes the reports of some rows; answers for each row why it was refused after all, or nothing. */
  reports(rows: readonly ReportsOfRow[]): Promise<readonly (Rejection | undefined)[]>;
  context(line: ContextLine): Promise<void>;
  rejected(text: string, rejection: Rejection): Promise<void>;
  /** Called now and then; true stops the import. */
  after(counts: ImportCounts): boolean;
}

/** What became of all rows: `rows` = `accepted` + `context` + `rejected`. */
export interface ImportCounts {
  rows: number;
  /** Rows that became at least one report, also where the report was there before. */
  accepted: number;
  /** Rows that became context and no report. */
  context: number;
  rejected: number;
  reports: number;
  /** Reports that were there before in the same import: the same source and id, word for word. */
  repeated: number;
  /** Rejected rows by code and place. */
  readonly reasons: { [reason: string]: number };
  /** What was noted about rows that were taken. */
  readonly notes: { [note: string]: number };
}

/** Hostile input must not make a count of its own out of every row. */
const MAX_KEYS = 200;

export function newCounts(): ImportCounts {
  return {
    rows: 0,
    accepted: 0,
    context: 0,
    rejected: 0,
    reports: 0,
    repeated: 0,
    reasons: {},
    notes: {},
  };
}

/** Rows that go on together: one write and one fsync for all of them. */
const BATCH = 256;

/** Takes every row of a source to where it belongs, and counts. */
export async function importAll(intake: Intake, sink: ImportSink, counts: ImportCounts): Promise<void> {
  const seen = new SeenReports();
  let batch: Pending[] = [];
  for await (const taken of intake.taken) {
    batch.push(pendingOf(taken, seen));
    if (batch.length < BATCH) continue;
    await settle(batch, sink, counts);
    batch = [];
    if (sink.after(counts)) return;
  }
  await settle(batch, sink, counts);
  sink.after(counts);
}

/** A row that was looked at: its reports that were not there before, or why it is refused. */
interface Pending {
  readonly taken: Taken;
  readonly fresh: readonly Report[];
  readonly refused?: Rejection;
}

function pendingOf(taken: Taken, seen: SeenReports): Pending {
  const { outcome, line } = taken;
  if (outcome.type === 'rejected') return { taken, fresh: [], refused: outcome.rejection };
  if (outcome.type === 'context') return { taken, fresh: [] };
  const looked = outcome.reports.map((report) => seen.look(report));
  if (looked.includes('another')) {
    const words = 'an earlier row has this source and id, and says something else';
    return { taken, fresh: [], refused: rejection(line, 'report/another', words) };
  }
  const fresh = outcome.reports.filter((_, at) => looked[at] === 'new');
  for (const report of fresh) seen.add(report);
  return { taken, fresh };
}

async function settle(batch: readonly Pending[], sink: ImportSink, counts: ImportCounts): Promise<void> {
  const sent = batch.filter(({ fresh }) => fresh.length > 0);
  const answers = await sink.reports(sent.map(({ taken, fresh }) => ({ line: taken.line, reports: fresh })));
  const refusedBy = new Map(sent.map((one, at) => [one, answers[at]]));
  for (const one of batch) await count(one, one.refused ?? refusedBy.get(one), sink, counts);
}

async function count(
  { taken, fresh }: Pending,
  refused: Rejection | undefined,
  sink: ImportSink,
  counts: ImportCounts,
): Promise<void> {
  const { outcome } = taken;
  counts.rows += 1;
  if (refused !== undefined || outcome.type === 'rejected') {
    const why = refused ?? (outcome as Extract<typeof outcome, { type: 'rejected' }>).rejection;
    counts.rejected += 1;
    bump(counts.reasons, why.at === undefined ? why.code : `${why.code} ${why.at}`);
    return sink.rejected(taken.back(why), why);
  }
  counts[outcome.type === 'context' ? 'context' : 'accepted'] += 1;
  for (const line of outcome.context) await sink.context(line);
  counts.reports += fresh.length;
  if (outcome.type === 'reports') counts.repeated += outcome.reports.length - fresh.length;
  for (const note of outcome.notes) bump(counts.notes, note);
}

function bump(counts: { [key: string]: number }, key: string): void {
  const kept = Object.hasOwn(counts, key) || Object.keys(counts).length < MAX_KEYS ? key : 'other';
  counts[kept] = (counts[kept] ?? 0) + 1;
}
