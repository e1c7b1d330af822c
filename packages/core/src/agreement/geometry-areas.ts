import { probabilityInZone } from '../geo/index.ts';
import type { Agreement } from './agreement.ts';
import type { AreaAnswer, AreaQuestion, Areas } from './area.ts';
import type { FactIndex } from './count-from.ts';
import type { EvaluatedIncident } from './event.ts';
import { footprintAt } from './footprint-at.ts';
import { type Geometries, recordedGeometries, underVersions, type ZoneVersions } from './geometry.ts';
import { inBelt } from './line-areas.ts';
import { type Moving, movingBy, nearMoving } from './moving.ts';

/**
 * Answers questions of place from the lines and zones in force at the time of the event, and of distance to what moves
 * from facts `position` ({ of, place }). Without `geometries`, those that the record of the agreement holds. `moving` gives
 * what moves where that is kept apart from the facts.
 */
export function geometryAreas(
  agreement: Agreement,
  facts: FactIndex = new Map(),
  geometries: Geometries = recordedGeometries(agreement),
  moving: () => Moving = () => movingBy(facts.get('position') ?? []),
): Areas<EvaluatedIncident> {
  return {
    answer: (question, event, map) => {
      const { around, line } = question;
      if (around !== undefined) return nearMoving(moving(), around, question, event);
      if (line !== undefined) return inBelt(agreement, geometries.lines, { ...question, line }, event, map);
      return inPolygon(geometries.zones, question, event, map);
    },
  };
}

function inPolygon(
  versions: ZoneVersions,
  question: AreaQuestion,
  event: EvaluatedIncident,
  map: string | undefined,
): AreaAnswer {
  const { zone } = question;
  if (zone === undefined) return { missing: 'place', says: 'place: it is not said where' };
  const none: AreaAnswer = { missing: 'zone', says: `place: there is no geometry of ${zone} for that time` };
  return underVersions(versions, zone, event, map, none, (version) => {
    const where = footprintAt(question, event);
    if (typeof where === 'string') return { missing: where, says: `place: ${where} is not stated` };
    const { tolerance = 0, hash } = version;
    const probability = probabilityInZone(version.zone, where, tolerance);
    const approximate = tolerance === 0 ? '' : `; its outline is approximate, ±${tolerance} m`;
    const geometry = hash === undefined ? '' : ` (geometry ${hash})`;
    return {
      probability,
      says: `place: in ${zone} with probability ${probability}${approximate}${geometry}`,
      ...(hash === undefined ? {} : { geometry: hash }),
    };
  });
}
