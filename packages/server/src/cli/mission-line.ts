import { readFile } from 'node:fs/promises';
import { readLine } from '@armistice/core/geo';
import { CommandError, usageError } from './command.ts';
import { wholeNumber } from './options.ts';

/** Where, beside the agreement of a new mission, its drawn line lies. */
export const LINE_FILE = 'lines/contact.geojson';

/** A line that somebody drew with a map program, and how it is read. */
export interface DrawnLine {
  readonly geojson: string;
  /** The party on the left hand of one who walks it as it is drawn. */
  readonly left: string;
  /** Metres. */
  readonly tolerance: number;
}

/** The line that the options name. Throws, with what to do, where the file is no line. */
export async function drawnLine(values: {
  readonly line?: string | undefined;
  readonly left?: string | undefined;
  readonly tolerance: string;
}): Promise<DrawnLine | undefined> {
  const { line, left } = values;
  if (line === undefined && left === undefined) return undefined;
  if (line === undefined || left === undefined)
    throw usageError('mission', 'give --line <file> and --left <party> together');
  const geojson = await readFile(line, 'utf8').catch((error: unknown) => {
    throw new CommandError(`${line} cannot be read: ${String(error)}`, 'name the GeoJSON file of the line');
  });
  const read = readLine(jsonOf(geojson));
  if (!read.ok)
    throw new CommandError(
      `${line} is no drawn line: ${read.refusal.message}`,
      'save it as GeoJSON with one LineString, longitude before latitude; nothing was made',
    );
  return { geojson, left, tolerance: wholeNumber('mission', 'tolerance', values.tolerance, 0) };
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** The agreement with its line bound to the drawn one, and each party on its side of it. */
export function withLine(
  agreement: string,
  drawn: DrawnLine | undefined,
  parties: readonly (readonly [id: string, name: string])[],
): string {
  if (drawn === undefined) return agreement;
  const { left, tolerance } = drawn;
  const ids = parties.map(([id]) => id);
  if (!ids.includes(left) || ids.length !== 2)
    throw usageError('mission', `--left names one of two parties (${ids.join(', ')}), not "${left}"`);
  const sides = ids.map((id) => `${id}: ${id === left ? 'left' : 'right'}`).join(', ');
  const inForce = /^in-force: (\d{4}-\d{2}-\d{2})/m.exec(agreement)?.[1] ?? '';
  return agreement.replace(
    /^ {2}line-of-contact: .*$/m,
    `  line-of-contact:
    name: line of contact
    sides: { ${sides} }
    note: Drawn by hand for this mission; the tolerance holds 90 % of its error.
    versions: [ { from: ${inForce}, file: ${LINE_FILE}, source: drawn by hand, tolerance: ${tolerance} } ]`,
  );
}
