import type { Agreement } from '@armistice/core/agreement';
import type { Position } from '@armistice/core/geo';
import { Marker } from 'maplibre-gl';
import { useEffect, useRef } from 'react';
import { useSpeech } from '../../../i18n/context.tsx';
import type { DrawnGeometry } from '../drawn-geometry.ts';
import type { TryOut } from '../try-out/try-out.ts';
import styles from './agreement-map.module.css';
import type { MapEngine } from './engine.ts';
import type { EdgeLabel } from './features.ts';
import { labelPosition } from './zone-features.ts';

interface LabelProps {
  readonly map: MapEngine | undefined;
  readonly agreement: Agreement;
  readonly drawn: DrawnGeometry;
  readonly places: unknown;
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
        return [put(map, at, [styles.line], title, { anchor: 'top', offset: [0, 6] })];
      }),
      ...drawn.zones.flatMap((zone) => {
        const at = labelPosition(zone);
        if (at === undefined) return [];
        const title = titleOf(agreement.zones?.[zone.name]?.name ?? zone.name, zone.map, zone.tolerance);
        return [put(map, at, [styles.zone], title)];
      }),
      ...edges.map(({ at, distance }) =>
        put(map, at, [styles.edge], t('footprint.km', { n: distance / 1000 })),
      ),
      ...placesIn(places).map(({ at, names, name }) =>
        put(map, at, [styles.place], names[language] ?? name, { anchor: 'left', offset: [-4, 0] }),
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

function put(
  map: MapEngine,
  at: Position,
  [name]: readonly (string | undefined)[],
  text: string,
  how: { readonly anchor?: 'left' | 'top'; readonly offset?: [number, number] } = {},
): Marker {
  const element = document.createElement('span');
  element.className = name ?? '';
  element.textContent = text;
  const marker = new Marker({ element, ...how }).setLngLat([...at] as [number, number]).addTo(map);
  unspoken(element);
  return marker;
}

/** Of labels that would stand on each other, the first stays; the others come back when the map is nearer. */
function keepApart(elements: readonly HTMLElement[]): void {
  const taken: DOMRect[] = [];
  const boxes = elements.map((element) => element.getBoundingClientRect());
  for (const [i, element] of elements.entries()) {
    const box = boxes[i];
    if (box === undefined) continue;
    const free = taken.every(
      (one) => box.right < one.left || box.left > one.right || box.bottom < one.top || box.top > one.bottom,
    );
    element.style.visibility = free ? 'visible' : 'hidden';
    if (free) taken.push(box);
  }
}

function eventMark(): HTMLElement {
  const element = document.createElement('span');
  element.className = styles.event ?? '';
  element.dataset.mark = 'event';
  unspoken(element);
  return element;
}

/** The engine names its markers; these words are decoration to who listens. */
function unspoken(element: HTMLElement): void {
  element.removeAttribute('aria-label');
  element.removeAttribute('role');
  element.removeAttribute('tabindex');
  element.setAttribute('aria-hidden', 'true');
}

interface NamedPlace {
  readonly at: Position;
  readonly name: string;
  readonly names: { readonly [language: string]: string };
}

function placesIn(places: unknown): readonly NamedPlace[] {
  const { features = [] } = (places ?? {}) as {
    readonly features?: readonly {
      readonly properties?: { readonly name?: string; readonly names?: NamedPlace['names'] };
      readonly geometry?: { readonly type?: string; readonly coordinates?: Position };
    }[];
  };
  return features.flatMap(({ properties, geometry }) =>
    geometry?.type === 'Point' && geometry.coordinates !== undefined && properties?.name !== undefined
      ? [{ at: geometry.coordinates, name: properties.name, names: properties.names ?? {} }]
      : [],
  );
}
