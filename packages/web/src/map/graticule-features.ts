import type { Features } from './geojson.ts';
import { type Bounds, graticule } from './graticule.ts';

/** Meridians and parallels within bounds, to be drawn. */
export function graticuleFeatures(bounds: Bounds): Features {
  const [west, south, east, north] = bounds;
  return {
    type: 'FeatureCollection',
    features: graticule(bounds).map(({ runs, at }) => ({
      type: 'Feature',
      properties: {},
      geometry: {
        type: 'LineString',
        coordinates:
          runs === 'north'
            ? [
                [at, south],
                [at, north],
              ]
            : [
                [west, at],
                [east, at],
              ],
      },
    })),
  };
}
