import {
  type Agreement,
  boundaryOf,
  type Geometries,
  geometryHash,
  type LineVersion,
  recordedGeometries,
  type ZoneVersion,
} from '@armistice/core/agreement';
import type { Result } from '@armistice/core/base';
import { readLine, readZone } from '@armistice/core/geo';
import { readGeoJson } from '../intake/agreement-file.ts';
import { CommandError } from './command.ts';

type Given = ReadonlyMap<string, string>;

/** The geometry of an agreement: what options bind (for all time), else what is shipped beside its file. */
export async function boundGeometries(agreement: Agreement, lines: Given, zones: Given): Promise<Geometries> {
  const shipped = recordedGeometries(agreement);
  const boundLines = await drawn(agreement, 'line', lines, readLine);
  const boundZones = await drawn(agreement, 'zone', zones, (value, name) =>
    readZone(value, boundaryOf(agreement, name)),
  );
  return {
    lines: new Map<string, readonly LineVersion[]>([
      ...shipped.lines,
      ...[...boundLines].map(([name, { value, ...base }]) => [name, [{ ...base, line: value }]] as const),
    ]),
    zones: new Map<string, readonly ZoneVersion[]>([
      ...shipped.zones,
      ...[...boundZones].map(([name, { value, ...base }]) => [name, [{ ...base, zone: value }]] as const),
    ]),
  };
}

interface Drawn<T> {
  readonly from: number;
  readonly hash: string;
  readonly value: T;
}

async function drawn<T>(
  agreement: Agreement,
  kind: 'line' | 'zone',
  given: Given,
  read: (value: unknown, name: string) => Result<T>,
): Promise<ReadonlyMap<string, Drawn<T>>> {
  const declared = (kind === 'line' ? agreement.lines : agreement.zones) ?? {};
  const bound = new Map<string, Drawn<T>>();
  for (const [key, path] of given) {
    const [name = '', map] = key.split('@');
    const one = Object.hasOwn(declared, name) ? declared[name] : undefined;
    if (one === undefined || (map !== undefined && one.maps?.[map] === undefined))
      throw new CommandError(
        `the agreement has no ${kind} "${key}"`,
        `its ${kind}s are ${Object.keys(declared).join(', ') || 'none'}`,
      );
    const file = await readGeoJson(path);
    if (!file.ok)
      throw new CommandError(`${path} ${file.refusal.message}`, 'give a GeoJSON file; nothing was evaluated');
    const value = read(file.value, name);
    if (!value.ok)
      throw new CommandError(`${path}: ${value.refusal.message}`, 'mend the geometry; nothing was evaluated');
    bound.set(key, {
      from: Number.NEGATIVE_INFINITY,
      hash: geometryHash(file.value),
      value: value.value,
    });
  }
  return bound;
}

/** The maps of record that an agreement knows, by name. */
export function mapsOfRecord(agreement: Agreement): readonly string[] {
  const drawings = [...Object.values(agreement.lines ?? {}), ...Object.values(agreement.zones ?? {})];
  return [...new Set(drawings.flatMap(({ maps }) => Object.keys(maps ?? {})))];
}
