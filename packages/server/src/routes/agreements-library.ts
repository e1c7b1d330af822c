import { createHash } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import { dirname, join, normalize } from 'node:path';
import type { Agreement } from '@armistice/core/agreement';
import { formatMoment } from '@armistice/core/base';
import { readAgreementFile, resolveDate } from '../intake/agreement-file.ts';

// The agreements that are shipped beside the program: text and geometry as files, read once while they do not change.

/** One version of a line or zone as it was drawn, with where it comes from. */
export interface ShippedGeometry {
  readonly section: 'lines' | 'zones';
  readonly name: string;
  /** One of several maps of record; left out where there is one. */
  readonly map?: string;
  /** In force from this moment on, UTC. */
  readonly from: string;
  /** Metres that hold 90 % of its error. */
  readonly tolerance?: number;
  readonly source?: string;
  readonly file: string;
  /** Of the bytes of the file. */
  readonly hash: string;
  /** GeoJSON, as it stands in the file. */
  readonly geojson: unknown;
}

/** An agreement of the library. */
export interface ShippedAgreement {
  readonly agreement: Agreement;
  readonly geometry: readonly ShippedGeometry[];
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
  const geometry: ShippedGeometry[] = [];
  for (const section of ['lines', 'zones'] as const)
    for (const [name, drawn] of Object.entries(agreement[section] ?? {})) {
      const maps = [[undefined, drawn.versions ?? []] as const, ...Object.entries(drawn.maps ?? {})];
      for (const [map, versions] of maps)
        for (const { from, file: beside, tolerance, source } of versions) {
          if (beside === undefined) continue;
          geometry.push({
            section,
            name,
            ...(map === undefined ? {} : { map }),
            from: formatMoment(resolveDate(from, agreement.clock)),
            ...(tolerance === undefined ? {} : { tolerance }),
            ...(source === undefined ? {} : { source }),
            file: beside,
            ...(await readDrawn(dirname(file), beside)),
          });
        }
    }
  const places = await readFile(join(dirname(file), 'places.geojson'), 'utf8').then(
    (text): unknown => JSON.parse(text),
    () => undefined,
  );
  return { agreement, geometry, ...(places === undefined ? {} : { places }) };
}

async function readDrawn(folder: string, beside: string): Promise<Pick<ShippedGeometry, 'hash' | 'geojson'>> {
  if (normalize(beside).startsWith('..')) throw new Error(`${beside} lies outside of the agreement's folder`);
  const text = await readFile(join(folder, beside), 'utf8');
  return { hash: `sha256:${createHash('sha256').update(text).digest('hex')}`, geojson: JSON.parse(text) };
}
