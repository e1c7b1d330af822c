import type { Agreement } from '@armistice/core/agreement';
import type { Position } from '@armistice/core/geo';
import { Marker } from 'maplibre-gl';
import { useEffect, useRef } from 'react';
import { useSpeech } from '../../../i18n/context.tsx';
import shared from '../../../map/map.module.css';
import type { NamedPlace } from '../../../map/named-places.ts';
import type { MapEngine } from '../../../map/sheet.ts';
import { keepApart } from '../../../map/words-apart.ts';
import { put, unspoken } from '../../../map/words-on-map.ts';
import type { DrawnGeometry } from '../drawn-geometry.ts';
import type { TryOut } from '../try-out/try-out.ts';
import styles from './agreement-map.module.css';
import type { EdgeLabel } from './features.ts';
import { labelPosition } from './zone-features.ts';

interface LabelProps {
  readonly map: MapEngine | undefined;
  readonly agreement: Agreement;
  readonly drawn: DrawnGeometry;
  readonly places: readonly NamedPlace[];
  readonly edges: readonly EdgeLabel[];
  readonly event: TryOut | undefined;
  readonly onDrop: (at: Position, done: boolean) => void;
}

/** Words on the map, in the page's own fonts, and the mark of the event. All of it is said elsewhere for who cannot see it. */
export function useLabels({ map, agreement, drawn, places, edges, event, onDrop }: LabelProps): void {
  const { t, language, number } = useSpeech();
  const dropped = useRef<Marker>(undefined);
  const arranged = useRef<() => void>(undefined);
  useEffect(() => {
    if (map === undefined) return undefined;
    const titleOf = (name: string, record: string | undefined, tolerance: number) =>
      `${name}${record === undefined ? '' : ` (${record})`}${tolerance > 0 ? ` ≈ ±${number(tolerance)} m` : ''}`;
    const markers = [
      ...drawn.lines.flatMap(({ name, map: record, parts, tolerance }, i) => {
        const longest = [...parts].sort((a, b) => b.length - a.length)[0] ?? [];
        // Lines that run side by side are named at different places.
        const at = longest[Math.floor(longest.length * (0.8 - 0.35 * (i % 3)))];
        if (at === undefined) return [];
        const title = titleOf(agreement.lines?.[name]?.name ?? name, record, tolerance);
        return [put(map, at, shared.line, title, { anchor: 'top', offset: [0, 6] })];
      }),
      ...drawn.zones.flatMap((zone) => {
        const at = labelPosition(zone);
        if (at === undefined) return [];
        const title = titleOf(agreement.zones?.[zone.name]?.name ?? zone.name, zone.map, zone.tolerance);
        return [put(map, at, shared.zone, title)];
      }),
      ...edges.map(({ at, distance }) =>
        put(map, at, shared.edge, t('footprint.km', { n: distance / 1000 })),
      ),
      ...places.map(({ at, names, name }) =>
        put(map, at, shared.place, names[language] ?? name, { anchor: 'left', offset: [-4, 0] }),
      ),
    ];
    // The mark of the event goes before every word.
    const sort = () => {
      const marks = dropped.current === undefined ? [] : [dropped.current];
      keepApart([...marks, ...markers].map((marker) => marker.getElement()));
    };
    sort();
    arranged.current = sort;
    map.on('move', sort);
    return () => {
      map.off('move', sort);
      arranged.current = undefined;
      for (const marker of markers) marker.remove();
    };
  }, [map, places, edges, drawn, agreement, language, t, number]);

  const latest = useRef(onDrop);
  latest.current = onDrop;
  const at = event?.at;
  useEffect(() => {
    if (map === undefined) return;
    if (at === undefined) {
      dropped.current?.remove();
      dropped.current = undefined;
      arranged.current?.();
      return;
    }
    if (dropped.current === undefined) {
      const marker = new Marker({ element: eventMark(), draggable: true });
      const told = (done: boolean) => () => {
        const { lng, lat } = marker.getLngLat();
        latest.current([lng, lat], done);
      };
      marker.on('drag', told(false));
      marker.on('dragend', told(true));
      dropped.current = marker.setLngLat([...at] as [number, number]).addTo(map);
    } else dropped.current.setLngLat([...at] as [number, number]);
    arranged.current?.();
  }, [map, at]);
}

function eventMark(): HTMLElement {
  const element = document.createElement('span');
  element.className = styles.event ?? '';
  element.dataset.mark = 'event';
  unspoken(element);
  return element;
}
