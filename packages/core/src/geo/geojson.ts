import { misshapen } from '../base/index.ts';
import type { Position } from './place.ts';

// GeoJSON (RFC 7946), read strictly: what is not understood is refused with its place, never guessed.

/** A geometry and where it stands in what was read: `features[2].geometry`, or nothing for the value itself. */
export interface PlacedGeometry {
  readonly type: string;
  readonly coordinates: unknown;
  readonly path: string;
}

/** More vertices than any line or zone of record needs; a file beyond it is a mistake or an attack. */
const MAX_POSITIONS = 1_000_000;

type Fields = { readonly [name: string]: unknown };

function fieldsOf(value: unknown, path: string): Fields {
  if (typeof value !== 'object' || value === null || Array.isArray(value))
    return misshapen(path, 'must be a GeoJSON object');
  return value as Fields;
}

/** The geometries of a FeatureCollection, a Feature or a geometry, in their order; each of one of the `types`. */
export function readGeometries(value: unknown, types: readonly string[]): readonly PlacedGeometry[] {
  const top = fieldsOf(value, '');
  refuseOtherDatum(top);
  if (top.type !== 'FeatureCollection') return [readFeature(top, '', types)];
  const { features } = top;
  if (!Array.isArray(features) || features.length === 0)
    return misshapen('features', 'must be a list of at least one feature');
  return features.map((feature, at) => {
    const path = `features[${at}]`;
    if (fieldsOf(feature, path).type !== 'Feature')
      misshapen(path, 'must be a Feature: a collection holds features only');
    return readFeature(fieldsOf(feature, path), path, types);
  });
}

function readFeature(fields: Fields, path: string, types: readonly string[]): PlacedGeometry {
  if (fields.type !== 'Feature') return readGeometry(fields, path, types);
  const inside = path === '' ? 'geometry' : `${path}.geometry`;
  return readGeometry(fieldsOf(fields.geometry, inside), inside, types);
}

function readGeometry(fields: Fields, path: string, types: readonly string[]): PlacedGeometry {
  const { type, coordinates } = fields;
  if (typeof type !== 'string' || !types.includes(type))
    return misshapen(
      path,
      `must be a ${types.join(' or ')}, not ${JSON.stringify(type) ?? 'without a type'}`,
    );
  return { type, coordinates, path: path === '' ? 'coordinates' : `${path}.coordinates` };
}

/** RFC 7946 knows WGS 84 only. Older files may name another datum, and be hundreds of metres off if it is ignored. */
function refuseOtherDatum({ crs }: Fields): void {
  if (crs === undefined || crs === null) return;
  const name = (crs as { readonly properties?: { readonly name?: unknown } }).properties?.name;
  if (
    typeof name === 'string' &&
    /^(urn:ogc:def:crs:OGC:1\.3:CRS84|EPSG:4326|urn:ogc:def:crs:EPSG::4326)$/.test(name)
  )
    return;
  misshapen('crs', `names a datum other than WGS 84; convert the file to longitude and latitude on WGS 84`);
}

/** A list of lists of a type, one level down: the parts of a MultiLineString, the polygons of a MultiPolygon. */
export function readList(
  value: unknown,
  path: string,
  what: string,
): readonly (readonly [unknown, string])[] {
  if (!Array.isArray(value) || value.length === 0)
    return misshapen(path, `must be a list of at least one ${what}`);
  return value.map((item, at) => [item, `${path}[${at}]`] as const);
}

/** A list of at least `min` positions. */
export function readPositions(value: unknown, path: string, min: number): readonly Position[] {
  if (!Array.isArray(value) || value.length < min)
    return misshapen(path, `must be a list of at least ${min} positions`);
  if (value.length > MAX_POSITIONS)
    return misshapen(path, `has ${value.length} positions; ${MAX_POSITIONS} is the most that is read`);
  return value.map((position, at) => readPosition(position, `${path}[${at}]`));
}

function readPosition(value: unknown, path: string): Position {
  if (!Array.isArray(value) || value.length < 2 || value.length > 3 || !value.every(Number.isFinite))
    return misshapen(path, 'must be [longitude, latitude] in degrees (a height after them is not used)');
  const [longitude, latitude] = value as [number, number];
  if (Math.abs(longitude) > 180)
    return misshapen(path, `has the longitude ${longitude}; it must be from −180 to 180`);
  if (Math.abs(latitude) > 90) {
    const swapped = Math.abs(longitude) <= 90 ? ' (are longitude and latitude the wrong way round?)' : '';
    return misshapen(path, `has the latitude ${latitude}; it must be from −90 to 90${swapped}`);
  }
  return [longitude, latitude];
}
