import { type ComponentType, useEffect, useRef, useState } from 'react';
import type { MapFailure, SituationMapProps } from './map-props.ts';

type MapPart = ComponentType<SituationMapProps>;
let mapPart: MapPart | undefined;
let coming: Promise<void> | undefined;

/** Whether the browser has what the engine draws with. It is asked before the engine is fetched: a megabyte, to learn that it cannot draw. */
function canDraw(): boolean {
  const context = document.createElement('canvas').getContext('webgl2');
  // There are only so many of them for a page.
  context?.getExtension('WEBGL_lose_context')?.loseContext();
  return context !== null;
}

// The bundler fetches styles beside a part: only what waits for the import as a whole hears of one that fails.
async function fetchPart(): Promise<void> {
  const part = await import('./situation-map.tsx');
  mapPart = part.SituationMap;
}

function come(): Promise<void> {
  coming ??= fetchPart().catch((error: unknown) => {
    // Whoever opens the view next tries again.
    coming = undefined;
    throw error;
  });
  return coming;
}

/** Does something once what stands in the page is seen, which it would hold up; at once where nobody looks. Answers how not to. */
function afterFrame(act: () => void): () => void {
  if (document.hidden) {
    act();
    return () => undefined;
  }
  let timer: ReturnType<typeof setTimeout> | undefined;
  const frame = requestAnimationFrame(() => {
    timer = setTimeout(act);
  });
  return () => {
    cancelAnimationFrame(frame);
    clearTimeout(timer);
  };
}

/**
 * The part that draws the map with its engine, which is larger than the rest of the view together. It is asked for once what is read
 * first is there: over a poor line it would take from that. Not under Suspense, which would show it a third of a second later.
 */
export function useMapPart(wanted: boolean, onFailed: (why: MapFailure) => void): MapPart | undefined {
  const [, setCome] = useState(mapPart !== undefined);
  const failed = useRef(onFailed);
  failed.current = onFailed;
  useEffect(() => {
    if (!wanted) return;
    return afterFrame(() => {
      if (!canDraw()) return failed.current('failed');
      come().then(
        () => setCome(true),
        () => failed.current('notFetched'),
      );
    });
  }, [wanted]);
  return mapPart;
}
