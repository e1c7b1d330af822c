import { sineCosine } from '../base/index.ts';
import { displacement, offset } from './local.ts';
import type { Place, PointPlace, Position, SectorPlace } from './place.ts';

// A sector tells where its observer stood: the apex can be read off its edges. What leaves the mission is a circle
// that holds the sector, its centre moved to a grid and its radius rounded up, so that neither size nor direction points back.
// KNOWN: many circles from one post still lie around it; a post that reports often needs coarser places by its own rule.
const GRID_PER_DEGREE = 100;
const RADIUS_STEP_METRES = 500;

/** A place as it may leave the mission: a sector becomes a circle, every other place stays as it is. */
export function withoutOrigin(place: Place): Exclude<Place, SectorPlace> {
  return place.type === 'sector' ? circleAround(place) : place;
}

function circleAround(sector: SectorPlace): PointPlace {
  const [nearest, farthest] = sector.distance;
  const middle = (nearest + farthest) / 2;
  const [s, c] = sineCosine(sector.bearing);
  const centre = offset(sector.origin, middle * s, middle * c);
  const at: Position = [snapped(centre[0]), snapped(centre[1])];
  const [originEast, originNorth] = displacement(at, sector.origin);
  let reach = 0;
  for (const [distance, turn] of edges(sector)) {
    const [es, ec] = sineCosine(sector.bearing + turn);
    const [east, north] = [originEast + distance * es, originNorth + distance * ec];
    reach = Math.max(reach, Math.sqrt(east * east + north * north));
  }
  return { type: 'point', at, radius: Math.ceil(reach / RADIUS_STEP_METRES) * RADIUS_STEP_METRES };
}

/** Distances and turns from the bearing: enough points of the outer arc, and the inner corners, to bound the sector. */
function edges({
  distance: [nearest, farthest],
  bearingTolerance,
}: SectorPlace): (readonly [number, number])[] {
  const arc = [-1, -0.75, -0.5, -0.25, 0, 0.25, 0.5, 0.75, 1].map((part) => part * bearingTolerance);
  return [
    ...arc.map((turn) => [farthest, turn] as const),
    [nearest, -bearingTolerance],
    [nearest, bearingTolerance],
  ];
}

function snapped(degrees: number): number {
  return Math.round(degrees * GRID_PER_DEGREE) / GRID_PER_DEGREE + 0;
}
