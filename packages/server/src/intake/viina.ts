import { accept } from '@armistice/core/base';
import type { Report } from '@armistice/core/mission';
import { allOf, type ContextLine, contextReport, contextSource, type Dataset } from './context.ts';
import { BadField, isoDay, numberCell } from './data-cells.ts';
import type { DatasetForm, DatasetRow } from './dataset-intake.ts';
import { articleHash, reportId } from './identity.ts';
import { localDays } from './local-days.ts';
import { SeenReports } from './seen-reports.ts';
import type { Cells } from './table.ts';

// VIINA 2: media reports of events in Ukraine, found and placed by machine. A row is one event at one settlement on one
// day, so one article that names two settlements, or was found on two days, is two rows. It is one report: the first
// row places it, as VIINA's own rule for duplicates has it in a file in its order. Addresses of articles are kept as
// hashes only; who began it is a machine's guess there, and is not taken over.

export const VIINA: Dataset = {
  name: 'viina',
  title: 'VIINA 2.0',
  licence: 'ODbL 1.0',
  cite: 'Zhukov and Ayers, Violent Incident Information from News Articles',
};

const COLUMNS = ['date', 'sources_matching', 'source_urls', 'longitude', 'latitude', 'representative_text'];
const CLOCK = 'Europe/Kyiv';

/** Metres that hold 90 %, by `GEO_PRECISION` where the file has it. Ours: VIINA names the level, not a distance. */
const RADIUS: { readonly [level: string]: number } = {
  STREET: 1_000,
  ADM3: 5_000,
  ADM2: 30_000,
  ADM1: 120_000,
};
/** A settlement that GeoNames knows; a point that it does not. */
const [SETTLEMENT, ELSEWHERE] = [5_000, 20_000];

/** Reads rows of VIINA; a form of its own for each file, as it remembers the articles that it has read. */
export function viinaForm(): DatasetForm {
  const articles = new SeenReports();
  return { dataset: VIINA, columns: COLUMNS, read: (cells) => readRow(cells, articles) };
}

function readRow(cells: Cells, articles: SeenReports): DatasetRow {
  const date = (cells.date ?? '').trim();
  const day = isoDay('date', date);
  if (day === undefined) throw new BadField('date', date, 'is no day such as 20220224');
  const at = [numberCell(cells, 'longitude', -180, 180), numberCell(cells, 'latitude', -90, 90)];
  const name = (cells.asciiname ?? '').trim().slice(0, 200);
  const radius = RADIUS[(cells.GEO_PRECISION ?? '').trim()] ?? (name === '' ? ELSEWHERE : SETTLEMENT);
  const outlets = listOf(cells.sources_matching);
  const addresses = listOf(cells.source_urls);
  // Copies of one text differ in their line ends alone.
  const text = (cells.representative_text ?? '').replaceAll(/\s+/g, ' ').trim();
  const notes = outlets.length > 1 ? ['row split into its outlets'] : [];
  const reports = (outlets.length === 0 ? [undefined] : outlets).map((outlet, index) => {
    const source = contextSource(VIINA, outlet);
    // Outlets and addresses stand in the same order where there are as many of each.
    const mine = addresses.length === outlets.length ? addresses.slice(index, index + 1) : addresses;
    return contextReport(VIINA, {
      // Of the article, without VIINA's number, day and place: what one outlet wrote once is one report.
      id: reportId(VIINA.name, 'article', source, mine.join(' '), text),
      source,
      kind: 'other',
      means: 'media',
      occurred: { ...localDays(day, day, at[0] ?? 0, CLOCK), extent: 'instant' },
      place: name === '' ? { type: 'point', at, radius } : { type: 'named', name, at, radius },
      derivedFrom: [articleHash(source, ...mine, text)],
      text: [text, name === '' ? '' : `Where: ${name}, ${cells.ADM1_NAME ?? ''}`]
        .filter((line) => line !== '')
        .join('\n'),
    });
  });
  const all = allOf(reports);
  return all.ok ? firstOnly(all.value, articles, notes, { name, date, at }) : { reports: all, notes };
}

/** Leaves out what an earlier row told of the same article; where and when this row has it stays as context. */
function firstOnly(
  reports: readonly Report[],
  articles: SeenReports,
  notes: string[],
  { name, date, at }: { readonly name: string; readonly date: string; readonly at: readonly number[] },
): DatasetRow {
  const context: ContextLine[] = [];
  const kept = reports.filter((report) => {
    const seen = articles.look(report);
    if (seen === 'new') articles.add(report);
    if (seen !== 'another') return true;
    notes.push('same article as an earlier row: one report');
    context.push({
      context: 'publication',
      id: reportId(VIINA.name, 'placed', report.source, report.id, date, at.join(' ')),
      source: report.source,
      title: `The article of report ${report.id}, placed by VIINA at ${name === '' ? at.join(', ') : name} on ${date}`,
      licence: VIINA.licence,
    });
    return false;
  });
  return { reports: accept(kept), notes, context };
}

/** Items of a cell, once each. */
function listOf(cell: string | undefined): readonly string[] {
  const items = (cell ?? '').split('|').map((item) => item.trim());
  return [...new Set(items.filter((item) => item !== ''))];
}
