import { sineCosine } from '../base/index.ts';
import { withoutOrigin } from './coarse.ts';
import { footprintOf } from './footprint.ts';
import { displacementsFrom } from './local.ts';
import { wrapLongitude } from './longitude.ts';
import type { AreaPlace, Place, PointPlace, Position } from './place.ts';

/** Cells of a grid that is the same everywhere and for everyone: rows of one height, each of equal parts of its parallel. */
export type CellClass = 'cell-1km' | 'cell-10km';

/** How exactly a source's places go out. */
export type PlaceClass = 'exact' | CellClass;

/** All classes of places, the most exact first. */
export const PLACE_CLASSES = ['exact', 'cell-1km', 'cell-10km'] as const satisfies readonly PlaceClass[];

// Rows to a degree of latitude: 1.1 km and 11 km.
const ROWS: { readonly [name in CellClass]: number } = { 'cell-1km': 100, 'cell-10km': 10 };
const METRES_A_DEGREE = 111_320;
/** Half of the widest area, in degrees: wider ones have no mean in a plane. */
const WIDEST = 10;

/**
 * The cell in which the middle of a place lies, as an area; grown on every side by whole cells where the place is wider than
 * one. It follows from that cell and from this number alone, so that whoever sees it learns nothing of where in the cell
 * the place was. Of a sector that is the circle by which it goes out otherwise.
 */
export function cellAround(place: Place, cell: CellClass): AreaPlace {
  const { at, reach } = extentOf(place);
  const rows = ROWS[cell];
  const size = METRES_A_DEGREE / rows;
  const more = reach <= size / 2 ? 0 : Math.min(Math.ceil(reach / size), WIDEST * rows);
  const row = Math.min(Math.floor((at[1] + 90) * rows), 180 * rows - 1);
  const middle = (row + 0.5) / rows - 90;
  const columns = Math.max(1, Math.round(360 * rows * sineCosine(middle)[1]));
  const column = Math.floor(((wrapLongitude(at[0]) + 180) * columns) / 360);
  const aside = Math.min(more, Math.floor(columns / 8));
  const [south, north] = [Math.max(row - more, 0), Math.min(row + 1 + more, 180 * rows)].map((edge) =>
    rounded(edge / rows - 90),
  ) as [number, number];
  const [west, east] = [column - aside, column + 1 + aside].map((edge) =>
    rounded(wrapLongitude((edge * 360) / columns - 180)),
  ) as [number, number];
  const corner: Position = [west, south];
  return { type: 'area', polygon: [[corner, [east, south], [east, north], [west, north], corner]] };
}

/** The middle of a place, and how far it reaches from there in metres. */
function extentOf(place: Place): { readonly at: Position; readonly reach: number } {
  if (place.type === 'point' || place.type === 'named') return { at: place.at, reach: place.radius };
  if (place.type === 'area') return extentOfRing(place.polygon[0] ?? []);
  const { at, radius } = withoutOrigin(place) as PointPlace;
  return { at, reach: radius };
}

function extentOfRing(ring: readonly Position[]): { readonly at: Position; readonly reach: number } {
  const { at } = footprintOf({ type: 'area', polygon: [ring] });
  const displaced = displacementsFrom(at);
  let reach = 0;
  for (const corner of ring) {
    const [east, north] = displaced(corner);
    reach = Math.max(reach, Math.sqrt(east * east + north * north));
  }
  return { at, reach };
}

function rounded(degrees: number): number {
  return Math.round(degrees * 1e6) / 1e6 + 0;
}
