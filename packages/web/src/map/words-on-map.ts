import type { Position } from '@armistice/core/geo';
import { Marker } from 'maplibre-gl';
import type { MapEngine } from './sheet.ts';

/** Puts words on the map, in the page's own fonts. All of it is said elsewhere for who cannot see it. */
export function put(
  map: MapEngine,
  at: Position,
  name: string | undefined,
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

/** The engine names its markers; these words are decoration to who listens. */
export function unspoken(element: HTMLElement): void {
  element.removeAttribute('aria-label');
  element.removeAttribute('role');
  element.removeAttribute('tabindex');
  element.setAttribute('aria-hidden', 'true');
}
