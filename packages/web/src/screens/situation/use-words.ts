import { useEffect } from 'react';
import { useSpeech } from '../../i18n/context.tsx';
import shared from '../../map/map.module.css';
import type { MapEngine } from '../../map/sheet.ts';
import { keepApart, put } from '../../map/words-on-map.ts';
import { labelPosition } from '../agreement/map/zone-features.ts';
import type { Laws } from './use-law.ts';

/** Names of towns, lines and zones on the map. */
export function useWords(map: MapEngine | undefined, { laws, places }: Laws): void {
  const { language, number } = useSpeech();
  useEffect(() => {
    if (map === undefined) return undefined;
    const titleOf = (name: string, tolerance: number) =>
      tolerance > 0 ? `${name} ≈ ±${number(tolerance)} m` : name;
    const named = laws.flatMap(({ known: { agreement }, drawn }) => [
      ...drawn.lines.flatMap(({ name, parts, tolerance }) => {
        const longest = [...parts].sort((a, b) => b.length - a.length)[0] ?? [];
        const at = longest[Math.floor(longest.length * 0.8)];
        const title = titleOf(agreement.lines?.[name]?.name ?? name, tolerance);
        return at === undefined ? [] : [{ key: title, at, title, style: shared.line }];
      }),
      ...drawn.zones.flatMap((zone) => {
        const at = labelPosition(zone);
        const title = titleOf(agreement.zones?.[zone.name]?.name ?? zone.name, zone.tolerance);
        return at === undefined ? [] : [{ key: title, at, title, style: shared.zone }];
      }),
    ]);
    // Two agreements may draw the same line.
    const once = [...new Map(named.map((one) => [one.key, one])).values()];
    const markers = [
      ...places.map(({ at, names, name }) =>
        put(map, at, shared.place, names[language] ?? name, { anchor: 'left', offset: [-4, 0] }),
      ),
      ...once.map(({ at, title, style }) => put(map, at, style, title, { anchor: 'top', offset: [0, 6] })),
    ];
    const sort = () => keepApart(markers.map((marker) => marker.getElement()));
    sort();
    // Where words stand in each other's way changes with the scale alone.
    map.on('zoomend', sort);
    return () => {
      map.off('zoomend', sort);
      for (const marker of markers) marker.remove();
    };
  }, [map, laws, places, language, number]);
}
