import { type ComponentType, useEffect, useRef, useState } from 'react';
import type { SituationMapProps } from './map-props.ts';

type MapPart = ComponentType<SituationMapProps>;
let mapPart: MapPart | undefined;
let coming: Promise<void> | undefined;

function come(): Promise<void> {
  coming ??= import('./situation-map.tsx').then(
    (part) => {
      mapPart = part.SituationMap;
    },
    (error: unknown) => {
      // Whoever opens the view next tries again.
      coming = undefined;
      throw error;
    },
  );
  return coming;
}

/**
 * The part that draws the map with its engine, which is larger than the rest of the view together. It is asked for once what is read
 * first is there: over a poor line it would take from that. Not under Suspense, which would show it a third of a second later.
 */
export function useMapPart(wanted: boolean, onFailed: () => void): MapPart | undefined {
  const [, setCome] = useState(mapPart !== undefined);
  const failed = useRef(onFailed);
  failed.current = onFailed;
  useEffect(() => {
    if (!wanted) return;
    come().then(
      () => setCome(true),
      () => failed.current(),
    );
  }, [wanted]);
  return mapPart;
}
