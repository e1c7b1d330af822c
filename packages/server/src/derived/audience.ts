import { MISSION, type MissionRules, readBy } from '@armistice/core/mission';
import type { Deriving } from './deriving.ts';
import type { MapFilter } from './map-filter.ts';

/** Whether indications of an incident of this status leave the mission: by its rules at once, or once a person has assessed it. */
export function showsIndications(rules: MissionRules, status: string): boolean {
  return rules.indications === 'at-once' || status !== 'alleged';
}

/** What an audience may find on the map. */
export function readerOf(
  { view }: Pick<Deriving, 'view'>,
  audience: string,
): Pick<MapFilter, 'bases' | 'assessedOnly'> {
  const assessedOnly = audience !== MISSION && view.rules.indications !== 'at-once';
  return { bases: readBy(audience), assessedOnly };
}
