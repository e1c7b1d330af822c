import { reads } from './audiences.ts';
import type { Change } from './changes.ts';
import { speakingFor } from './crowding.ts';
import { joinedAxes } from './decide.ts';
import type { GroupedIncident, Regrouped } from './grouping.ts';
import { type Incident, UNDECIDED } from './incident.ts';
import { followLate, reportsOn, withDue } from './late.ts';
import type { Case, MissionState } from './state.ts';
import { touchRow } from './touched-rows.ts';

/** What placing needs of the entry that brought the change. */
export interface Placing {
  readonly state: MissionState;
  readonly index: number;
  readonly at: number;
  readonly changes: Change[];
}

/** Puts what a grouping changed into the state: incidents with their axes. What the clauses say of them follows. */
export function place(step: Placing, regrouped: Regrouped, basis: string): void {
  const { state, changes } = step;
  for (const id of regrouped.gone) withdraw(step, id);
  for (const each of regrouped.changed) {
    const grouped = markedContext(state, each);
    settleReports(state, grouped);
    const incident = incidentFrom(grouped, caseWith(step, grouped, basis), basis);
    const before = state.incidents.get(incident.id);
    state.incidents.set(incident.id, incident);
    touchRow(state, incident.id);
    followLate(step, before, incident);
    changes.push({ type: 'incident', incident });
  }
  for (const { reports, because } of regrouped.proposed ?? [])
    changes.push({ type: 'waits', incident: reports[0] ?? '', message: because });
}

/** Marks what others alone told of; what a source of the mission told of too is the mission's. */
function markedContext({ contexts }: MissionState, grouped: GroupedIncident): GroupedIncident {
  if (contexts.size === 0 || !speakingFor(grouped).every((key) => contexts.has(key))) return grouped;
  return { ...grouped, context: true };
}

function withdraw(step: Placing, id: string): void {
  const { state, changes } = step;
  followLate(step, state.incidents.get(id), undefined);
  state.incidents.delete(id);
  touchRow(state, id);
  changes.push({ type: 'gone', incident: id });
}

/** A report alone in its incident needs no entry: its key is the id. */
function settleReports(state: MissionState, { id, reports }: GroupedIncident): void {
  if (reports.length === 1 && reports[0] === id) {
    if (state.incidentOf.size > 0) state.incidentOf.delete(id);
    return;
  }
  for (const key of reports) state.incidentOf.set(key, id);
}

function incidentFrom(grouped: GroupedIncident, held: Case | undefined, basis: string): Incident {
  const axes = held?.lanes[held.basis] ?? UNDECIDED;
  const number = held?.number;
  return { ...grouped, basis, ...axes, ...(number === undefined ? {} : { number }) };
}

/** Shows an incident again after its axes moved. */
export function showAgain({ state, changes }: Placing, id: string, held: Case): void {
  const known = state.incidents.get(id);
  if (known === undefined) return;
  const incident = incidentFrom(groupedIn(known), held, known.basis);
  state.incidents.set(id, incident);
  touchRow(state, id);
  changes.push({ type: 'incident', incident });
}

/** What the grouping says of an incident, without what people decided. */
export function groupedIn(incident: Incident): GroupedIncident {
  const { id, kind, reports, covers, occurred, place: where, firedFrom, impactAt } = incident;
  const { count, phase, weapon, origins, diffuse, links, only, crowding, context } = incident;
  return {
    id,
    kind,
    reports,
    covers,
    occurred,
    place: where,
    ...(firedFrom === undefined ? {} : { firedFrom }),
    ...(impactAt === undefined ? {} : { impactAt }),
    count,
    ...(phase === undefined ? {} : { phase }),
    ...(weapon === undefined ? {} : { weapon }),
    origins,
    diffuse,
    links,
    ...(only === undefined ? {} : { only }),
    ...(crowding === undefined ? {} : { crowding }),
    ...(context === undefined ? {} : { context }),
  };
}

/** The case of an incident: the one that its core's first report is in; of several, their join. */
function caseWith(step: Placing, grouped: GroupedIncident, basis: string): Case | undefined {
  const { state } = step;
  if (state.caseOf.size === 0) return undefined;
  const named = new Set(grouped.reports.flatMap((key) => state.caseOf.get(key) ?? []));
  if (named.size === 0) return undefined;
  const here = new Set(grouped.reports);
  const held = [...named].sort().flatMap((core) => {
    const one = state.cases.get(core);
    return one === undefined ? [] : (keptHere(state, one, here) ?? []);
  });
  const [first, ...others] = held;
  if (first === undefined || others.length === 0) return first;
  return joinCases(step, held, basis);
}

/** Of a case that a split divides, the part with its first report keeps it; the rest begins anew. */
function keptHere(state: MissionState, one: Case, here: ReadonlySet<string>): Case | undefined {
  if (one.reports.every((key) => here.has(key))) return one;
  const [lead = ''] = one.reports;
  if (!here.has(lead)) {
    for (const key of one.reports) if (here.has(key)) leave(state, one, key);
    return undefined;
  }
  for (const key of one.reports) if (!here.has(key)) leave(state, one, key);
  const kept = { ...one, reports: one.reports.filter((key) => here.has(key)) };
  state.cases.set(one.core, kept);
  return kept;
}

/** A report may be of another case by now. */
function leave({ caseOf: cases }: MissionState, { core }: Case, key: string): void {
  if (cases.get(key) === core) cases.delete(key);
}

/** Two decided incidents that a person joined: one case over both, that ends when the join is undone. */
function joinCases({ state, index, at }: Placing, held: readonly Case[], basis: string): Case {
  const audiences = [...new Set(held.flatMap(({ lanes }) => Object.keys(lanes)))].sort();
  const laneOf = (one: Case, audience: string) => one.lanes[audience] ?? one.lanes[one.basis] ?? UNDECIDED;
  const number = held.find((one) => one.number !== undefined)?.number;
  const joined: Case = {
    core: `join:${index}:${held[0]?.core ?? ''}`,
    basis,
    reports: held.flatMap(({ reports }) => reports).toSorted(),
    lanes: Object.fromEntries(
      audiences.map((audience) => [
        audience,
        held.map((one) => laneOf(one, audience)).reduce((a, b) => joinedAxes(a, b, at)),
      ]),
    ),
    ...(number === undefined ? {} : { number }),
    parts: held.map(({ core }) => core),
    joinedAt: index,
  };
  for (const one of held) state.cases.set(one.core, { ...one, within: joined.core });
  for (const key of joined.reports) state.caseOf.set(key, joined.core);
  state.cases.set(joined.core, joined);
  return joined;
}

/** The case of an incident; opened where it has none, which freezes its reports. */
export function openCase(step: Placing, incident: Incident): Case {
  return openCases(step, incident.basis, [incident])[0] as Case;
}

/** The cases of some incidents of one audience. All are frozen at once: by itself each costs what all decisions cost. */
export function openCases(step: Placing, basis: string, incidents: readonly Incident[]): readonly Case[] {
  const { state } = step;
  const opened: Case[] = [];
  const cases = incidents.map((incident) => {
    const known = caseOf(state, incident);
    if (known !== undefined) return known;
    const made = newCase(state, incident);
    opened.push(made);
    return made;
  });
  if (opened.length === 0) return cases;
  const cores = opened.map(({ core, reports }) => ({ id: core, reports }));
  const frozen = state.groupings.get(basis)?.freeze(cores);
  if (frozen !== undefined && frozen.changed.length > 0) place(step, frozen, basis);
  return cases;
}

/** The case that an incident has, by the first of its reports that is in one. */
export function caseOf(state: MissionState, { reports }: Incident): Case | undefined {
  for (const key of reports) {
    const known = state.cases.get(state.caseOf.get(key) ?? '');
    if (known !== undefined) return known;
  }
  return undefined;
}

function newCase(state: MissionState, incident: Incident): Case {
  // Of a split, the part with the first report keeps the case: the one that keeps the id.
  const reports = incident.reports.toSorted(
    (a, b) => Number(b === incident.id) - Number(a === incident.id) || (a < b ? -1 : 1),
  );
  const opened: Case = {
    core: incident.id,
    basis: incident.basis,
    reports,
    lanes: { [incident.basis]: UNDECIDED },
  };
  state.cases.set(opened.core, opened);
  for (const key of reports) state.caseOf.set(key, opened.core);
  return opened;
}

/**
 * Bulletins that reported on an incident which an entry changed: an erratum is due to each whose readers read the entry,
 * which is for the incident's audience unless another is named.
 */
export function touchBulletins(
  { state, index, changes }: Placing,
  incident: Incident,
  audience: string = incident.basis,
): void {
  if (state.bulletins.size === 0) return;
  let known: number | undefined;
  for (const [number, published] of state.bulletins) {
    if (published.acts.at(-1) === index || !reportsOn(published, incident)) continue;
    if (!reads(published.audience, audience)) continue;
    // Read from the reports, and so not before it matters.
    known ??= Math.min(...incident.reports.map((key) => state.reports.get(key)?.index ?? index));
    if (known >= published.body.size) continue;
    state.bulletins.set(number, withDue(published, { acts: [...published.acts, index] }));
    changes.push({ type: 'touched', bulletin: number, because: index });
  }
}
