import {
  type Agreement,
  boundaryOf,
  type Geometries,
  type LineVersion,
  type ZoneVersion,
} from '@armistice/core/agreement';
import { readMoment } from '@armistice/core/base';
import { type Line, type Position, readLine, readZone, type Zone } from '@armistice/core/geo';
import type { DrawnVersion } from '../../agreements.ts';

/** A version of a line or zone, with where it comes from. */
interface Drawn {
  readonly name: string;
  readonly map: string | undefined;
  /** UTC milliseconds. */
  readonly from: number;
  /** Metres that hold 90 % of its error; 0 for one that is exact. */
  readonly tolerance: number;
  readonly source: string | undefined;
  readonly hash: string | undefined;
}

/** A version of a line, ready to be measured against and to be drawn. */
export interface DrawnLine extends Drawn {
  readonly line: Line;
  /** Its parts as they were drawn. */
  readonly parts: readonly (readonly Position[])[];
}

/** A version of a zone, ready to be asked and to be drawn. */
export interface DrawnZone extends Drawn {
  readonly zone: Zone;
  /** Polygons of closed rings; longitudes run on past ±180, so that a ring across it stays in one piece. */
  readonly polygons: readonly (readonly (readonly Position[])[])[];
}

export interface DrawnGeometry {
  readonly lines: readonly DrawnLine[];
  readonly zones: readonly DrawnZone[];
}

/** Compiles every version of every line and zone; what does not read is told. */
export function drawnFrom(
  agreement: Agreement,
  versions: readonly DrawnVersion[],
): DrawnGeometry & { readonly problems: readonly string[] } {
  const lines: DrawnLine[] = [];
  const zones: DrawnZone[] = [];
  const problems: string[] = [];
  for (const version of versions) {
    const { section, name, map, geojson, source, file = name } = version;
    const base: Drawn = {
      name,
      map,
      from: readMoment(version.from) ?? Number.NEGATIVE_INFINITY,
      tolerance: version.tolerance ?? 0,
      source,
      hash: version.hash,
    };
    const boundary = boundaryOf(agreement, name);
    const read = section === 'lines' ? readLine(geojson) : readZone(geojson, boundary);
    if (!read.ok) problems.push(`${file}: ${read.refusal.message}`);
    else if ('polygons' in read.value) {
      const polygons = read.value.polygons.map(({ rings }) => rings.map(inOnePiece));
      zones.push({ ...base, zone: read.value, polygons });
    } else lines.push({ ...base, line: read.value, parts: partsOf(geojson) });
  }
  const byTime = (a: Drawn, b: Drawn) => a.from - b.from;
  return { lines: lines.sort(byTime), zones: zones.sort(byTime), problems };
}

/** As the evaluator takes them: versions by name, and by `name@map`. */
export function geometriesOf({ lines, zones }: DrawnGeometry): Geometries {
  return {
    lines: byKey(lines, (one): LineVersion => ({ ...sinceOf(one), line: one.line })),
    zones: byKey(zones, (one): ZoneVersion => ({ ...sinceOf(one), zone: one.zone })),
  };
}

function byKey<D extends Drawn, V>(drawn: readonly D[], version: (one: D) => V): ReadonlyMap<string, V[]> {
  const versions = new Map<string, V[]>();
  for (const one of drawn) {
    const key = one.map === undefined ? one.name : `${one.name}@${one.map}`;
    versions.set(key, [...(versions.get(key) ?? []), version(one)]);
  }
  return versions;
}

function sinceOf({ from, tolerance, hash }: Drawn): Omit<LineVersion, 'line'> {
  return { from, tolerance, ...(hash === undefined ? {} : { hash }) };
}

/** The version of each line and zone, and of each map of record, in force at a moment; the first where none is yet. */
export function inForceAt({ lines, zones }: DrawnGeometry, at: number): DrawnGeometry {
  return { lines: latestAt(lines, at), zones: latestAt(zones, at) };
}

function latestAt<D extends Drawn>(drawn: readonly D[], at: number): readonly D[] {
  const found = new Map<string, D>();
  for (const one of drawn) {
    const key = `${one.name}@${one.map ?? ''}`;
    if (!found.has(key) || one.from <= at) found.set(key, one);
  }
  return [...found.values()];
}

/** Each position the shorter way from the one before it. */
function inOnePiece(ring: readonly Position[]): readonly Position[] {
  let turn = 0;
  return ring.map(([longitude, latitude], at) => {
    const before = ring[at - 1]?.[0] ?? longitude;
    if (longitude - before > 180) turn -= 360;
    if (longitude - before < -180) turn += 360;
    return [longitude + turn, latitude];
  });
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
