import { type GeoJSONSource, type LayerSpecification, Map as MapEngine, setWorkerUrl } from 'maplibre-gl';
// Without its own address for the worker the engine would make one from a blob, which the page's policy forbids.
import workerUrl from 'maplibre-gl/dist/maplibre-gl-worker.mjs?url';
import type { Features } from './geojson.ts';
import type { Bounds } from './graticule.ts';
import { type Palette, rulings } from './palette.ts';

setWorkerUrl(workerUrl);

export type { MapEngine };

export const SOURCES = ['graticule', 'areas', 'edges', 'tolerance', 'lines', 'circle'] as const;
export type SourceName = (typeof SOURCES)[number];

const NOTHING: Features = { type: 'FeatureCollection', features: [] };
const LIT = ['boolean', ['feature-state', 'lit'], false] as const;
const OTHERS_LIT = ['boolean', ['feature-state', 'dim'], false] as const;

/** A map without tiles: paper, a graticule, and what the agreement draws. Throws where the browser has no WebGL. */
export function startMap(container: HTMLElement, palette: Palette, bounds: Bounds, title: string): MapEngine {
  const map = new MapEngine({
    container,
    style: {
      version: 8,
      sources: Object.fromEntries(
        SOURCES.map((name) => [name, { type: 'geojson', data: NOTHING as never, promoteId: 'key' }]),
      ),
      layers: layersOf(palette),
    },
    bounds: [...bounds] as [number, number, number, number],
    fitBoundsOptions: { padding: 12 },
    minZoom: 1,
    maxZoom: 16,
    attributionControl: false,
    // Arrow keys move the crosshair, and the page's own keys the map.
    keyboard: false,
    dragRotate: false,
    pitchWithRotate: false,
    touchPitch: false,
    renderWorldCopies: true,
    fadeDuration: 0,
    locale: { 'Map.Title': title },
    // Paper shows what the screen shows.
    canvasContextAttributes: { preserveDrawingBuffer: true },
  });
  map.touchZoomRotate.disableRotation();
  putRulings(map, palette);
  return map;
}

export function setFeatures(map: MapEngine, name: SourceName, features: Features): void {
  void (map.getSource(name) as GeoJSONSource | undefined)?.setData(features as never);
}

/** Puts the colours of the page on the map. */
export function paint(map: MapEngine, palette: Palette): void {
  putRulings(map, palette);
  for (const layer of layersOf(palette))
    for (const [name, value] of Object.entries(layer.paint ?? {}))
      map.setPaintProperty(layer.id, name as never, value as never);
}

function putRulings(map: MapEngine, palette: Palette): void {
  for (const [name, image] of rulings(palette)) {
    if (map.hasImage(name)) map.updateImage(name, image);
    else map.addImage(name, image, { pixelRatio: 2 });
  }
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
    { id: 'paper', type: 'background', paint: { 'background-color': palette.paper } },
    {
      id: 'graticule',
      type: 'line',
      source: 'graticule',
      paint: { 'line-color': palette.grid, 'line-width': 1 },
    },
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
