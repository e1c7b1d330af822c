// Test-only: sources out of texts, what became of their rows, and data of others where they are.
import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expectAccepted } from '@armistice/core/base';
import type { Report } from '@armistice/core/mission';
import type { ContextLine } from './context.ts';
import { FORMATS, type FormatOptions } from './formats.ts';
import { type ImportCounts, importAll, newCounts } from './importing.ts';
import { parseMapping } from './mapping.ts';
import type { Rejection } from './rejection.ts';

/** A table with a kind, a time, a place and words in each row. */
export const POINT_MAPPING = expectAccepted(
  parseMapping({
    mapping: 'armistice.csv-mapping/v1',
    clock: 'UTC',
    report: {
      source: { value: 'post-1' },
      kind: { column: 'kind' },
      occurred: { from: { column: 'at' }, to: { column: 'at' } },
      place: {
        type: { value: 'point' },
        at: [
          { column: 'lon', as: 'number' },
          { column: 'lat', as: 'number' },
        ],
        radius: { value: 10 },
      },
      text: { column: 'text' },
    },
  }),
);

/** A source in pieces of some bytes. */
export async function* inPieces(bytes: Uint8Array, size = 65_536): AsyncGenerator<Uint8Array> {
  for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size);
}

/** Everything that came of a source. */
export interface Imported {
  readonly counts: ImportCounts;
  readonly reports: readonly Report[];
  readonly context: readonly ContextLine[];
  readonly rejections: readonly Rejection[];
  /** The file of rejected rows; empty where there are none. */
  readonly returned: string;
}

/** Imports a source by the name of its format. */
export async function importSource(
  name: string,
  source: string | Uint8Array | AsyncIterable<Uint8Array>,
  options: FormatOptions = {},
): Promise<Imported> {
  const format = FORMATS.find((one) => one.name === name);
  if (format === undefined) throw new Error(`there is no format ${name}`);
  const bytes = typeof source === 'string' ? Buffer.from(source) : source;
  const intake = await format.open(bytes instanceof Uint8Array ? inPieces(bytes) : bytes, options);
  const [reports, context, rejections, back]: [Report[], ContextLine[], Rejection[], string[]] = [
    [],
    [],
    [],
    [],
  ];
  const counts = newCounts();
  const sink = {
    reports: async (rows: readonly { readonly reports: readonly Report[] }[]) => {
      for (const row of rows) reports.push(...row.reports);
      return [];
    },
    context: async (line: ContextLine) => void context.push(line),
    rejected: async (text: string, rejection: Rejection) => {
      back.push(text);
      rejections.push(rejection);
    },
    after: () => false,
  };
  await importAll(intake, sink, counts);
  const returned = back.length === 0 ? '' : `${intake.head}${back.join('')}${intake.tail}`;
  return { counts, reports, context, rejections, returned };
}

const ROOT = fileURLToPath(new URL('../../../../', import.meta.url));

/** A file of data that are others' and not in this repository; or why the test is skipped. */
export async function othersData(path: string): Promise<Uint8Array | { readonly skip: string }> {
  const folder = resolve(process.env.ARMISTICE_DATA ?? join(ROOT, '..', 'shared', 'data'));
  const file = join(folder, path);
  if (!existsSync(file))
    return { skip: `${path} is not here; ARMISTICE_DATA names the folder of others' data` };
  return readFile(file);
}
