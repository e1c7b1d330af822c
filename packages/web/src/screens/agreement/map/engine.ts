import type { LayerSpecification } from 'maplibre-gl';
import { BASE, baseLayersOf } from '../../../map/base-layers.ts';
import { EMPTY } from '../../../map/geojson.ts';
import type { Bounds } from '../../../map/graticule.ts';
import { type Palette, rulings } from '../../../map/palette.ts';
import { type MapEngine, openSheet, putImages, repaint } from '../../../map/sheet.ts';

const SOURCES = [...BASE, 'areas', 'edges', 'tolerance', 'lines', 'circle'] as const;

const LIT = ['boolean', ['feature-state', 'lit'], false] as const;
const OTHERS_LIT = ['boolean', ['feature-state', 'dim'], false] as const;

/** A map of what the agreement draws, on coasts, borders and a graticule. Throws where the browser has no WebGL. */
export function startMap(container: HTMLElement, palette: Palette, bounds: Bounds, title: string): MapEngine {
  const map = openSheet({
    ...{ container, bounds, title },
    sources: Object.fromEntries(SOURCES.map((name) => [name, EMPTY])),
    layers: layersOf(palette),
    // Arrow keys move the crosshair, and the page's own keys the map.
    keyboard: false,
  });
  putImages(map, rulings(palette));
  return map;
}

/** Puts the colours of the page on the map. */
export function paint(map: MapEngine, palette: Palette): void {
  putImages(map, rulings(palette));
  repaint(map, layersOf(palette));
}

function layersOf(palette: Palette): LayerSpecification[] {
  const partyColour = [
    'match',
    ['get', 'place'],
    ...palette.parties.flatMap((colour, place) => [place, colour]),
    palette.quiet,
  ];
  const ruling = ['concat', 'ruling-', ['to-string', ['get', 'place']]];
  return [
    ...baseLayersOf(palette),
    {
      id: 'area-fill',
      type: 'fill',
      source: 'areas',
      paint: {
        'fill-color': partyColour,
        'fill-antialias': false,
        'fill-opacity': ['case', LIT, 0.2, OTHERS_LIT, 0.02, 0.06],
      },
    },
    {
      id: 'area-ruling',
      type: 'fill',
      source: 'areas',
      paint: {
        'fill-pattern': ruling,
        'fill-opacity': ['case', LIT, 0.75, 0],
      },
    },
    {
      id: 'area-edge',
      type: 'line',
      source: 'edges',
      layout: { 'line-join': 'round' },
      paint: {
        'line-color': partyColour,
        'line-width': ['case', LIT, 2.4, 1],
        'line-opacity': ['case', LIT, 1, OTHERS_LIT, 0.3, 0.65],
      },
    },
    {
      id: 'tolerance',
      type: 'fill',
      source: 'tolerance',
      paint: { 'fill-color': palette.ink, 'fill-opacity': 0.18, 'fill-antialias': false },
    },
    {
      id: 'line-casing',
      type: 'line',
      source: 'lines',
      layout: { 'line-join': 'round', 'line-cap': 'round' },
      paint: { 'line-color': palette.paper, 'line-width': ['case', LIT, 8, 5.5] },
    },
    {
      id: 'line',
      type: 'line',
      source: 'lines',
      layout: { 'line-join': 'round', 'line-cap': 'butt' },
      paint: { 'line-color': palette.ink, 'line-width': ['case', LIT, 4, 2.4], 'line-dasharray': [5, 1.4] },
    },
    {
      id: 'circle-fill',
      type: 'fill',
      source: 'circle',
      paint: { 'fill-color': palette.accent, 'fill-opacity': 0.22 },
    },
    {
      id: 'circle-edge',
      type: 'line',
      source: 'circle',
      paint: { 'line-color': palette.accent, 'line-width': 1.8 },
    },
  ] as unknown as LayerSpecification[];
}
