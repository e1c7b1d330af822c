import { allOf, contextReport, contextSource, type Dataset } from './context.ts';
import { BadField, isoDay, numberCell } from './data-cells.ts';
import type { DatasetForm, DatasetRow } from './dataset-intake.ts';
import { articleHash, reportId } from './identity.ts';
import { localDays } from './local-days.ts';
import type { Cells } from './table.ts';

// VIINA 2: media reports of events in Ukraine, found and placed by machine. A row is one event at one settlement on one
// day. Addresses of articles are kept as hashes only; who began it is a machine's guess there, and is not taken over.

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

export const VIINA_FORM: DatasetForm = { dataset: VIINA, columns: COLUMNS, read: readRow };

function readRow(cells: Cells): DatasetRow {
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
      // Of the content, without VIINA's number: what is there twice word for word is one report.
      id: reportId(VIINA.name, source, date, at.join(' '), mine.join(' '), text),
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
  return { reports: allOf(reports), notes };
}

/** Items of a cell, once each. */
function listOf(cell: string | undefined): readonly string[] {
  const items = (cell ?? '').split('|').map((item) => item.trim());
  return [...new Set(items.filter((item) => item !== ''))];
}
