import type { Features } from '../../map/geojson.ts';
import type { Bounds } from '../../map/graticule.ts';
import { areaFeatures, boundsOf, lineFeatures, toleranceFeatures } from '../agreement/map/features.ts';
import type { Laws } from './use-law.ts';

const WORLD: Bounds = [-170, -60, 170, 75];

/** What the agreements in force draw, by the source that it goes into. */
export function lawFeatures({ laws }: Laws): { readonly [source: string]: Features } {
  const drawn = laws.map(({ known, areas, drawn: geometry }) => ({
    ...areaFeatures(known.agreement, areas, geometry),
    lines: lineFeatures(geometry.lines),
    tolerance: toleranceFeatures(geometry),
  }));
  return {
    areas: joined(drawn.map(({ features }) => features)),
    edges: joined(drawn.map(({ edges }) => edges)),
    lines: joined(drawn.map(({ lines }) => lines)),
    tolerance: joined(drawn.map(({ tolerance }) => tolerance)),
  };
}

function joined(all: readonly Features[]): Features {
  return { type: 'FeatureCollection', features: all.flatMap(({ features }) => features) };
}

/** Where the map begins: about the lines and zones in force, else the world. */
export function firstBounds({ laws }: Laws): Bounds {
  const lines = laws.flatMap(({ drawn }) => drawn.lines);
  const zones = laws.flatMap(({ drawn }) => drawn.zones);
  return boundsOf({ lines, zones }, []) ?? WORLD;
}
