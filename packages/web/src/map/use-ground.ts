import { useComputedColorScheme } from '@mantine/core';
import { useEffect } from 'react';
import { useSpeech } from '../i18n/context.tsx';
import type { Ground } from './ground.ts';
import { GROUND, groundLayersOf } from './ground-layers.ts';
import { readPalette } from './palette.ts';
import type { MapEngine } from './sheet.ts';

/** The coarse coast of the world is put away where the mission's own ground is finer than it. */
const COARSE = ['land', 'coast', 'borders'] as const;
const FINER_FROM = 8;
const FINEST = 24;

/** Draws a mission's own ground below everything else of a map, in the colours of the page, while it is there. */
export function useGround(map: MapEngine | undefined, ground: Ground | undefined, above: string): void {
  const dark = useComputedColorScheme() === 'dark';
  const { language } = useSpeech();
  useEffect(() => {
    if (map === undefined || ground === undefined) return undefined;
    const { kind, tiles, minZoom: minzoom, maxZoom: maxzoom, bounds } = ground;
    const about = {
      tiles: [tiles],
      minzoom,
      maxzoom,
      bounds: [...bounds] as [number, number, number, number],
    };
    map.addSource(
      GROUND,
      kind === 'raster' ? { type: 'raster', tileSize: 256, ...about } : { type: 'vector', ...about },
    );
    const layers = groundLayersOf(ground, {
      palette: readPalette(map.getContainer()),
      ...{ dark, language },
    });
    for (const layer of layers) map.addLayer(layer, above);
    for (const id of COARSE) map.setLayerZoomRange(id, 0, FINER_FROM);
    return () => {
      // A map that is put away took its layers with it.
      if (map.getSource(GROUND) === undefined) return;
      for (const { id } of layers) map.removeLayer(id);
      map.removeSource(GROUND);
      for (const id of COARSE) map.setLayerZoomRange(id, 0, FINEST);
    };
  }, [map, ground, above, dark, language]);
}
