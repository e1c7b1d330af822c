import type { Features } from './geojson.ts';
import { type Bounds, graticule } from './graticule.ts';
import { type MapEngine, setFeatures } from './sheet.ts';

/** Draws meridians and parallels on a map, under the source `graticule`, as it moves. Answers how to stop. */
export function drawGraticule(map: MapEngine): () => void {
  const draw = () => {
    const seen = map.getBounds();
    const bounds = [seen.getWest(), seen.getSouth(), seen.getEast(), seen.getNorth()] as const;
    setFeatures(map, 'graticule', graticuleFeatures(bounds));
  };
  draw();
  map.on('moveend', draw);
  return () => void map.off('moveend', draw);
}

function graticuleFeatures(bounds: Bounds): Features {
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
