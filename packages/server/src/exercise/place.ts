import {
  cosine,
  list,
  misshapen,
  number,
  object,
  oneOf,
  pair,
  parseShape,
  type Result,
  text,
} from '@armistice/core/base';
import type { Position } from '@armistice/core/geo';

// The fictional place of the exercise, as exercise/place has it in GeoJSON. It knows nothing of how anything is simulated.

export const SOURCE_TYPES = [
  'post',
  'camera',
  'acoustic',
  'uav',
  'patrol',
  'committee',
  'liaison',
  'media',
  'hotline',
] as const;
export type SourceType = (typeof SOURCE_TYPES)[number];

export const LANGUAGES = ['ar', 'en', 'fr', 'ru', 'uk'] as const;
export type Language = (typeof LANGUAGES)[number];
export type Names = { readonly [language in Language]: string };

/** Whoever files reports, and where it stands; a patrol or a UAV team at its base. */
export interface Site {
  readonly id: string;
  readonly type: SourceType;
  /** The party on whose side it stands; `line` for what stands on the line itself. */
  readonly party: string;
  readonly at: Position;
  /** Of its texts. */
  readonly lang: Language;
  /** For a camera: the middle of its view, degrees from true north, and how wide the view is, degrees. */
  readonly looks: number;
  readonly fieldOfView: number;
}

export interface Town {
  readonly id: string;
  readonly names: Names;
  readonly at: Position;
  /** Metres within which people say they are in it. */
  readonly radius: number;
  readonly party: string;
}

export const ZONE_TYPES = ['training-area', 'demining-site', 'disengagement-area', 'storage-site'] as const;

export interface ZoneSite {
  readonly id: string;
  readonly type: (typeof ZONE_TYPES)[number];
  readonly party: string;
  readonly names: Names;
  readonly polygon: readonly (readonly Position[])[];
}

/** The whole place. Parties in alphabetical order: none stands first by merit. */
export interface ExercisePlace {
  readonly parties: readonly [string, string];
  /** From west to east, each vertex farther east than the one before; the first party lies to the north of it. */
  readonly line: readonly Position[];
  readonly towns: readonly Town[];
  readonly sites: readonly Site[];
  readonly zones: readonly ZoneSite[];
}

/** Metres of one degree of latitude near the place; of longitude, times the cosine. Good to 0.3 % there. */
export const DEGREE_METRES = 111_080;

const position = pair(number(-180, 180, 'degrees of longitude'), number(-85, 85, 'degrees of latitude'));
const name = text({ max: 100 });
const names = object({ ar: name, en: name, fr: name, ru: name, uk: name });
const party = text({ max: 63 });
const pointGeometry = object({ type: oneOf('Point'), coordinates: position });

function collection<P, G>(properties: P, geometry: G) {
  return { properties, geometry };
}

const feature = oneOf('Feature');
const note = {
  type: oneOf('FeatureCollection'),
  note: text({ max: 500 }),
  exercise: {
    schema: { const: true },
    read: (value: unknown, path: string): true =>
      value === true ? true : misshapen(path, 'must be true: only a fictional place is simulated'),
  },
};

const lineFile = object({
  ...note,
  features: list(
    object({
      type: feature,
      properties: object({ id: name, names }),
      geometry: object({ type: oneOf('LineString'), coordinates: list(position, 2, 10_000) }),
    }),
    1,
    1,
  ),
});

const town = collection(
  object({ id: name, names }, { areaOfControl: party, radius: number(1, 50_000, 'metres'), type: name }),
  pointGeometry,
);
const townsFile = object({ ...note, features: list(object({ type: feature, ...town }), 1, 1000) });

const site = collection(
  object(
    { id: name, type: oneOf(...SOURCE_TYPES), areaOfControl: party },
    {
      lang: oneOf(...LANGUAGES),
      looks: number(0, 360, 'degrees'),
      fieldOfView: number(1, 360, 'degrees'),
    },
  ),
  pointGeometry,
);
const sitesFile = object({ ...note, features: list(object({ type: feature, ...site }), 1, 10_000) });

const zone = collection(
  object({ id: name, type: oneOf(...ZONE_TYPES), areaOfControl: party, names }),
  object({ type: oneOf('Polygon'), coordinates: list(list(position, 4, 1000), 1, 1) }),
);
const zonesFile = object({ ...note, features: list(object({ type: feature, ...zone }), 1, 1000) });

/** The four files of the place, as they are after `JSON.parse`. */
export interface PlaceFiles {
  readonly line: unknown;
  readonly towns: unknown;
  readonly sources: unknown;
  readonly zones: unknown;
}

/** Reads the place strictly. Refusals (`exercise/place`) name the feature. */
export function readPlace(files: PlaceFiles): Result<ExercisePlace> {
  const line = parseShape(lineFile, files.line, 'exercise/place');
  if (!line.ok) return line;
  const towns = parseShape(townsFile, files.towns, 'exercise/place');
  if (!towns.ok) return towns;
  const sites = parseShape(sitesFile, files.sources, 'exercise/place');
  if (!sites.ok) return sites;
  const zones = parseShape(zonesFile, files.zones, 'exercise/place');
  if (!zones.ok) return zones;
  const place: ExercisePlace = {
    parties: ['north', 'south'],
    line: line.value.features[0]?.geometry.coordinates ?? [],
    towns: towns.value.features.flatMap(({ properties, geometry }) => {
      const { areaOfControl, radius } = properties;
      if (areaOfControl === undefined || radius === undefined) return [];
      return [
        {
          id: properties.id,
          names: properties.names,
          at: geometry.coordinates,
          radius,
          party: areaOfControl,
        },
      ];
    }),
    sites: sites.value.features.map(({ properties, geometry }) => ({
      id: properties.id,
      type: properties.type,
      party: properties.areaOfControl,
      at: geometry.coordinates,
      lang: properties.lang ?? 'en',
      looks: properties.looks ?? 0,
      fieldOfView: properties.fieldOfView ?? 360,
    })),
    zones: zones.value.features.map(({ properties, geometry }) => ({
      id: properties.id,
      type: properties.type,
      party: properties.areaOfControl,
      names: properties.names,
      polygon: geometry.coordinates,
    })),
  };
  return { ok: true, value: place };
}

/** The latitude at which the line crosses a longitude; its ends go on due east and west. */
export function lineLatitude(place: ExercisePlace, longitude: number): number {
  let before = place.line[0];
  for (const vertex of place.line) {
    if (before !== undefined && longitude <= vertex[0] && vertex[0] > before[0]) {
      const share = Math.max(0, (longitude - before[0]) / (vertex[0] - before[0]));
      return before[1] + share * (vertex[1] - before[1]);
    }
    before = vertex;
  }
  return before?.[1] ?? 0;
}

/** +1 for the party north of the line, −1 for the other. */
export function northward(place: ExercisePlace, side: string): number {
  return side === place.parties[0] ? 1 : -1;
}

/** The other party. */
export function otherParty(place: ExercisePlace, side: string): string {
  return side === place.parties[0] ? place.parties[1] : place.parties[0];
}

/** A position some metres east and north of another, to 1e-6°; good for tens of kilometres in this place. */
export function shifted(from: Position, east: number, north: number): Position {
  const wide = DEGREE_METRES * cosine(from[1]);
  return [rounded(from[0] + east / wide), rounded(from[1] + north / DEGREE_METRES)];
}

function rounded(angle: number): number {
  return Math.round(angle * 1e6) / 1e6;
}

/** Metres between two positions on the plane: for choosing who is near, never for what is reported. */
export function roughMetres(a: Position, b: Position): number {
  const east = (b[0] - a[0]) * DEGREE_METRES * cosine(a[1]);
  const north = (b[1] - a[1]) * DEGREE_METRES;
  return Math.sqrt(east * east + north * north);
}

/** Metres east and north of the origin of a plane that fits near 42° N: for choosing who is near, as above. */
export function planeOf([longitude, latitude]: Position): readonly [number, number] {
  return [longitude * DEGREE_METRES * PLANE_COSINE, latitude * DEGREE_METRES];
}

const PLANE_COSINE = cosine(42);

/** The same place seen in a mirror along its own latitude: north and south change places, handles stay. */
export function mirrored(place: ExercisePlace, latitude: number): ExercisePlace {
  const flip = ([lon, lat]: Position): Position => [lon, Math.round((2 * latitude - lat) * 1e6) / 1e6];
  const swap = (side: string) => (place.parties.includes(side) ? otherParty(place, side) : side);
  return {
    parties: place.parties,
    line: place.line.map(flip),
    towns: place.towns.map((one) => ({ ...one, at: flip(one.at), party: swap(one.party) })),
    sites: place.sites.map((one) => ({
      ...one,
      at: flip(one.at),
      party: swap(one.party),
      looks: (540 - one.looks) % 360,
    })),
    zones: place.zones.map((one) => ({
      ...one,
      party: swap(one.party),
      polygon: one.polygon.map((ring) => ring.map(flip)),
    })),
  };
}
