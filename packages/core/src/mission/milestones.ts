import type { Incident } from './incident.ts';
import type { MissionView } from './state.ts';
import type { Step } from './step.ts';

/** The step of the first of two words by which an incident is verified: no axis has moved, and a second person is awaited. */
export const FIRST_WORD = 'first word: verified';

/**
 * A step that somebody took on an incident: when, and on what evidence. The axes say where an incident stands; how long
 * each step took, and what was asked for before it was taken, is read from here.
 */
export interface Milestone {
  /** The core of the case; of what was decided for some alone, the report that it was put to. */
  readonly of: string;
  /** UTC milliseconds at which the record took it. */
  readonly at: number;
  readonly audience: string;
  /** `number`, the axis and the state that it moved to, such as `status: verified`, or {@link FIRST_WORD}. */
  readonly step: string;
  /** What the incident rested on at that moment. */
  readonly reports: number;
  readonly origins: number;
}

/** Keeps a step that was taken. */
export function mark(
  { state, at, audience }: Pick<Step, 'state' | 'at' | 'audience'>,
  { reports, origins }: Incident,
  of: string,
  step: string,
): void {
  state.milestones.push({ of, at, audience, step, reports: reports.length, origins });
}

/** Tells the steps of incidents, each in the order of the record, as far as an audience may know them. */
export function milestonesBy(
  state: MissionView,
  isRead: (audience: string) => boolean,
): (incident: Incident) => readonly Milestone[] {
  const read = state.milestones.filter(({ audience }) => isRead(audience));
  const known = Map.groupBy(read, ({ of }) => of);
  return (incident) => {
    const names = keptUnder(state, incident);
    const found = names.flatMap((name) => known.get(name) ?? []);
    return names.length === 1 ? found : found.toSorted((a, b) => a.at - b.at);
  };
}

/** Under which names steps of an incident were kept: its case, the cases it was joined from, and its reports. */
export function keptUnder(state: MissionView, { reports }: Pick<Incident, 'reports'>): readonly string[] {
  const names = new Set<string>(reports);
  const add = (core: string): void => {
    names.add(core);
    for (const part of state.cases.get(core)?.parts ?? []) add(part);
  };
  for (const core of new Set(reports.flatMap((key) => state.caseOf.get(key) ?? []))) add(core);
  return [...names];
}

/** Incidents on which a step was taken, each by one of its reports. */
export function takenUp({ milestones, cases }: MissionView): ReadonlySet<string> {
  const taken = milestones.filter(({ step }) => step !== FIRST_WORD);
  return new Set(taken.map(({ of }) => cases.get(of)?.reports[0] ?? of));
}
