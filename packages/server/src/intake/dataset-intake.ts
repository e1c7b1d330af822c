import type { Result } from '@armistice/core/base';
import type { Report } from '@armistice/core/mission';
import type { ContextLine, Dataset } from './context.ts';
import { BadField } from './data-cells.ts';
import type { Intake, Outcome } from './intake.ts';
import { rejection, rejectionOf } from './rejection.ts';
import { type Cells, mustHave, openCsv, tableIntake } from './table.ts';

/** What a row of a data set becomes, with what was noted about it. Throws {@link BadField} where a cell is not as described. */
export interface DatasetRow {
  readonly reports: Result<readonly Report[]>;
  readonly notes: readonly string[];
  /** What is known of the row and is no report. */
  readonly context?: readonly ContextLine[];
}

/** A data set that somebody else publishes as CSV. */
export interface DatasetForm {
  readonly dataset: Dataset;
  /** Columns without which it is another file. */
  readonly columns: readonly string[];
  read(cells: Cells): DatasetRow;
}

/** Opens a data set. Its authors' own encoding is UTF-8; copies are often saved as Windows-1252. */
export async function openDataset(
  source: AsyncIterable<Uint8Array>,
  form: DatasetForm,
  encoding = 'auto',
): Promise<Intake> {
  const table = await openCsv(source, { encoding });
  mustHave(table.columns, form.columns, form.dataset.title);
  return tableIntake(table, (cells, line) => outcomeOf(form, cells, line), form.dataset);
}

function outcomeOf(form: DatasetForm, cells: Cells, line: number): Outcome {
  try {
    const { reports, notes, context = [] } = form.read(cells);
    return reports.ok
      ? { type: 'reports', reports: reports.value, context, notes }
      : { type: 'rejected', rejection: rejectionOf(line, reports.refusal, cells) };
  } catch (error) {
    if (!(error instanceof BadField)) throw error;
    return { type: 'rejected', rejection: rejection(line, 'row/field', error.message, cells, error.column) };
  }
}
