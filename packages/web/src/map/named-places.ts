import type { Position } from '@armistice/core/geo';

// Apart from the words on the map, which bring the map engine with them.

export interface NamedPlace {
  readonly at: Position;
  readonly name: string;
  readonly names: { readonly [language: string]: string };
}

/** The named points of a GeoJSON. */
export function placesIn(places: unknown): readonly NamedPlace[] {
  const { features = [] } = (places ?? {}) as {
    readonly features?: readonly {
      readonly properties?: { readonly name?: string; readonly names?: NamedPlace['names'] };
      readonly geometry?: { readonly type?: string; readonly coordinates?: Position };
    }[];
  };
  return features.flatMap(({ properties, geometry }) =>
    geometry?.type === 'Point' && geometry.coordinates !== undefined && properties?.name !== undefined
      ? [{ at: geometry.coordinates, name: properties.name, names: properties.names ?? {} }]
      : [],
  );
}
