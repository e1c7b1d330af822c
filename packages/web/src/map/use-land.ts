import { useEffect } from 'react';
import { readLand } from './land.ts';
import { type MapEngine, setFeatures } from './sheet.ts';

// On its way before the map is there to draw it.
readLand().catch(() => undefined);

/** Draws coasts and borders on a map that has sources for them. */
export function useLand(map: MapEngine | undefined): void {
  useEffect(() => {
    if (map === undefined) return;
    // Without the land the map is as right as with it.
    readLand().then(
      ({ coast, borders }) => {
        if (map.getSource('coast') === undefined) return;
        setFeatures(map, 'coast', coast);
        setFeatures(map, 'borders', borders);
      },
      () => undefined,
    );
  }, [map]);
}
