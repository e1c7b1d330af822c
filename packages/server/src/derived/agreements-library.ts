import { readdir, readFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { Agreement } from '@armistice/core/agreement';
import { readAgreementFile } from '../intake/agreement-file.ts';

// The agreements that are shipped beside the program: text with its geometry, read once while they do not change.

/** An agreement of the library. */
export interface ShippedAgreement {
  readonly agreement: Agreement;
  /** Names on the map, as GeoJSON points with a `name`; the file `places.geojson` beside the text. */
  readonly places?: unknown;
}

/** Reads all agreements of a folder, in order of their ids. What does not read is told and left out. */
export async function readLibrary(
  folder: string,
  onFault: (message: string) => void,
): Promise<ReadonlyMap<string, ShippedAgreement>> {
  const entries = await readdir(folder, { withFileTypes: true }).catch(() => []);
  const names = entries.filter((entry) => entry.isDirectory()).map(({ name }) => name);
  const library = new Map<string, ShippedAgreement>();
  for (const name of names.sort()) {
    const file = join(folder, name, 'agreement.yaml');
    try {
      const shipped = await readShipped(file);
      library.set(shipped.agreement.agreement, shipped);
    } catch (error) {
      // A folder without a text is none of ours; a text that does not read is a fault of whoever shipped it.
      if ((error as NodeJS.ErrnoException).code !== 'ENOENT')
        onFault(`${file} is left out: ${error instanceof Error ? error.message : String(error)}`);
    }
  }
  return library;
}

async function readShipped(file: string): Promise<ShippedAgreement> {
  const read = await readAgreementFile(file);
  if (!read.ok) throw new Error(read.refusal.message);
  const agreement = read.value;
  const places = await readFile(join(dirname(file), 'places.geojson'), 'utf8').then(
    (text): unknown => JSON.parse(text),
    () => undefined,
  );
  return { agreement, ...(places === undefined ? {} : { places }) };
}
