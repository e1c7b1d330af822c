import { Marker } from 'maplibre-gl';
import shared from '../map.module.css';
import type { NamedPlace } from '../named-places.ts';
import type { MapEngine } from '../sheet.ts';
import { apart, type Box } from '../words-apart.ts';
import { unspoken } from '../words-on-map.ts';
import { type ChosenTown, townsToName } from './choosing.ts';
import type { Towns } from './reading.ts';

const MOST = 40;
const MOST_ON_A_PHONE = 16;
const PHONE = 600;

/**
 * Writes towns on a map wherever the mission has not written itself. Answers how to stop. They are one thing to the engine, which
 * moves with the map as one name does; which of them stand where is looked at once the map stands.
 */
export function drawTowns(map: MapEngine, towns: Towns, places: readonly NamedPlace[]): () => void {
  const group = document.createElement('div');
  group.dataset.towns = '';
  const marker = new Marker({ element: group }).setLngLat(map.getCenter()).addTo(map);
  unspoken(group);
  // How much is seen of the group itself is the engine's to say.
  const sheet = document.createElement('div');
  group.append(sheet);
  const written = new Map<number, Name>();
  const draw = () => {
    // What stands is measured before anything is changed: the page is laid out once, and only for names that are new.
    const [frame, standing] = standingOn(map.getContainer(), group);
    const chosen = chooseFor(map, towns, places);
    write(sheet, written, chosen, towns.names);
    const middle = map.getCenter();
    const from = map.project(middle);
    const names = chosen.flatMap(({ number, at }) => {
      const name = written.get(number);
      return name === undefined ? [] : [{ name, point: map.project([at[0], at[1]]) }];
    });
    const boxes = names.map(({ name: { width, height, dot }, point: { x, y } }) => ({
      ...{ left: x - dot, right: x - dot + width },
      ...{ top: y - height / 2, bottom: y + height / 2 },
    }));
    const free = apart(boxes, standing);
    for (const [i, { name, point }] of names.entries()) {
      const { element, dot, height } = name;
      const [x, y] = [point.x - from.x - dot, point.y - from.y - height / 2];
      element.style.translate = `${Math.round(x)}px ${Math.round(y)}px`;
      element.style.visibility = free[i] && isWithin(boxes[i], frame) ? 'visible' : 'hidden';
    }
    marker.setLngLat(middle);
    sheet.style.opacity = '1';
  };
  // Between two scales every name would have to go its own way.
  const hide = () => {
    sheet.style.opacity = '0';
  };
  draw();
  map.on('zoomstart', hide);
  map.on('moveend', draw);
  return () => {
    map.off('zoomstart', hide);
    map.off('moveend', draw);
    marker.remove();
  };
}

function chooseFor(map: MapEngine, towns: Towns, places: readonly NamedPlace[]): readonly ChosenTown[] {
  const seen = map.getBounds();
  return townsToName(towns, {
    bounds: [seen.getWest(), seen.getSouth(), seen.getEast(), seen.getNorth()],
    zoom: map.getZoom(),
    most: map.getContainer().clientWidth < PHONE ? MOST_ON_A_PHONE : MOST,
    places,
  });
}

/** A name on the map, with its size in pixels, and how far the middle of its dot is from its left edge. */
interface Name {
  readonly element: HTMLElement;
  readonly width: number;
  readonly height: number;
  readonly dot: number;
}

/** Half of the width of a dot, in heights of a letter as the style has them. */
const HALF_DOT = 0.2;

/** Adds the names that are new, and takes away those that are not chosen any more. */
function write(
  sheet: HTMLElement,
  written: Map<number, Name>,
  chosen: readonly ChosenTown[],
  names: readonly string[],
): void {
  const stay = new Set(chosen.map(({ number }) => number));
  for (const [number, { element }] of written)
    if (!stay.has(number)) {
      element.remove();
      written.delete(number);
    }
  const added = chosen
    .filter(({ number }) => !written.has(number))
    .map(({ number }) => {
      const element = document.createElement('span');
      element.className = shared.town ?? '';
      element.textContent = names[number] ?? '';
      return { number, element };
    });
  if (added.length === 0) return;
  sheet.append(...added.map(({ element }) => element));
  const size = Number.parseFloat(getComputedStyle(added[0]?.element ?? sheet).fontSize);
  for (const { number, element } of added) {
    const { offsetWidth: width, offsetHeight: height } = element;
    written.set(number, { element, width, height, dot: HALF_DOT * size });
  }
}

/** The map, and what is written on it and in its margin, in pixels from its corner: names of towns go round it. */
function standingOn(
  container: HTMLElement,
  group: HTMLElement,
): readonly [frame: Box, standing: readonly Box[]] {
  const { left, top, width, height } = container.getBoundingClientRect();
  const marks = container.querySelectorAll<HTMLElement>('.maplibregl-marker');
  const margin = container.parentElement?.querySelectorAll<HTMLElement>('[data-margin] > *') ?? [];
  const standing = [...marks, ...margin]
    .filter((one) => one !== group && one.style.visibility !== 'hidden')
    .map((one) => {
      const box = one.getBoundingClientRect();
      return {
        ...{ left: box.left - left, right: box.right - left },
        ...{ top: box.top - top, bottom: box.bottom - top },
      };
    });
  return [{ left: 0, top: 0, right: width, bottom: height }, standing];
}

function isWithin(box: Box | undefined, frame: Box): boolean {
  return (
    box !== undefined &&
    box.left >= frame.left &&
    box.right <= frame.right &&
    box.top >= frame.top &&
    box.bottom <= frame.bottom
  );
}
