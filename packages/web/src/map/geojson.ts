/** GeoJSON as the map takes it. */
export interface Features {
  readonly type: 'FeatureCollection';
  readonly features: Feature[];
}

export interface Feature {
  readonly type: 'Feature';
  readonly properties: { readonly [name: string]: string | number };
  readonly geometry: { readonly type: string; readonly coordinates: unknown };
}
