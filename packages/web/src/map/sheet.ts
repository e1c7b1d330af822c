import {
  type GeoJSONSource,
  type LayerSpecification,
  Map as MapEngine,
  prewarm,
  type SourceSpecification,
  setWorkerUrl,
} from 'maplibre-gl';
// Without its own address for the worker the engine would make one from a blob, which the page's policy forbids.
import workerUrl from 'maplibre-gl/dist/maplibre-gl-worker.mjs?url';
import { LEAST_ZOOM, MOST_ZOOM, PADDING } from './camera.ts';
import type { Features } from './geojson.ts';
import type { Bounds } from './graticule.ts';

setWorkerUrl(workerUrl);
// It starts while the page still asks what to draw.
prewarm();

export type { MapEngine };

/** What a sheet is made of. */
export interface SheetParts {
  readonly container: HTMLElement;
  readonly sources: { readonly [name: string]: SourceSpecification };
  readonly layers: readonly LayerSpecification[];
  readonly bounds: Bounds;
  readonly title: string;
  /** Whether arrow keys on the map move it: not where something else of the view takes them. */
  readonly keyboard: boolean;
}

/** A map in the page's own colours, flat and with north up. Throws where the browser has no WebGL. */
export function openSheet({ container, sources, layers, bounds, title, keyboard }: SheetParts): MapEngine {
  const map = new MapEngine({
    container,
    style: { version: 8, sources: { ...sources }, layers: [...layers] },
    bounds: [...bounds] as [number, number, number, number],
    fitBoundsOptions: { padding: PADDING },
    minZoom: LEAST_ZOOM,
    maxZoom: MOST_ZOOM,
    attributionControl: false,
    keyboard,
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
  map.keyboard.disableRotation();
  return map;
}

export function setFeatures(map: MapEngine, name: string, features: Features): void {
  void (map.getSource(name) as GeoJSONSource | undefined)?.setData(features as never);
}

/** Puts images on the map, or in the place of those that it has. */
export function putImages(map: MapEngine, images: Iterable<readonly [name: string, image: ImageData]>): void {
  for (const [name, image] of images) {
    if (map.hasImage(name)) map.updateImage(name, image);
    else map.addImage(name, image, { pixelRatio: 2 });
  }
}

/** Puts the colours of layers on the map anew. */
export function repaint(map: MapEngine, layers: readonly LayerSpecification[]): void {
  for (const layer of layers)
    for (const [name, value] of Object.entries(layer.paint ?? {}))
      map.setPaintProperty(layer.id, name as never, value as never);
}
