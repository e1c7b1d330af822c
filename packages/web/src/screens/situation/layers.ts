import type { LayerSpecification, SourceSpecification } from 'maplibre-gl';
import { BASE, baseLayersOf } from '../../map/base-layers.ts';
import { EMPTY } from '../../map/geojson.ts';
import type { Palette } from '../../map/palette.ts';
import type { Pictures } from '../../map/pictures.ts';
import { KIND_GROUPS, kindsOf, symbolPictures } from './symbols.tsx';
import { postLayersOf, postPictures, sightLayersOf } from './watch/watch-layers.ts';

/** The deepest tiles that there are of what happened. */
export const DEEPEST = 18;

/** Sources whose features are set by the view. */
export const DRAWN = [...BASE, 'areas', 'edges', 'tolerance', 'lines', 'sight', 'posts', 'selected'] as const;

export function sourcesOf(tiles: string): { readonly [name: string]: SourceSpecification } {
  return {
    ...Object.fromEntries(DRAWN.map((name) => [name, EMPTY])),
    incidents: { type: 'vector', tiles: [tiles], minzoom: 0, maxzoom: DEEPEST, promoteId: 'id' },
  };
}

/** Symbols and flags in the colours of the page. */
export function picturesOf({ ink, paper }: Palette): Pictures {
  return new Map([...symbolPictures(ink, paper), ...postPictures(ink, paper)]);
}

/**
 * The layers from the paper up: land, the mission's own areas, how sure places are, the line, and on top what happened. The
 * line stands above footprints and density: on which side of it something was is the first question.
 */
export function layersOf(palette: Palette): readonly LayerSpecification[] {
  return [
    ...baseLayersOf(palette),
    ...areasOf(palette),
    ...sightLayersOf(palette),
    ...placesOf(palette),
    ...linesOf(palette),
    ...postLayersOf(),
    ...incidentsOf(palette),
  ] as unknown as LayerSpecification[];
}

function areasOf(palette: Palette) {
  const colour = [
    'match',
    ['get', 'place'],
    ...palette.parties.flatMap((one, place) => [place, one]),
    palette.quiet,
  ];
  return [
    {
      id: 'area-fill',
      type: 'fill',
      source: 'areas',
      paint: { 'fill-color': colour, 'fill-antialias': false, 'fill-opacity': 0.05 },
    },
    {
      id: 'area-edge',
      type: 'line',
      source: 'edges',
      layout: { 'line-join': 'round' },
      paint: { 'line-color': colour, 'line-width': 1, 'line-opacity': 0.6 },
    },
    {
      id: 'tolerance',
      type: 'fill',
      source: 'tolerance',
      paint: { 'fill-color': palette.ink, 'fill-opacity': 0.14, 'fill-antialias': false },
    },
  ];
}

function linesOf(palette: Palette) {
  return [
    {
      id: 'line-casing',
      type: 'line',
      source: 'lines',
      layout: { 'line-join': 'round', 'line-cap': 'round' },
      paint: { 'line-color': palette.paper, 'line-width': 6, 'line-opacity': 0.9 },
    },
    {
      id: 'line',
      type: 'line',
      source: 'lines',
      layout: { 'line-join': 'round', 'line-cap': 'butt' },
      paint: { 'line-color': palette.ink, 'line-width': 2.4, 'line-dasharray': [5, 1.4] },
    },
  ];
}

function placesOf(palette: Palette) {
  return [
    {
      id: 'density',
      type: 'circle',
      source: 'incidents',
      'source-layer': 'density',
      paint: {
        'circle-color': palette.accent,
        'circle-opacity': 0.6,
        // The area of a dot grows with the number; beyond a thousand it would hide its neighbours.
        'circle-radius': ['min', 10, ['+', 1.6, ['*', 0.27, ['sqrt', ['get', 'incidents']]]]],
      },
    },
    {
      id: 'footprint-fill',
      type: 'fill',
      source: 'incidents',
      'source-layer': 'footprints',
      paint: { 'fill-color': palette.accent, 'fill-opacity': 0.05 },
    },
    {
      id: 'footprint-edge',
      type: 'line',
      source: 'incidents',
      'source-layer': 'footprints',
      paint: { 'line-color': palette.accent, 'line-width': 0.9, 'line-opacity': 0.45 },
    },
  ];
}

function incidentsOf(palette: Palette) {
  const group = [
    'match',
    ['get', 'kind'],
    ...KIND_GROUPS.flatMap((one) => (kindsOf(one).length === 0 ? [] : [kindsOf(one), one])),
    'other',
  ];
  return [
    {
      id: 'incidents',
      type: 'symbol',
      source: 'incidents',
      'source-layer': 'incidents',
      layout: {
        'icon-image': ['concat', 'incident-', group, '-', ['get', 'status']],
        'icon-size': ['interpolate', ['linear'], ['zoom'], 6, 0.55, 10, 0.85, 14, 1],
        'icon-allow-overlap': true,
        'icon-ignore-placement': true,
      },
    },
    {
      id: 'selected-edge',
      type: 'line',
      source: 'selected',
      paint: { 'line-color': palette.accent, 'line-width': 2.5 },
    },
    {
      id: 'selected',
      type: 'circle',
      source: 'selected',
      filter: ['==', ['geometry-type'], 'Point'],
      paint: {
        'circle-radius': 15,
        'circle-color': palette.accent,
        'circle-opacity': 0.14,
        'circle-stroke-color': palette.accent,
        'circle-stroke-width': 3,
      },
    },
  ];
}
