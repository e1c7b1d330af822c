import type { Incident } from '@armistice/core/mission';
import type { Feature, Features } from '../../map/geojson.ts';
import type { Bounds } from '../../map/graticule.ts';

/** The incident that is open, and the area that is looked at alone. */
export function selectedFeatures(incident: Incident | undefined, box: Bounds | undefined): Features {
  const features: Feature[] = [];
  if (incident !== undefined)
    features.push({
      type: 'Feature',
      properties: { key: incident.id },
      geometry: { type: 'Point', coordinates: incident.place.at },
    });
  if (box !== undefined) {
    const [west, south, right, north] = box;
    const east = west > right ? right + 360 : right;
    const ring = [
      [west, south],
      [east, south],
      [east, north],
      [west, north],
      [west, south],
    ];
    features.push({
      type: 'Feature',
      properties: { key: 'box' },
      geometry: { type: 'LineString', coordinates: ring },
    });
  }
  return { type: 'FeatureCollection', features };
}
