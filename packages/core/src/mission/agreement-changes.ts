import { reads } from './audiences.ts';
import type { Revised } from './revised.ts';
import type { MissionView } from './state.ts';
import { MISSION } from './views.ts';

/** An entry by which the clauses of an agreement came to say something else of what had happened. */
export interface LawChange {
  readonly entry: number;
  readonly because: Revised['because'];
  /** Incidents of which something else is said since, as far as this audience may know. */
  readonly incidents: number;
  readonly clauses: readonly string[];
}

/** A bulletin that rests on what was changed since. */
export interface BulletinTouched {
  readonly number: string;
  readonly entry: number;
  readonly type: string;
  readonly from: string;
  readonly to: string;
  /** Entries about this agreement that touched it. */
  readonly by: readonly number[];
  /** Of these, how many no erratum settled yet. */
  readonly open: number;
}

const MOST_LOOKED_AT = 20_000;
const MOST_LISTED = 100;

/** Corrections, late facts, lines and confirmations that changed what was said, the latest first. */
export function lawChanges(state: MissionView, agreement: string, audience: string): readonly LawChange[] {
  const byEntry = new Map<
    number,
    { because: Revised['because']; incidents: Set<string>; clauses: Set<string> }
  >();
  for (const { index, incident, because, before, after } of state.revised.slice(-MOST_LOOKED_AT)) {
    const said = [...before, ...after].filter((one) => one.agreement === agreement);
    if (said.length === 0 || !isTold(state, incident, audience)) continue;
    const known = byEntry.get(index) ?? { because, incidents: new Set(), clauses: new Set() };
    known.incidents.add(incident);
    for (const { clause } of said) known.clauses.add(clause);
    byEntry.set(index, known);
  }
  return [...byEntry]
    .sort(([a], [b]) => b - a)
    .slice(0, MOST_LISTED)
    .map(([entry, { because, incidents, clauses }]) => ({
      ...{ entry, because },
      incidents: incidents.size,
      clauses: [...clauses].sort(),
    }));
}

/** Whether an audience is told what the clauses say of an incident. */
function isTold(state: MissionView, id: string, audience: string): boolean {
  const incident = state.incidents.get(id);
  if (incident === undefined || !reads(audience, incident.basis)) return false;
  return audience === MISSION || state.rules.indications === 'at-once' || incident.status !== 'alleged';
}

/** Bulletins that an entry about an agreement touched, the latest first. */
export function bulletinsTouched(
  state: MissionView,
  agreement: string,
  audience: string,
): readonly BulletinTouched[] {
  const own = new Set(lawChanges(state, agreement, audience).map(({ entry }) => entry));
  return [...state.bulletins.values()]
    .filter((one) => reads(audience, one.audience))
    .flatMap(({ index, body: { number, type, from, to }, acts, touched }) => {
      const by = acts.filter((entry) => own.has(entry));
      if (by.length === 0) return [];
      return [
        { number, entry: index, type, from, to, by, open: touched.filter((one) => own.has(one)).length },
      ];
    })
    .sort((a, b) => b.entry - a.entry)
    .slice(0, MOST_LISTED);
}
