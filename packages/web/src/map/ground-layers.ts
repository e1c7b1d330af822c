import type { LayerSpecification } from 'maplibre-gl';
import type { Ground } from './ground.ts';
import type { Palette } from './palette.ts';

// A quiet ground: what lies on it must be read first. Borders and names of regions are not taken from it: whose ground it
// is, is for the agreement to say.

export const GROUND = 'ground';

/** Names of layers in use: of the Protomaps base map and of the OpenMapTiles schema. */
const EARTH = ['earth'];
const GREEN = ['landcover', 'landuse', 'park'];
const WATER = ['water', 'ocean'];
const STREAMS = ['waterway'];
const BUILDINGS = ['buildings', 'building'];
const ROADS = ['roads', 'transportation'];
const PLACES = ['places', 'place'];

// What kind of thing a feature is: `kind` in the one schema, `class` in the other.
const KIND = ['coalesce', ['get', 'kind'], ['get', 'class'], ''];
const MAIN_ROADS = ['highway', 'major_road', 'motorway', 'trunk', 'primary'];
const RAILWAYS = ['rail', 'railway', 'transit'];
const NO_TOWNS = ['country', 'state', 'region', 'province', 'continent', 'county', 'island', 'archipelago'];

const AREAS = ['match', ['geometry-type'], ['Polygon', 'MultiPolygon'], true, false];
const LINES = ['match', ['geometry-type'], ['LineString', 'MultiLineString'], true, false];
const POINTS = ['match', ['geometry-type'], ['Point', 'MultiPoint'], true, false];

interface Manner {
  readonly palette: Palette;
  readonly dark: boolean;
  readonly language: string;
}

/** The layers of the ground, from the lowest up; none stands for a layer that the tiles do not have. */
export function groundLayersOf(ground: Ground, manner: Manner): readonly LayerSpecification[] {
  const layers = ground.kind === 'raster' ? [rasterOf(manner)] : vectorsOf(ground, manner);
  return layers as unknown as readonly LayerSpecification[];
}

/** Photographs and printed maps are loud: held back, so that ink on them is read, by night as by day. */
function rasterOf({ dark }: Manner) {
  const paint = dark
    ? { 'raster-brightness-max': 0.5, 'raster-saturation': -0.5 }
    : { 'raster-brightness-min': 0.25, 'raster-saturation': -0.4 };
  return {
    id: 'ground-raster',
    type: 'raster',
    source: GROUND,
    paint: { ...paint, 'raster-fade-duration': 0 },
  };
}

function vectorsOf({ layers }: Ground, { palette, language }: Manner) {
  const { paper, grid, quiet, ink } = palette;
  const named = (names: readonly string[]) => names.filter((name) => layers.includes(name));
  const each = (names: readonly string[], layer: (name: string) => object) =>
    named(names).map((name) => ({ source: GROUND, 'source-layer': name, ...layer(name) }));
  const name = ['coalesce', ['get', `name:${language}`], ['get', 'name']];
  return [
    ...each(EARTH, (id) => ({
      id: `ground-${id}`,
      type: 'fill',
      filter: AREAS,
      paint: { 'fill-color': paper, 'fill-antialias': false },
    })),
    ...each(GREEN, (id) => ({
      id: `ground-${id}`,
      type: 'fill',
      filter: AREAS,
      paint: { 'fill-color': grid, 'fill-opacity': 0.14, 'fill-antialias': false },
    })),
    ...each(WATER, (id) => ({
      id: `ground-${id}`,
      type: 'fill',
      filter: AREAS,
      paint: { 'fill-color': grid, 'fill-opacity': 0.75 },
    })),
    // Rivers are lines of the water layer in the one schema, and a layer of their own in the other.
    ...each([...WATER, ...STREAMS], (id) => ({
      id: `ground-${id}-lines`,
      type: 'line',
      filter: LINES,
      paint: { 'line-color': grid, 'line-width': 1.2 },
    })),
    ...each(BUILDINGS, (id) => ({
      id: `ground-${id}`,
      type: 'fill',
      minzoom: 13,
      paint: { 'fill-color': quiet, 'fill-opacity': 0.25 },
    })),
    ...each(ROADS, (id) => ({
      id: `ground-${id}`,
      type: 'line',
      filter: LINES,
      layout: { 'line-join': 'round' },
      paint: {
        'line-color': quiet,
        'line-opacity': 0.6,
        'line-width': ['match', KIND, MAIN_ROADS, 1.8, RAILWAYS, 0.5, 0.9],
      },
    })),
    ...each(PLACES, (id) => ({
      id: `ground-${id}`,
      type: 'symbol',
      filter: ['all', POINTS, ['match', KIND, NO_TOWNS, false, true]],
      // Without a server of glyphs the engine draws letters in a font of this machine.
      layout: { 'text-field': name, 'text-size': 12, 'text-font': ['sans-serif'], 'text-max-width': 8 },
      paint: { 'text-color': ink, 'text-halo-color': paper, 'text-halo-width': 1.4 },
    })),
  ];
}
