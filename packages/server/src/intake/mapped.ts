import type { Result } from '@armistice/core/base';
import { parseReport, type Report } from '@armistice/core/mission';
import type { Json } from '@armistice/core/record';
import { contextSource, contextText, isContext } from './context.ts';
import { reportId } from './identity.ts';
import { type Intake, type Outcome, reported } from './intake.ts';
import { fillMapping, type Mapping } from './mapping.ts';
import { rejectionOf } from './rejection.ts';
import { type Cells, mustHave, type Table, tableIntake } from './table.ts';

/** The intake of a table whose rows a mapping makes reports of. */
export function mappedIntake(table: Table, mapping: Mapping): Intake {
  mustHave(table.columns, mapping.columns, 'the mapping');
  return tableIntake(table, (cells, line) => readMapped(mapping, cells, line));
}

/** What one row becomes. */
export function readMapped(mapping: Mapping, cells: Cells, line: number): Outcome {
  const report = reportOf(mapping, cells);
  return report.ok
    ? reported([report.value])
    : { type: 'rejected', rejection: rejectionOf(line, report.refusal, cells) };
}

function reportOf(mapping: Mapping, cells: Cells): Result<Report> {
  const filled = fillMapping(mapping, cells);
  if (!filled.ok) return filled;
  const fields = filled.value as { readonly [name: string]: Json };
  const source = sourceOf(mapping, fields.source);
  return parseReport({
    ...fields,
    ...(source === undefined ? {} : { source }),
    ...(mapping.givesId ? {} : { id: rowId(mapping, cells, source ?? '') }),
    ...(mapping.context === undefined
      ? {}
      : { text: contextText(mapping.context, typeof fields.text === 'string' ? fields.text : '') }),
  });
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
