import { useEffect, useState } from 'react';
import { useSpeech } from '../i18n/context.tsx';
import type { NamedPlace } from './named-places.ts';
import type { MapEngine } from './sheet.ts';
import { drawTowns } from './towns/drawing.ts';
import { readTowns, type Towns } from './towns/reading.ts';

interface WantedTowns {
  readonly shown: boolean;
  /** What the mission names itself. */
  readonly places: readonly NamedPlace[];
  /** What the words on the map are made of: when it changes, towns go round them anew. */
  readonly words: unknown;
}

const PATIENCE_MS = 10_000;

/** Names the towns of the world on a map, after everything else of it stands. Answers whether they are there. */
export function useTowns(map: MapEngine | undefined, { shown, places, words }: WantedTowns): boolean {
  const { language } = useSpeech();
  const [towns, setTowns] = useState<Towns>();
  useEffect(() => {
    if (map === undefined || !shown) return undefined;
    let wanted = true;
    const leave = whenQuiet(map, () => {
      // Without towns the map is as right as with them.
      readTowns(language).then(
        (read) => {
          if (wanted) setTowns(read);
        },
        () => undefined,
      );
    });
    return () => {
      wanted = false;
      leave();
    };
  }, [map, shown, language]);
  // biome-ignore lint/correctness/useExhaustiveDependencies: what else is written decides where there is room
  useEffect(
    () => (map === undefined || towns === undefined || !shown ? undefined : drawTowns(map, towns, places)),
    [map, towns, shown, places, words],
  );
  return shown && towns !== undefined;
}

/** Does something once the map has drawn everything and nothing else is to be done. Answers how to leave it. */
function whenQuiet(map: MapEngine, act: () => void): () => void {
  let left = false;
  const soon = () => {
    const unlessLeft = () => {
      if (!left) act();
    };
    // Not every browser tells when it has nothing to do.
    if ('requestIdleCallback' in window) window.requestIdleCallback(unlessLeft, { timeout: PATIENCE_MS });
    else setTimeout(unlessLeft, 200);
  };
  if (map.getContainer().dataset.ready === 'true') soon();
  else map.once('idle', soon);
  return () => {
    left = true;
    map.off('idle', soon);
  };
}
