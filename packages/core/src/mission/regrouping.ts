import { reportsOf } from './filing.ts';
import { isFusion } from './fused-maker.ts';
import type { Core, Grouping, GroupingMaker, Regrouped } from './grouping.ts';
import { type Placing, place, touchBulletins } from './placing.ts';
import type { MissionState } from './state.ts';

/** Groups every report filed so far by another method, under the same decisions of people; later ones follow it. */
export function regroup(step: Placing, maker: GroupingMaker): void {
  const { state } = step;
  if (state.method === maker.method) return;
  const holds = isFusion(state.method) && isFusion(maker.method);
  state.maker = maker;
  state.method = maker.method;
  for (const [basis, before] of [...state.groupings]) {
    // Decisions and clocks do not rest on sensor models: they go over as they are, in the order of the record.
    const grouping = maker.make(reportsOf(state, basis), holds ? before.snapshot() : undefined);
    state.groupings.set(basis, grouping);
    if (!holds) tellDecisions(state, grouping, basis);
    standAgain(step, grouping, basis);
  }
}

/** Joins and splits come last: where they bear on what was decided, it was decided with them in force. */
function tellDecisions(state: MissionState, grouping: Grouping, basis: string): void {
  for (const offset of state.clocks) grouping.clock(offset);
  const cores: Core[] = [];
  for (const { core, reports, parts, ...one } of state.cases.values()) {
    const [first] = reports;
    // A joined case stands on its parts and on the join.
    if (one.basis !== basis || first === undefined || parts !== undefined) continue;
    cores.push({ id: reports.includes(core) ? core : first, reports });
  }
  if (cores.length > 0) grouping.freeze(cores);
  for (const { type, pairs, ...one } of state.linkings.values()) {
    if (one.basis !== basis) continue;
    if (type === 'join') grouping.join(pairs);
    else grouping.split(pairs);
  }
}

function standAgain(step: Placing, grouping: Grouping, basis: string): void {
  const { state } = step;
  const reports = [...state.reports.values()].filter((report) => report.basis === basis);
  const regrouped: Regrouped = grouping.add(reports);
  const standing = new Set(regrouped.changed.map(({ id }) => id));
  const before = [...state.incidents.values()].filter((incident) => incident.basis === basis);
  const was = new Map(before.map((incident) => [incident.id, incident.reports.join(' ')]));
  for (const { key } of reports) state.incidentOf.delete(key);
  place(
    step,
    { ...regrouped, gone: before.flatMap(({ id }) => (standing.has(id) ? [] : [id])).sort() },
    basis,
  );
  for (const incident of [...state.incidents.values()])
    if (incident.basis === basis && was.get(incident.id) !== incident.reports.join(' '))
      touchBulletins(step, incident);
}
