import type { Indication } from '../agreement/index.ts';
import { PUBLIC } from '../record/index.ts';
import { asideOf } from './asides.ts';
import { reads } from './audiences.ts';
import type { Incident } from './incident.ts';
import { type Judge, judgeOf } from './judging.ts';
import { groupedIn } from './placing.ts';
import type { MissionView, StatedPosition } from './state.ts';
import { MISSION } from './views.ts';

/** An incident as it is published, with what the clauses say of it. */
export interface PublishedRow {
  readonly incident: Incident;
  readonly indications: readonly Indication[];
  /** What parties say of it, in the order of the record. */
  readonly positions?: readonly StatedPosition[];
}

/** One incident as an audience may know it; `judge` says what the clauses come to, and is asked where that is shown. */
export function rowOf(
  state: MissionView,
  incident: Incident,
  audience: string,
  judge: Judge = judgeOf(state),
): PublishedRow {
  const open = audience === MISSION || mayShowIndications(state, incident);
  const positions = state.positions.size === 0 ? [] : positionsOn(state, incident, audience);
  return {
    incident: asKnownTo(state, incident, audience),
    indications: open ? judge(incident) : [],
    ...(positions.length === 0 ? {} : { positions }),
  };
}

/** Whether an audience knows an incident that everyone reads as everyone does. */
export function isTheSameForAll(state: MissionView, incident: Incident, audience: string): boolean {
  return (
    incident.basis === PUBLIC &&
    (audience !== MISSION || mayShowIndications(state, incident)) &&
    asideOf(state, incident, audience) === undefined &&
    !incident.reports.some((key) =>
      state.positions.get(key)?.some((one) => one.audience !== PUBLIC && reads(audience, one.audience)),
    )
  );
}

/** With the axes that were decided for this audience alone, where there are. */
function asKnownTo(state: MissionView, incident: Incident, audience: string): Incident {
  const own = asideOf(state, incident, audience)?.axes;
  if (own === undefined) return incident;
  return {
    ...groupedIn(incident),
    basis: incident.basis,
    ...own,
    ...(incident.number === undefined ? {} : { number: incident.number }),
  };
}

function positionsOn(state: MissionView, incident: Incident, audience: string): readonly StatedPosition[] {
  return incident.reports
    .flatMap((key) => state.positions.get(key) ?? [])
    .filter((one) => reads(audience, one.audience))
    .sort((a, b) => a.index - b.index)
    .map(({ body }) => body);
}

/** Indications leave the mission once a person has assessed the incident, unless its rules set otherwise. */
function mayShowIndications(state: MissionView, incident: Incident): boolean {
  return state.rules.indications === 'at-once' || incident.status !== 'alleged';
}
