import type { Place, Position } from '@armistice/core/geo';
import type { ExercisePlace } from '../exercise/place.ts';
import { REACH } from '../exercise/watching.ts';

/**
 * Where a source of the exercise stands and what it could see from there. Of teams that move only where they set out from:
 * how far they go is not what they see.
 */
export function sightOf(
  { sites }: ExercisePlace,
  source: string,
): { readonly at?: Position; readonly sees?: Place } {
  const site = sites.find(({ id }) => id === source);
  if (site === undefined) return {};
  const { at, looks, fieldOfView } = site;
  const [metres] = REACH[site.type] ?? [];
  if (metres === undefined) return { at };
  if (fieldOfView >= 360) return { at, sees: { type: 'point', at, radius: metres } };
  const bearing = ((looks % 360) + 360) % 360;
  return {
    at,
    sees: {
      ...{ type: 'sector', origin: at, bearing, bearingTolerance: fieldOfView / 2 },
      distance: [0, metres],
    },
  };
}
