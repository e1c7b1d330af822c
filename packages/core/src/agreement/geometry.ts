import { accept, formatMoment, type Refusal, type Result } from '../base/index.ts';
import { type Line, readLine, readZone, type Zone } from '../geo/index.ts';
import { canonicalJson, hex, sha256, utf8 } from '../record/index.ts';
import type { Agreement } from './agreement.ts';
import type { AreaAnswer } from './area.ts';
import { dayOf, momentOf } from './civil.ts';
import { momentMs } from './count-from.ts';
import type { EvaluatedIncident } from './event.ts';

/** One version of a geometry, in force from a moment on. */
interface Version {
  /** UTC milliseconds. */
  readonly from: number;
  /** Metres that hold 90 % of the error of an approximate geometry. */
  readonly tolerance?: number;
  /** Hash of the canonical JSON of its GeoJSON, which stands in the reasons. */
  readonly hash?: string;
}
export interface LineVersion extends Version {
  readonly line: Line;
}
export interface ZoneVersion extends Version {
  readonly zone: Zone;
}

/** Versions by name, ascending in time; by `name@map` where there are several maps of record. */
export type LineVersions = ReadonlyMap<string, readonly LineVersion[]>;
export type ZoneVersions = ReadonlyMap<string, readonly ZoneVersion[]>;

/** The lines and zones that an agreement speaks of, as far as they are drawn. */
export interface Geometries {
  readonly lines: LineVersions;
  readonly zones: ZoneVersions;
}

/**
 * What the versions in force in the time of an event answer, under one of several maps of record if there are: where the
 * event spans a change of version and they differ, which of them holds for it is the missing fact.
 */
export function underVersions<V extends Version>(
  versions: ReadonlyMap<string, readonly V[]>,
  name: string,
  event: EvaluatedIncident,
  map: string | undefined,
  none: AreaAnswer,
  ask: (version: V) => AreaAnswer,
): AreaAnswer {
  const { from, to } = event.occurred;
  const begins = momentMs(from);
  const ends = to === from ? begins : momentMs(to);
  const known = (map === undefined ? undefined : versions.get(`${name}@${map}`)) ?? versions.get(name) ?? [];
  const later = known.filter((one) => one.from > begins && one.from < ends);
  const first = known.findLast((one) => one.from <= begins);
  const answer = first === undefined ? none : ask(first);
  const others = later.map((one) => ({ answer: ask(one), since: one.from }));
  const differing = others.find((one) => saidOf(one.answer) !== saidOf(answer));
  if (differing === undefined) return answer;
  return {
    missing: `version of ${name}`,
    says: `${answer.says}; from ${formatMoment(differing.since)} on another version holds: ${differing.answer.says}`,
  };
}

function saidOf(answer: AreaAnswer): number | string {
  return 'missing' in answer ? answer.missing : answer.probability;
}

interface Declared {
  readonly from: string;
  readonly file?: string;
  readonly tolerance?: number;
  readonly source?: string;
}

/** A drawing for a line or zone of the agreement: its place in the file, its name, and since when it holds. */
interface Drawing extends Omit<Declared, 'file'> {
  readonly path: string;
  readonly key: string;
  readonly section: 'lines' | 'zones';
  readonly name: string;
  /** One of several maps of record. */
  readonly map?: string;
  readonly file: string;
}

/** A version of a line or zone that the record of an agreement draws: `geometry[file]` is its GeoJSON. */
export interface RecordedDrawing extends Omit<Drawing, 'path' | 'key' | 'from'> {
  /** UTC milliseconds. */
  readonly from: number;
}

/** Every version of every line and zone that the record of an agreement draws, in the order of the text. */
export function recordedDrawings(agreement: Agreement): readonly RecordedDrawing[] {
  const { geometry = {} } = agreement;
  return drawings(agreement)
    .filter(({ file }) => Object.hasOwn(geometry, file))
    .map(({ path: _path, key: _key, from, ...rest }) => ({ ...rest, from: momentOnClock(agreement, from) }));
}

/** Every file of geometry that an agreement names, once, with the place where it first does. */
export function geometryFiles(
  agreement: Agreement,
): readonly { readonly file: string; readonly path: string }[] {
  const first = new Map<string, string>();
  for (const { file, path } of drawings(agreement)) if (!first.has(file)) first.set(file, path);
  return [...first].map(([file, path]) => ({ file, path }));
}

function drawings(agreement: Agreement): readonly Drawing[] {
  return (['lines', 'zones'] as const).flatMap((section) =>
    Object.entries(agreement[section] ?? {}).flatMap(([name, { versions = [], maps = {} }]) => {
      const drawn = (of: readonly Declared[], path: string, map?: string): readonly Drawing[] =>
        of.flatMap(({ file, ...declared }, at) =>
          file === undefined
            ? []
            : [
                {
                  ...declared,
                  path: `${path}[${at}].file`,
                  key: map === undefined ? name : `${name}@${map}`,
                  section,
                  name,
                  ...(map === undefined ? {} : { map }),
                  file,
                },
              ],
        );
      return [
        ...drawn(versions, `${section}.${name}.versions`),
        ...Object.entries(maps as { readonly [map: string]: readonly Declared[] }).flatMap(([map, of]) =>
          drawn(of, `${section}.${name}.maps.${map}`, map),
        ),
      ];
    }),
  );
}

/** What is wrong with the geometry that a record holds: a drawing that does not read, or one that nothing names. */
export function geometryProblems(agreement: Agreement): readonly Refusal[] {
  const { geometry = {} } = agreement;
  const named = new Set(drawings(agreement).map(({ file }) => file));
  const stray = Object.keys(geometry)
    .filter((file) => !named.has(file))
    .map((file) => ({
      code: 'agreement/geometry',
      path: `geometry.${file}`,
      message: `geometry.${file}: no line and no zone names this file`,
    }));
  const unread = drawings(agreement).flatMap(({ path, section, name, file }) => {
    if (!Object.hasOwn(geometry, file)) return [];
    const read = drawingIn(agreement, section, name, geometry[file]);
    return read.ok
      ? []
      : [{ code: 'agreement/geometry', path, message: `${path}: ${file}: ${read.refusal.message}` }];
  });
  return [...stray, ...unread];
}

/** The same agreement with the geometry that it names, by file: what is recorded, so that every reader measures alike. */
export function withGeometry(
  agreement: Agreement,
  geometry: { readonly [file: string]: unknown },
): Result<Agreement> {
  if (Object.keys(geometry).length === 0) return accept(agreement);
  const drawn: Agreement = { ...agreement, geometry };
  const [problem] = geometryProblems(drawn);
  return problem === undefined ? accept(drawn) : { ok: false, refusal: problem };
}

const RECORDED = new WeakMap<Agreement, Geometries>();

/** The geometry that the record of an agreement holds; the same one is read once. Lines not drawn stay open. */
export function recordedGeometries(agreement: Agreement): Geometries {
  const known = RECORDED.get(agreement);
  if (known !== undefined) return known;
  const lines = new Map<string, LineVersion[]>();
  const zones = new Map<string, ZoneVersion[]>();
  for (const { section, name, key, from, file, tolerance } of drawings(agreement)) {
    const value = agreement.geometry?.[file];
    if (value === undefined) continue;
    const base = {
      from: momentOnClock(agreement, from),
      hash: geometryHash(value),
      ...(tolerance === undefined ? {} : { tolerance }),
    };
    if (section === 'lines') add(lines, key, { ...base, line: must(readLine(value)) });
    else add(zones, key, { ...base, zone: must(readZone(value, boundaryOf(agreement, name))) });
  }
  const read = { lines, zones };
  RECORDED.set(agreement, read);
  return read;
}

function add<T extends Version>(into: Map<string, T[]>, key: string, version: T): void {
  const known = into.get(key) ?? [];
  known.push(version);
  known.sort((a, b) => a.from - b.from);
  into.set(key, known);
}

function must<T>(read: Result<T>): T {
  if (!read.ok) throw new Error(`${read.refusal.message}: it should have been refused on the way in`);
  return read.value;
}

function drawingIn(
  agreement: Agreement,
  section: 'lines' | 'zones',
  name: string,
  value: unknown,
): Result<Line | Zone> {
  return section === 'lines' ? readLine(value) : readZone(value, boundaryOf(agreement, name));
}

/** Whether what lies on the edge of a zone lies in it: as the agreement declares; it does unless declared otherwise. */
export function boundaryOf(agreement: Agreement, zone: string): Zone['boundary'] {
  return agreement.zones?.[zone]?.boundary ?? 'inside';
}

/** `sha256:` and the hash of the canonical JSON (RFC 8785) of a drawing, so that spaces and order change nothing. */
export function geometryHash(geojson: unknown): string {
  const text = canonicalJson(geojson);
  if (!text.ok) throw new Error(`${text.refusal.message}: it should have been refused on the way in`);
  return `sha256:${hex(sha256(utf8(text.value)))}`;
}

/** A day or time of a file on the clock of the agreement, in UTC milliseconds. */
function momentOnClock(agreement: Agreement, local: string): number {
  const [date = '', wall = '00:00'] = local.split('T');
  const [year = 1970, month = 1, day = 1] = date.split('-').map(Number);
  const [hours = 0, minutes = 0, seconds = 0] = wall.split(':').map(Number);
  return momentOf(
    agreement['clock-offsets'],
    dayOf(year, month, day),
    ((hours * 60 + minutes) * 60 + seconds) * 1000,
  );
}
