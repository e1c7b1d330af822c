import { PUBLIC } from '../record/index.ts';
import { asideOf } from './asides.ts';
import type { Axes } from './axes.ts';
import type { Incident } from './incident.ts';
import { type Milestone, milestonesBy, takenUp } from './milestones.ts';
import { sideFinder } from './parity-side.ts';
import { incidentWith, type MissionView } from './state.ts';
import { millisecondsOf } from './words.ts';

// What the parity figures are computed from: incidents and complaints, with whom each concerns and when what was done.

/** How a case concerns a party: by its complaint, by one against it, or by the side of the line on which it happened. */
export const STANDINGS = ['complains', 'complained-of', 'own-side'] as const;
export type Standing = (typeof STANDINGS)[number];

/** An incident with the times of the steps that were taken on it. */
export interface ParityCase {
  /** UTC milliseconds: the end of what happened, and the first of its reports on record. */
  readonly ended: number;
  readonly reported: number;
  readonly concerns: { readonly [standing in Standing]: ReadonlySet<string> };
  readonly milestones: readonly Milestone[];
  readonly axes: Pick<Axes, 'status' | 'unable' | 'finding'>;
}

/** A complaint with the time of its first answer, UTC milliseconds. */
export interface AskedAnswer {
  readonly concerns: { readonly [standing in Standing]: ReadonlySet<string> };
  readonly filed: number;
  readonly due: number;
  readonly answered: number | undefined;
}

/** What is asked for. Times in UTC milliseconds: what ended, was filed or began at `from` or later and before `to`. */
export interface ParityQuery {
  readonly audience: string;
  readonly from?: number;
  readonly to?: number;
  /** Look at those incidents alone that somebody took up or complained about: to look at all costs what they cost. */
  readonly takenUpOnly?: boolean;
}

/** Whether an audience reads what was written for another. */
export function isReadBy(reader: string): (audience: string) => boolean {
  return (audience) => audience === PUBLIC || audience === reader;
}

/** Whether a moment is in the time that is asked for. */
export function isAsked({ from, to }: ParityQuery, at: number): boolean {
  return (from === undefined || at >= from) && (to === undefined || at < to);
}

const NOBODY: ReadonlySet<string> = new Set();

/** Complaints that an audience may read, with their answers. */
export function complaintsFor(state: MissionView, query: ParityQuery): readonly AskedAnswer[] {
  const isRead = isReadBy(query.audience);
  return [...state.complaints.values()].flatMap(({ audience, party, against, filed, due, answers }) => {
    if (!isRead(audience) || !isAsked(query, filed)) return [];
    const concerns = {
      complains: new Set([party]),
      'complained-of': against === undefined ? NOBODY : new Set([against]),
      'own-side': NOBODY,
    };
    return [{ concerns, filed, due, answered: answers[0]?.at }];
  });
}

/** Incidents that an audience may read, with what was done about them; data of others and notices are not among them. */
export function casesFor(state: MissionView, query: ParityQuery): readonly ParityCase[] {
  const { audience } = query;
  const isRead = isReadBy(audience);
  const complained = complainedAbout(state, isRead);
  const [milestonesOf, sideOf] = [milestonesBy(state, isRead), sideFinder(state)];
  const cases: ParityCase[] = [];
  for (const incident of lookedAt(state, query, complained)) {
    const ended = millisecondsOf(incident.occurred.to);
    const isNotice = incident.context === true || incident.kind === 'notification';
    if (!isRead(incident.basis) || isNotice || !isAsked(query, ended)) continue;
    const side = sideOf(incident);
    cases.push({
      ended,
      reported: Math.min(...incident.reports.map((key) => state.reports.get(key)?.at ?? state.at)),
      concerns: {
        ...(complained.get(incident.id) ?? { complains: NOBODY, 'complained-of': NOBODY }),
        'own-side': side === undefined ? NOBODY : new Set([side]),
      },
      milestones: milestonesOf(incident),
      axes: asideOf(state, incident, audience)?.axes ?? incident,
    });
  }
  return cases;
}

interface Complained {
  readonly complains: Set<string>;
  readonly 'complained-of': Set<string>;
}

/** Who complained about each incident, and of whom. */
function complainedAbout(
  state: MissionView,
  isRead: (audience: string) => boolean,
): ReadonlyMap<string, Complained> {
  const found = new Map<string, Complained>();
  for (const { audience, party, report, against } of state.complaints.values()) {
    const id = isRead(audience) ? incidentWith(state, report)?.id : undefined;
    if (id === undefined) continue;
    const known = found.get(id) ?? { complains: new Set(), 'complained-of': new Set() };
    known.complains.add(party);
    if (against !== undefined) known['complained-of'].add(against);
    found.set(id, known);
  }
  return found;
}

function lookedAt(
  state: MissionView,
  { takenUpOnly }: ParityQuery,
  complained: ReadonlyMap<string, Complained>,
): Iterable<Incident> {
  if (takenUpOnly !== true) return state.incidents.values();
  const ids = new Set(complained.keys());
  for (const key of takenUp(state)) {
    const incident = incidentWith(state, key);
    if (incident !== undefined) ids.add(incident.id);
  }
  return [...ids].flatMap((id) => state.incidents.get(id) ?? []);
}
