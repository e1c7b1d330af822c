import { whetherActivity } from './activity.ts';
import type { AreaAnswer } from './area.ts';
import type { Bound } from './bind.ts';
import { type CompiledAct, type CompiledActor, meetsEdges } from './compile.ts';
import { momentMs } from './count-from.ts';
import type { EvaluatedIncident } from './event.ts';
import { kindOfReport } from './kinds.ts';
import { sharesOf, shareWithin } from './period.ts';
import type { KnownWeapon, Membership } from './weapon.ts';
import { shareInWindows } from './windows.ts';

/** An event as the rules read it: times as numbers, its weapon as far as it is known. */
export interface JudgedEvent {
  readonly event: EvaluatedIncident;
  readonly from: number;
  readonly to: number;
  readonly weapon: KnownWeapon;
}

/** Reads an event once, for every clause. Throws where its times were not refused on the way in. */
export function judgedEvent(event: EvaluatedIncident): JudgedEvent {
  const { from, to } = event.occurred;
  const begins = momentMs(from);
  return {
    event,
    from: begins,
    to: to === from ? begins : momentMs(to),
    weapon: knownWeapon(event),
  };
}

const NO_WEAPON: KnownWeapon = {};

/** Its weapon, of the class that its kind tells where none is stated. */
function knownWeapon({ kind, weapon }: EvaluatedIncident): KnownWeapon {
  if (weapon?.class !== undefined) return weapon;
  const told = kindOfReport(kind);
  if (told === undefined) return weapon ?? NO_WEAPON;
  return { ...weapon, class: told };
}

/** What an event measures, by name. */
export function measureOf({ event }: JudgedEvent, name: string): number | undefined {
  const measured = event.measures?.[name];
  if (measured !== undefined || name !== 'count') return measured;
  return typeof event.count === 'object' ? event.count.best : event.count;
}

/** A condition: met, not met, or open for want of a fact; with the words for it. */
export type Condition =
  | { readonly is: 'yes' | 'no'; readonly because: string }
  | { readonly is: 'unknown'; readonly missing: string; readonly because: string };

/** Whether an event is one of the activities of a clause. */
export function activityCondition({ compiled }: Bound, act: CompiledAct, { event }: JudgedEvent): Condition {
  const each = act.activities.map((activity) =>
    whetherActivity(activity, compiled.agreement.activities?.[activity], event),
  );
  return firstThat(each) ?? { is: 'no', because: 'activity: the clause speaks of none' };
}

/** Whether its weapon is one of those of a clause; a clause without any puts no condition. */
export function weaponCondition(
  { compiled }: Bound,
  act: CompiledAct,
  { weapon }: JudgedEvent,
): Condition | undefined {
  if (act.of.length === 0) return undefined;
  const each: readonly Membership[] = act.of.map((one) => compiled.armoury.belongs(weapon, one));
  return firstThat(each);
}

/** Whether what was measured meets the edges of a clause; a clause without any puts no condition. */
export function edgeCondition(act: CompiledAct, judged: JudgedEvent): Condition | undefined {
  if (act.ifAny.length + act.ifAll.length === 0) return undefined;
  const met = meetsEdges(act, (name) => measureOf(judged, name));
  if (typeof met === 'object')
    return { is: 'unknown', missing: met.missing, because: `measures: ${met.missing} is not stated` };
  return met === 'yes'
    ? { is: 'yes', because: 'measures: what was measured meets the edges of the clause' }
    : { is: 'no', because: 'measures: what was measured stays below the edges of the clause' };
}

function firstThat(each: readonly Condition[]): Condition | undefined {
  return each.find(({ is }) => is === 'yes') ?? each.find(({ is }) => is === 'unknown') ?? each[0];
}

/** The shares of an event's time in which a clause surely and possibly binds. */
export function timeShares(
  bound: Bound,
  act: CompiledAct,
  row: number,
  from: number,
  to: number,
): { readonly sure: number; readonly possible: number } {
  const { windows } = act.clause;
  const offsets = bound.compiled.agreement['clock-offsets'];
  const period = bound.periods[row];
  if (period?.occasions !== undefined) {
    const { sure, possible } = sharesOf(period, from, to);
    const recurring =
      windows === undefined || possible === 0 ? 1 : shareInWindows(windows, offsets, from, to);
    return { sure: sure * recurring, possible: possible * recurring };
  }
  const within = (starts: Float64Array, ends: Float64Array) => {
    const start = starts[row] ?? Number.POSITIVE_INFINITY;
    const end = ends[row] ?? Number.NEGATIVE_INFINITY;
    const share = shareWithin(from, to, start, end);
    if (windows === undefined || share === 0) return share;
    if (from === to) return shareInWindows(windows, offsets, from, to);
    // Windows of the stretch in which the clause binds, not of the whole event.
    const [begin, until] = [Math.max(from, start), Math.min(to, end)];
    return share * shareInWindows(windows, offsets, begin, until);
  };
  return { sure: within(bound.startSure, bound.endSure), possible: within(bound.startMaybe, bound.endMaybe) };
}

/** The answers to an actor's questions of place, each group brought to one. */
export interface PlaceWeighed {
  readonly probability: number;
  readonly missing?: string;
  readonly says: readonly string[];
}

/**
 * Every group must hold, and of a group one is enough. What is certain not to hold settles the matter although
 * another answer is missing. KNOWN: zones of one group are taken as nested, groups as one place: the least counts.
 */
export function weighPlaces(actor: CompiledActor, answerOf: (slot: number) => AreaAnswer): PlaceWeighed {
  let probability = 1;
  let missing: string | undefined;
  const says: string[] = [];
  for (const group of actor.slots) {
    let best = 0;
    let open: string | undefined;
    for (const slot of group) {
      const answer = answerOf(slot);
      says.push(answer.says);
      if (Object.hasOwn(answer, 'missing')) open ??= (answer as { readonly missing: string }).missing;
      else best = Math.max(best, (answer as { readonly probability: number }).probability);
    }
    if (open !== undefined && best < 1) missing ??= open;
    else probability = Math.min(probability, best);
  }
  return { probability, ...(missing === undefined || probability === 0 ? {} : { missing }), says };
}

/** What everything together comes to, for one actor. */
export interface Weighed {
  readonly outcome: 'breach' | 'not-applicable' | 'undetermined';
  readonly probability: number | null;
  readonly missing?: string;
}

/** The fact that is missing where a clause has no known beginning. */
export const NO_HOUR = 'the hour from which the clause binds';

const NOT_APPLICABLE: Weighed = { outcome: 'not-applicable', probability: 0 };

/** A condition that is not met settles the matter; only then does a missing fact count, in the order of the steps. */
export function weigh(
  time: { readonly sure: number; readonly possible: number; readonly missing: string },
  conditions: readonly (Condition | undefined)[],
  place: PlaceWeighed,
): Weighed {
  if (time.possible === 0 || place.probability === 0) return NOT_APPLICABLE;
  if (conditions.some((one) => one?.is === 'no')) return NOT_APPLICABLE;
  for (const one of conditions)
    if (one?.is === 'unknown') return { outcome: 'undetermined', probability: null, missing: one.missing };
  if (time.sure === 0) return { outcome: 'undetermined', probability: null, missing: time.missing };
  if (place.missing !== undefined)
    return { outcome: 'undetermined', probability: null, missing: place.missing };
  return { outcome: 'breach', probability: time.sure * place.probability };
}
