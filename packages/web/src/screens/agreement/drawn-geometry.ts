import type { LineVersion, LineVersions } from '@armistice/core/agreement';
import { readMoment } from '@armistice/core/base';
import { type Line, type Position, readLine } from '@armistice/core/geo';
import type { DrawnVersion } from '../../agreements.ts';

/** A version of a line, ready to be measured against and to be drawn. */
export interface DrawnLine {
  readonly name: string;
  readonly map: string | undefined;
  /** UTC milliseconds. */
  readonly from: number;
  readonly line: Line;
  /** Its parts as they were drawn. */
  readonly parts: readonly (readonly Position[])[];
  /** Metres that hold 90 % of its error; 0 for one that is exact. */
  readonly tolerance: number;
  readonly source: string | undefined;
  readonly hash: string | undefined;
}

/** Lines that read, and what is wrong with those that do not. */
export interface DrawnLines {
  readonly lines: readonly DrawnLine[];
  readonly problems: readonly string[];
}

/** Compiles every version of every line. */
export function drawnLinesOf(geometry: readonly DrawnVersion[]): DrawnLines {
  const lines: DrawnLine[] = [];
  const problems: string[] = [];
  for (const version of geometry) {
    if (version.section !== 'lines') continue;
    const read = readLine(version.geojson);
    if (!read.ok) {
      problems.push(`${version.file}: ${read.refusal.message}`);
      continue;
    }
    lines.push({
      name: version.name,
      map: version.map,
      from: readMoment(version.from) ?? Number.NEGATIVE_INFINITY,
      line: read.value,
      parts: partsOf(version.geojson),
      tolerance: version.tolerance ?? 0,
      source: version.source,
      hash: version.hash,
    });
  }
  lines.sort((a, b) => a.from - b.from);
  return { lines, problems };
}

/** As the evaluator takes them: versions by name, and by `name@map`. */
export function lineVersionsOf(lines: readonly DrawnLine[]): LineVersions {
  const versions = new Map<string, LineVersion[]>();
  for (const { name, map, from, line, tolerance, hash } of lines) {
    const key = map === undefined ? name : `${name}@${map}`;
    const version: LineVersion = { from, line, tolerance, ...(hash === undefined ? {} : { hash }) };
    versions.set(key, [...(versions.get(key) ?? []), version]);
  }
  return versions;
}

/** The version of each line, and of each of its maps of record, in force at a moment; the first where none is yet. */
export function inForceAt(lines: readonly DrawnLine[], at: number): readonly DrawnLine[] {
  const found = new Map<string, DrawnLine>();
  for (const line of lines) {
    const key = `${line.name}@${line.map ?? ''}`;
    if (!found.has(key) || line.from <= at) found.set(key, line);
  }
  return [...found.values()];
}

/** Positions of a GeoJSON that {@link readLine} has accepted. */
function partsOf(geojson: unknown): readonly (readonly Position[])[] {
  const value = geojson as {
    readonly type: string;
    readonly features?: readonly unknown[];
    readonly geometry?: unknown;
    readonly geometries?: readonly unknown[];
    readonly coordinates?: unknown;
  };
  switch (value.type) {
    case 'FeatureCollection':
      return (value.features ?? []).flatMap(partsOf);
    case 'Feature':
      return partsOf(value.geometry);
    case 'GeometryCollection':
      return (value.geometries ?? []).flatMap(partsOf);
    case 'MultiLineString':
      return value.coordinates as readonly (readonly Position[])[];
    default:
      return [value.coordinates as readonly Position[]];
  }
}
