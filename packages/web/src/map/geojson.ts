/** GeoJSON as the map takes it. */
export interface Features {
  readonly type: 'FeatureCollection';
  readonly features: Feature[];
}

export const NOTHING: Features = { type: 'FeatureCollection', features: [] };

/** A source of features that are set later, as the map engine takes it. */
export const EMPTY = { type: 'geojson', data: NOTHING as never, promoteId: 'key' } as const;

export interface Feature {
  readonly type: 'Feature';
  readonly properties: { readonly [name: string]: string | number };
  readonly geometry: { readonly type: string; readonly coordinates: unknown };
}
