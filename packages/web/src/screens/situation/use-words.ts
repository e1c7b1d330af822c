import { useEffect } from 'react';
import { useSpeech } from '../../i18n/context.tsx';
import type { MapEngine } from '../../map/sheet.ts';
import { keepApart } from '../../map/words-apart.ts';
import { put } from '../../map/words-on-map.ts';
import type { Laws } from './use-law.ts';
import { wordsOf } from './words-of.ts';

/** Names of towns, lines and zones on the map. */
export function useWords(map: MapEngine | undefined, laws: Laws): void {
  const { language, number } = useSpeech();
  useEffect(() => {
    if (map === undefined) return undefined;
    const markers = wordsOf(laws, language, number).map(
      ({ at, text, style, anchor, offset: [right, down] }) =>
        put(map, at, style, text, { anchor, offset: [right, down] }),
    );
    const sort = () => keepApart(markers.map((marker) => marker.getElement()));
    sort();
    // Where words stand in each other's way changes with the scale alone.
    map.on('zoomend', sort);
    return () => {
      map.off('zoomend', sort);
      for (const marker of markers) marker.remove();
    };
  }, [map, laws, language, number]);
}
