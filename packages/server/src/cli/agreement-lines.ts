import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { Agreement, LineVersion } from '@armistice/core/agreement';
import { readLine } from '@armistice/core/geo';
import { resolveDate } from '../intake/agreement-file.ts';
import { CommandError } from './command.ts';

type Declared = { readonly from: string; readonly file?: string; readonly tolerance?: number };

/**
 * The lines of an agreement: those that options bind (for all time), else those that are shipped beside its file. A
 * line without either stays open.
 */
export async function boundLines(
  agreement: Agreement,
  file: string,
  given: ReadonlyMap<string, string>,
): Promise<ReadonlyMap<string, readonly LineVersion[]>> {
  const bound = new Map<string, readonly LineVersion[]>();
  const lines = agreement.lines ?? {};
  for (const [name, path] of given) {
    const [line = '', map] = name.split('@');
    if (!Object.hasOwn(lines, line) || (map !== undefined && lines[line]?.maps?.[map] === undefined))
      throw new CommandError(
        `the agreement has no line "${name}"`,
        `its lines are ${Object.keys(lines).join(', ') || 'none'}`,
      );
    bound.set(name, [await versionIn(path, Number.NEGATIVE_INFINITY, undefined)]);
  }
  for (const [name, line] of Object.entries(lines)) {
    const shipped: readonly (readonly [string, readonly Declared[]])[] = [
      [name, line.versions ?? []],
      ...Object.entries(line.maps ?? {}).map(([map, versions]) => [`${name}@${map}`, versions] as const),
    ];
    for (const [key, versions] of shipped) {
      if (bound.has(key)) continue;
      const read: LineVersion[] = [];
      for (const { from, file: beside, tolerance } of versions)
        if (beside !== undefined)
          read.push(
            await versionIn(join(dirname(file), beside), resolveDate(from, agreement.clock), tolerance),
          );
      if (read.length > 0)
        bound.set(
          key,
          read.sort((a, b) => a.from - b.from),
        );
    }
  }
  return bound;
}

async function versionIn(path: string, from: number, tolerance: number | undefined): Promise<LineVersion> {
  const text = await readFile(path, 'utf8');
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    throw new CommandError(`${path} is not JSON`, 'give a GeoJSON file with a LineString or MultiLineString');
  }
  const read = readLine(value);
  if (!read.ok)
    throw new CommandError(`${path}: ${read.refusal.message}`, 'mend the geometry; nothing was evaluated');
  const hash = `sha256:${createHash('sha256').update(text).digest('hex')}`;
  return { from, line: read.value, hash, ...(tolerance === undefined ? {} : { tolerance }) };
}
