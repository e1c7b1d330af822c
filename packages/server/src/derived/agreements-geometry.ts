import { type Agreement, geometryHash, recordedDrawings } from '@armistice/core/agreement';
import { formatMoment, readMoment } from '@armistice/core/base';
import type { MissionView } from '@armistice/core/mission';

// What a map of an agreement is drawn from, and its events are judged by: the record's own geometry (decision 0014). The
// drawings of the text itself travel within the text, once; what an entry drew besides comes with its version.

/** One version of a line or zone as the record draws it. */
export interface DrawnVersion {
  readonly section: 'lines' | 'zones';
  readonly name: string;
  /** One of several maps of record; left out where there is one. */
  readonly map?: string;
  /** In force from this moment on, UTC. */
  readonly from: string;
  /** Metres that hold 90 % of its error. */
  readonly tolerance?: number;
  readonly source?: string;
  /** Of the canonical JSON of the drawing, as reasons cite it. */
  readonly hash: string;
  /** `agreement.geometry[file]` is the drawing. */
  readonly file?: string;
  /** An entry of its own drew it; `geojson` is the drawing. */
  readonly entry?: number;
  readonly geojson?: unknown;
}

type Stated = Pick<MissionView, 'lines' | 'zones'>;

const RECORDED = new WeakMap<Agreement, readonly DrawnVersion[]>();

/** The versions that the record of an agreement holds; those of one agreement are read once. */
export function recordedVersions(agreement: Agreement): readonly DrawnVersion[] {
  const known = RECORDED.get(agreement);
  if (known !== undefined) return known;
  const { geometry = {} } = agreement;
  const versions = recordedDrawings(agreement).map(({ from, ...one }) => ({
    ...one,
    from: formatMoment(from),
    hash: geometryHash(geometry[one.file]),
  }));
  RECORDED.set(agreement, versions);
  return versions;
}

/** The versions by which a mission judges under an agreement: of two for one moment the entry's holds, as it came later. */
export function missionVersions(agreement: Agreement, stated: Stated): readonly DrawnVersion[] {
  const added = statedVersions(agreement, stated);
  const replaced = new Set(added.map(keyOf));
  return [...recordedVersions(agreement).filter((one) => !replaced.has(keyOf(one))), ...added];
}

function statedVersions(agreement: Agreement, stated: Stated): readonly DrawnVersion[] {
  return (['lines', 'zones'] as const).flatMap((section) =>
    [...stated[section]].flatMap(([key, versions]) => {
      const [name = key] = key.split('@');
      if (agreement[section]?.[name] === undefined) return [];
      return versions.map(({ index, body }): DrawnVersion => {
        const { map, from, tolerance, source, hash, geometry } = body;
        return {
          section,
          name,
          ...(map === undefined ? {} : { map }),
          // One moment has many spellings; versions are told apart by the moment.
          from: formatMoment(readMoment(from) ?? 0),
          ...(tolerance === undefined ? {} : { tolerance }),
          ...(source === undefined ? {} : { source }),
          hash: hash ?? geometryHash(geometry),
          entry: index,
          geojson: geometry,
        };
      });
    }),
  );
}

function keyOf({ section, name, map, from }: DrawnVersion): string {
  return JSON.stringify([section, name, map, from]);
}
