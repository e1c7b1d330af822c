import { PUBLIC } from '../record/index.ts';
import type { Change } from './changes.ts';
import type { Incident } from './incident.ts';
import { joinReports, splitReports, undoLinking } from './linking.ts';
import { restoreState, snapshotOf } from './snapshot.ts';
import { incidentWith, type MissionState, type MissionView } from './state.ts';
import type { Step } from './step.ts';
import { Waiting } from './waiting.ts';

/** What a person thinks of writing about how reports are grouped. */
export type TriedLinking =
  | { readonly kind: 'join'; readonly reports: readonly string[] }
  | { readonly kind: 'split'; readonly reports: readonly string[]; readonly from: readonly string[] }
  | { readonly kind: 'undo'; readonly entry: number };

/** What would follow, on a copy: incidents that would be others, and bulletins that would be due an erratum. */
export interface Trial {
  /** The state as it would be. */
  readonly after: MissionView;
  /** Incidents that would change or be no more, as they stand. */
  readonly before: readonly Incident[];
  /** The same as they would be, and those that would be new. */
  readonly instead: readonly Incident[];
  /** Numbers of bulletins that would be due an erratum for it. */
  readonly touched: readonly string[];
}

/** A trial, or the fold's sentence why such an entry would change nothing. */
export type Tried =
  | { readonly ok: true; readonly trial: Trial }
  | { readonly ok: false; readonly why: string };

const PRESENT = 'a join, split or undo has its reason in the record; a trial needs none';

/**
 * Folds a join, split or undo that nobody wrote into a copy of the state: what is answered is what the entry itself would
 * lead to. The state is left as it was. Costs what copying it costs.
 */
export function tryLinking(
  state: MissionState,
  linking: TriedLinking,
  { subject, audience, at }: { readonly subject: string; readonly audience: string; readonly at: number },
): Tried {
  const copied = restoreState(snapshotOf(state), state.maker);
  if (!copied.ok) return { ok: false, why: copied.refusal.message };
  const copy = copied.value;
  const changes: Change[] = [];
  const { kind, ...named } = linking;
  const step: Step = {
    state: copy,
    index: copy.size,
    at,
    audience,
    header: { v: 1, kind, mission: copy.mission, by: '', at, audience: PUBLIC } as unknown as Step['header'],
    key: { role: 'person', subject } as Step['key'],
    body: { ...named, reason: PRESENT } as unknown as Step['body'],
    changes,
    waiting: new Waiting(),
  };
  take(step, kind);
  const ignored = changes.find((change) => change.type === 'ignored');
  if (ignored?.type === 'ignored') return { ok: false, why: ignored.message.replace(/^entry \d+: /, '') };
  return { ok: true, trial: { after: copy, ...changed(state, copy, changes), touched: touchedBy(changes) } };
}

function take(step: Step, kind: TriedLinking['kind']): void {
  switch (kind) {
    case 'join':
      joinReports(step);
      return;
    case 'split':
      splitReports(step);
      return;
    case 'undo':
      undoLinking(step);
      return;
    default:
      kind satisfies never;
  }
}

/** What was placed or withdrawn and is another one now; what was placed again as it was, is left out. */
function changed(
  state: MissionView,
  copy: MissionView,
  changes: readonly Change[],
): Pick<Trial, 'before' | 'instead'> {
  const ids = new Set<string>();
  for (const change of changes) {
    if (change.type === 'gone') ids.add(change.incident);
    if (change.type === 'incident') ids.add(change.incident.id);
  }
  const before: Incident[] = [];
  const instead: Incident[] = [];
  for (const id of [...ids].sort()) {
    const [was, is] = [state.incidents.get(id), copy.incidents.get(id)];
    if (was !== undefined && is !== undefined && JSON.stringify(was) === JSON.stringify(is)) continue;
    if (was !== undefined) before.push(was);
    if (is !== undefined) instead.push(is);
  }
  return { before, instead };
}

function touchedBy(changes: readonly Change[]): readonly string[] {
  return [...new Set(changes.flatMap((one) => (one.type === 'touched' ? [one.bulletin] : [])))];
}

/** The audience whose incidents a join, split or undo is about: where its reports stand; undefined where they do not. */
export function audienceOfLinking(state: MissionView, linking: TriedLinking): string | undefined {
  if (linking.kind === 'undo') return state.linkings.get(linking.entry)?.basis;
  return incidentWith(state, linking.reports[0] ?? '')?.basis;
}
