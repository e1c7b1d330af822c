import type { GroupedIncident } from './grouping.ts';

/** Keys of the reports that an incident rests on: all but those that crowding sources filed beside others. */
export function speakingFor({
  reports,
  crowding,
}: Pick<GroupedIncident, 'reports' | 'crowding'>): readonly string[] {
  if (crowding === undefined) return reports;
  const beside = new Set(crowding);
  return reports.filter((key) => !beside.has(key));
}
