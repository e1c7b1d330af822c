import { BELLINGCAT_FORM } from './bellingcat.ts';
import { openDataset } from './dataset-intake.ts';
import { type Intake, UnreadableSource } from './intake.ts';
import { openJson } from './json.ts';
import { mappedIntake } from './mapped.ts';
import type { Mapping } from './mapping.ts';
import { openNdjson } from './ndjson.ts';
import { openRss } from './rss.ts';
import { openCsv } from './table.ts';
import { ucdpForm } from './ucdp.ts';
import { viinaForm } from './viina.ts';
import { openXlsx } from './xlsx.ts';

/** How a source is to be read. */
export interface FormatOptions {
  readonly mapping?: Mapping;
  /** As in text-encoding.ts; what the mapping or the format says where it is not given. */
  readonly encoding?: string;
  /** IANA zone of the days of a data set that names none. */
  readonly clock?: string;
}

/** A format that can be taken in. */
export interface IntakeFormat {
  readonly name: string;
  readonly summary: string;
  /** Whether it needs a mapping file. */
  readonly mapped: boolean;
  open(source: AsyncIterable<Uint8Array>, options: FormatOptions): Promise<Intake>;
}

function mappingOf({ mapping }: FormatOptions): Mapping {
  if (mapping !== undefined) return mapping;
  throw new UnreadableSource(
    'this format needs a mapping, which says what each column is',
    'name it with --mapping; docs/intake.md shows how to write one',
  );
}

/** Every format by its name; one line here and a file beside it make a new one. */
export const FORMATS: readonly IntakeFormat[] = [
  {
    name: 'ndjson',
    summary: "reports in the project's own form, one on each line",
    mapped: false,
    open: openNdjson,
  },
  {
    name: 'json',
    summary: "a report in the project's own form, or a list of them",
    mapped: false,
    open: openJson,
  },
  {
    name: 'csv',
    summary: 'a table, read by a mapping',
    mapped: true,
    async open(source, options) {
      const mapping = mappingOf(options);
      const form = { ...mapping, encoding: options.encoding ?? mapping.encoding };
      return mappedIntake(await openCsv(source, form), mapping);
    },
  },
  {
    name: 'xlsx',
    summary: 'a sheet of a workbook, read by a mapping; rejected rows come back as CSV',
    mapped: true,
    async open(source, options) {
      const mapping = mappingOf(options);
      return mappedIntake(await openXlsx(source, mapping), mapping);
    },
  },
  {
    name: 'ucdp-ged',
    summary: 'UCDP Georeferenced Event Dataset, as context',
    mapped: false,
    open: (source, { encoding, clock }) => openDataset(source, ucdpForm(clock), encoding),
  },
  {
    name: 'viina',
    summary: 'VIINA 2, events from news in Ukraine, as context',
    mapped: false,
    open: (source, { encoding }) => openDataset(source, viinaForm(), encoding),
  },
  {
    name: 'bellingcat',
    summary: 'Bellingcat, civilian harm in Ukraine, as context; its links are never kept',
    mapped: false,
    open: (source, { encoding }) => openDataset(source, BELLINGCAT_FORM, encoding),
  },
  {
    name: 'rss',
    summary: 'a feed such as ReliefWeb: daily summaries become figures, as context',
    mapped: false,
    open: openRss,
  },
];
