import type { Position } from '@armistice/core/geo';
import type { Bounds } from '../graticule.ts';
import type { NamedPlace } from '../named-places.ts';
import { STRIDE, type Towns } from './reading.ts';

/** A town by its place in the list, where it is to be written: its longitude may run on beyond 180° as the map's does. */
export interface ChosenTown {
  readonly number: number;
  readonly at: Position;
}

interface View {
  readonly bounds: Bounds;
  readonly zoom: number;
  readonly most: number;
  /** What the mission names itself. */
  readonly places: readonly NamedPlace[];
}

/** Two dots this near are one place, whatever it is called. */
const SAME_PLACE_KM = 3;
const SAME_NAME_KM = 15;

/** The towns to name in a view, the most populous first; none that the mission names itself. */
export function townsToName(towns: Towns, { bounds, zoom, most, places }: View): readonly ChosenTown[] {
  const [west, south, east, north] = bounds;
  const chosen: ChosenTown[] = [];
  for (let number = 0; number < towns.names.length && chosen.length < most; number++) {
    const place = number * STRIDE;
    if ((towns.places[place + 2] ?? 0) > zoom) continue;
    const longitude = towns.places[place] ?? 0;
    const latitude = towns.places[place + 1] ?? 0;
    if (latitude < south || latitude > north) continue;
    const x = longitude + 360 * Math.ceil((west - longitude) / 360);
    if (x > east || isNamed(towns, number, [longitude, latitude], places)) continue;
    chosen.push({ number, at: [x, latitude] });
  }
  return chosen;
}

function isNamed(towns: Towns, number: number, at: Position, places: readonly NamedPlace[]): boolean {
  return places.some((place) => {
    const far = kilometres(at, place.at);
    if (far > SAME_NAME_KM) return false;
    if (far < SAME_PLACE_KM) return true;
    const called = [place.name, ...Object.values(place.names)].map(folded);
    return [towns.names[number], towns.listed[number]].some((name) => called.includes(folded(name ?? '')));
  });
}

/** For the eye: near enough over a few kilometres. */
function kilometres([x, y]: Position, [otherX, otherY]: Position): number {
  const east = ((((x - otherX + 540) % 360) + 360) % 360) - 180;
  return Math.hypot(east * Math.cos((y * Math.PI) / 180), y - otherY) * 111;
}

function folded(name: string): string {
  return name
    .normalize('NFKD')
    .replaceAll(/[\p{M}'’ʼʻ‘`-]/gu, '')
    .toLowerCase();
}
