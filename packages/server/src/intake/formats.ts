import { type Intake, UnreadableSource } from './intake.ts';
import { mappedIntake } from './mapped.ts';
import type { Mapping } from './mapping.ts';
import { openNdjson } from './ndjson.ts';
import { openCsv } from './table.ts';

/** How a source is to be read. */
export interface FormatOptions {
  readonly mapping?: Mapping;
  /** As in text-encoding.ts; what the mapping or the format says where it is not given. */
  readonly encoding?: string;
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
    name: 'csv',
    summary: 'a table, read by a mapping',
    mapped: true,
    async open(source, options) {
      const mapping = mappingOf(options);
      const form = { ...mapping, encoding: options.encoding ?? mapping.encoding };
      return mappedIntake(await openCsv(source, form), mapping);
    },
  },
];
