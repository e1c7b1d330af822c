import { type Place, type Position, positionAlong } from '@armistice/core/geo';
import type { CoverageCell, CoverageMap } from '@armistice/core/mission';
import type { Feature, Features } from '../../../map/geojson.ts';
import { circleShape } from '../../agreement/map/belt-shape.ts';
import type { Laws } from '../use-law.ts';

/** How a cell is drawn: what nobody recorded, or is not shown yet, is drawn as unknown, never as unobserved. */
export type Drawn = 'whole' | 'part' | 'none' | 'unknown';

export function drawnAs({ observed }: CoverageCell): Drawn {
  return observed === 'whole' || observed === 'part' || observed === 'none' ? observed : 'unknown';
}

const STEP = 5;

/** The outline of what could be seen; undefined where it says nothing that can be drawn. */
export function sightRing(sees: Place): readonly (readonly Position[])[] | undefined {
  switch (sees.type) {
    case 'area':
      return sees.polygon;
    case 'point':
    case 'named':
      return sees.radius > 0 ? [circleShape(sees.at, sees.radius)] : undefined;
    case 'sector': {
      const { origin, bearing, bearingTolerance, distance } = sees;
      const [near, far] = distance;
      if (bearingTolerance >= 180) return [circleShape(origin, far)];
      const steps = Math.max(2, Math.ceil((2 * bearingTolerance) / STEP));
      const arc = (metres: number) =>
        Array.from({ length: steps + 1 }, (_, i) =>
          positionAlong(origin, bearing - bearingTolerance + (2 * bearingTolerance * i) / steps, metres),
        );
      const inner = near > 0 ? arc(near).toReversed() : [origin];
      const ring = [...arc(far), ...inner];
      const [first] = ring;
      return first === undefined ? undefined : [[...ring, first]];
    }
  }
}

/** Where sources stood, as points. */
export function postFeatures({ sites }: CoverageMap): Features {
  return collection(
    sites.map(({ source, at, over }) => ({
      type: 'Feature',
      properties: { key: source, source, drawn: drawnAs(over) },
      geometry: { type: 'Point', coordinates: at },
    })),
  );
}

/** What sources could see, and the areas that a zone on record gives an outline. */
export function sightFeatures(map: CoverageMap, laws: Laws): Features {
  const seen = map.sites.flatMap(({ source, sees, over }): Feature[] => {
    const rings = sees === undefined ? undefined : sightRing(sees);
    if (rings === undefined) return [];
    return [
      {
        type: 'Feature',
        properties: { key: source, drawn: drawnAs(over) },
        geometry: { type: 'Polygon', coordinates: rings },
      },
    ];
  });
  const zones = laws.laws.flatMap(({ drawn }) => drawn.zones);
  const areas = map.areas.flatMap(({ area, over }) =>
    zones
      .filter(({ name }) => name === area)
      .map(
        ({ polygons }): Feature => ({
          type: 'Feature',
          properties: { key: area, drawn: drawnAs(over) },
          geometry: { type: 'MultiPolygon', coordinates: polygons },
        }),
      ),
  );
  return collection([...areas, ...seen]);
}

function collection(features: Feature[]): Features {
  return { type: 'FeatureCollection', features };
}
