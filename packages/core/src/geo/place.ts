/** Longitude and latitude in degrees, WGS 84. */
export type Position = readonly [longitude: number, latitude: number];

/** Somewhere within `radius` metres of a position: the radius holds 90 % of the probability. */
export interface PointPlace {
  readonly type: 'point';
  readonly at: Position;
  readonly radius: number;
}

/** "3–5 km south-west of the post": degrees from true north, metres; each range is what the source is 90 % sure of. */
export interface SectorPlace {
  readonly type: 'sector';
  readonly origin: Position;
  readonly bearing: number;
  readonly bearingTolerance: number;
  readonly distance: readonly [nearest: number, farthest: number];
}

/** Somewhere in a polygon: GeoJSON's `coordinates`, of one closed ring. */
export interface AreaPlace {
  readonly type: 'area';
  readonly polygon: readonly (readonly Position[])[];
}

/** A place by its name, with where the source takes it to be. */
export interface NamedPlace {
  readonly type: 'named';
  readonly name: string;
  readonly at: Position;
  readonly radius: number;
}

export type Place = PointPlace | SectorPlace | AreaPlace | NamedPlace;
