import { isContext, parseReport } from '@armistice/core/mission';
import type { Json } from '@armistice/core/record';
import { contextSource, contextText, type Tally } from './context.ts';
import { reportId } from './identity.ts';
import { type Intake, type Outcome, reported } from './intake.ts';
import { fillMapping, type Mapping } from './mapping.ts';
import { rejectionOf } from './rejection.ts';
import { type Cells, mustHave, type Table, tableIntake } from './table.ts';

/** The intake of a table whose rows a mapping makes reports of. */
export function mappedIntake(table: Table, mapping: Mapping): Intake {
  mustHave(table.columns, mapping.columns, 'the mapping');
  return tableIntake(table, (cells, line) => readMapped(mapping, cells, line), mapping.context);
}

/** What one row becomes. */
export function readMapped(mapping: Mapping, cells: Cells, line: number): Outcome {
  const filled = fillMapping(mapping, cells);
  const value = filled.ok ? withIdentity(mapping, cells, filled.value as Fields) : {};
  const tally =
    mapping.figures !== undefined && filled.ok ? tallyOf(mapping, mapping.figures, value) : undefined;
  // A figure of 0, or none, is no report: something that did not happen has no place in a list of what did.
  const bare = tally !== undefined && (tally.count === undefined || tally.count[1] === 0);
  // It must be sound all the same, but for its count.
  const report = filled.ok ? parseReport(bare ? withoutCount(value) : value) : filled;
  if (!report.ok) return { type: 'rejected', rejection: rejectionOf(line, report.refusal, cells) };
  if (tally === undefined) return reported([report.value]);
  if (bare) return { type: 'context', context: [tally], notes: [] };
  return { type: 'reports', reports: [report.value], context: [tally], notes: [] };
}

type Fields = { readonly [name: string]: Json };

function withoutCount({ count: _, ...others }: Fields): Fields {
  return others;
}

function withIdentity(mapping: Mapping, cells: Cells, fields: Fields): Fields {
  const source = sourceOf(mapping, fields.source);
  return {
    ...fields,
    ...(source === undefined ? {} : { source }),
    ...(mapping.givesId ? {} : { id: rowId(mapping, cells, source ?? '') }),
    ...(mapping.context === undefined
      ? {}
      : { text: contextText(mapping.context, typeof fields.text === 'string' ? fields.text : '') }),
  };
}

/** The figure of a row for its area and period. */
function tallyOf(mapping: Mapping, of: string, fields: Fields): Tally | undefined {
  const { count, occurred, place, id, source } = fields as Fields & {
    readonly count?: readonly [Json, Json];
    readonly occurred?: { readonly from?: string; readonly to?: string };
    readonly place?: { readonly name?: string; readonly at?: Json };
  };
  const sound =
    count === undefined || count.every((end) => Number.isSafeInteger(end) && (end as number) >= 0);
  // What is no figure at all is told by the report's own rules.
  if (!sound) return undefined;
  return {
    context: 'tally',
    id: String(id),
    source: String(source),
    of,
    area: place?.name ?? JSON.stringify(place?.at ?? null),
    ...(count === undefined
      ? { state: 'not-stated' }
      : { state: 'stated', count: count as readonly [number, number] }),
    period: 'this',
    ...(occurred?.from === undefined ? {} : { from: occurred.from }),
    ...(occurred?.to === undefined ? {} : { to: occurred.to }),
    licence: mapping.context?.licence ?? "the mission's own",
  };
}

/** Whatever the mapping calls it: a source of context stands below its data set. */
function sourceOf({ context }: Mapping, given: Json | undefined): string | undefined {
  const named = typeof given === 'string' ? given : undefined;
  if (context === undefined || (named !== undefined && isContext(named))) return named;
  return contextSource(context, named);
}

/** Without an id the row is the identity: the columns that the mapping names as its key, or every column. */
function rowId({ key }: Mapping, cells: Cells, source: string): string {
  const columns = key.length > 0 ? key : Object.keys(cells).sort();
  return reportId('row', source, ...columns.flatMap((column) => [column, (cells[column] ?? '').trim()]));
}
