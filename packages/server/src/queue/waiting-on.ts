import { type Incident, incidentWith, type MissionView } from '@armistice/core/mission';
import { isOurs } from './book.ts';
import { needsOf } from './needs.ts';
import { othersAt } from './others.ts';
import type { Waiting } from './rows.ts';
import type { StepTimes } from './step-times.ts';

/**
 * All that the queue lists of one incident at a moment (UTC milliseconds): what it waits for itself, where the queue still
 * looks at it, with complaints on it and a dispute whose time runs out.
 */
export function waitingOn(
  view: MissionView,
  times: StepTimes,
  incident: Incident,
  now: number,
): readonly Waiting[] {
  const own = isOurs(incident, now) ? needsOf(view, incident, times.of(incident)) : [];
  const beside = othersAt(view, times, now).filter(
    ({ about }) => about !== undefined && incidentWith(view, about)?.id === incident.id,
  );
  return [...own, ...beside.map(({ waiting }) => waiting)];
}
