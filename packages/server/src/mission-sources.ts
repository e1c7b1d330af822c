import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type Result, refuse } from '@armistice/core/base';
import { parseSource, type SourceEntry } from '@armistice/core/mission';
import { UnreadableSource } from './intake/intake.ts';
import { openCsvBytes } from './intake/table.ts';

/** The list of who reports, beside `mission.yaml`: a row for each handle. */
export const SOURCES_FILE = 'sources.csv';

const MOST_BYTES = 1024 * 1024;

/**
 * Sources as people list them: `source`, `of` (mission, party or other; mission where it is empty), `party`, `area`, and
 * `means` with blanks between. Other columns are for people, and go nowhere. No file is no source.
 */
export async function readSources(folder: string): Promise<Result<readonly SourceEntry[]>> {
  const bytes = await readFile(join(folder, SOURCES_FILE)).catch(() => undefined);
  if (bytes === undefined || bytes.length === 0) return { ok: true, value: [] };
  if (bytes.length > MOST_BYTES) return refuse('mission/sources', `is larger than ${MOST_BYTES} bytes`);
  try {
    const { columns, rows } = openCsvBytes(bytes, { encoding: 'utf-8' });
    if (!columns.includes('source'))
      return refuse('mission/sources', 'has no column "source": its first line names the columns');
    const sources: SourceEntry[] = [];
    for await (const { line, cells, rejection } of rows) {
      if (cells === undefined)
        return refuse('mission/sources', `line ${line}: ${rejection?.reason ?? 'is no row'}`);
      const read = parseSource(
        sourceIn(Object.fromEntries(columns.map((name, at) => [name, cells[at]?.trim() ?? '']))),
      );
      if (!read.ok) return refuse('mission/sources', `line ${line}: ${read.refusal.message}`);
      sources.push(read.value);
    }
    return { ok: true, value: sources };
  } catch (error) {
    if (error instanceof UnreadableSource) return refuse('mission/sources', error.message);
    throw error;
  }
}

function sourceIn(row: { readonly [column: string]: string }): object {
  const { source, of = '', party = '', area = '', means = '' } = row;
  return {
    source,
    of: of === '' ? 'mission' : of,
    ...(party === '' ? {} : { party }),
    ...(area === '' ? {} : { area }),
    ...(means === '' ? {} : { means: means.split(/\s+/) }),
  };
}
