import { FIRE_KINDS, whetherFire } from './fire.ts';

// Which activity a clause speaks of, and whether an event is it. An agreement may define its own; these are common.

interface CommonActivity {
  readonly is: readonly string[];
  readonly mayBe: readonly string[];
}

const plain = (...is: readonly string[]): CommonActivity => ({ is, mayBe: [] });

/** Activities that need no definition, by kinds of report (data, not a closed list: an agreement adds its own). */
export const COMMON_ACTIVITIES: { readonly [name: string]: CommonActivity } = {
  presence: plain('presence', 'movement'),
  movement: plain('movement'),
  crossing: { is: ['crossing'], mayBe: ['movement'] },
  flight: plain('uav-flight', 'aircraft-flight', 'balloon-flight'),
  'uav-flight': plain('uav-flight'),
  'aircraft-flight': plain('aircraft-flight'),
  'mine-laying': { is: ['mine-laying'], mayBe: ['mine'] },
  fortification: plain('fortification'),
  exercise: plain('exercise'),
  demining: plain('demining'),
  jamming: plain('jamming'),
  'fire-on-monitors': plain('fire-on-monitors'),
  detention: plain('detention'),
  'access-denial': plain('access'),
};

/** The words for every activity of fire; what may be fire is decided by its phase. */
export const FIRE = 'fire';

/** Activities that need no definition. */
export const COMMON_ACTIVITY_NAMES: readonly string[] = [FIRE, ...Object.keys(COMMON_ACTIVITIES)];

/** Whether an event is an activity, or which fact is missing to say so. */
export type WhetherActivity =
  | { readonly is: 'yes' | 'no'; readonly because: string }
  | { readonly is: 'unknown'; readonly missing: string; readonly because: string };

export interface ActivityDefinition {
  readonly is?: readonly string[];
  readonly 'may-be'?: readonly string[];
}

/** Whether an event is an activity; the agreement's own definition beats the common one. */
export function whetherActivity(
  activity: string,
  defined: ActivityDefinition | undefined,
  event: { readonly kind: string; readonly phase?: string; readonly firedFrom?: unknown },
): WhetherActivity {
  if (defined === undefined && activity === FIRE) return fire(event);
  const common = COMMON_ACTIVITIES[activity];
  const is = defined?.is ?? common?.is ?? [activity];
  const mayBe = defined?.['may-be'] ?? common?.mayBe ?? [];
  if (is.includes(event.kind)) return { is: 'yes', because: `activity: ${event.kind} is ${activity}` };
  if (is.includes(FIRE) && whetherFire(event).fire !== 'no') return fire(event);
  if (activity === 'presence' && defined === undefined) return presenceByFire(event);
  if (mayBe.includes(event.kind))
    return {
      is: 'unknown',
      missing: activity,
      because: `activity: ${event.kind} may be ${activity} or not; missing is whether it was`,
    };
  return { is: 'no', because: `activity: ${event.kind} is not ${activity}` };
}

/** A shot tells where its weapon stood only by the end at which it was fired. */
function presenceByFire(event: {
  readonly kind: string;
  readonly phase?: string;
  readonly firedFrom?: unknown;
}): WhetherActivity {
  const fired = whetherFire(event).fire === 'yes';
  if (fired && (event.phase === 'outgoing' || event.firedFrom !== undefined))
    return { is: 'yes', because: `activity: ${event.kind} shows a weapon present where it was fired` };
  if (fired && (event.phase === undefined || event.phase === 'undetermined'))
    return {
      is: 'unknown',
      missing: 'phase',
      because: `activity: ${event.kind} shows a weapon present if it was fired there; missing is which end was perceived`,
    };
  return {
    is: 'no',
    because: `activity: ${event.kind} is not presence, and shows no place that it was fired from`,
  };
}

function fire(event: { readonly kind: string; readonly phase?: string }): WhetherActivity {
  const found = whetherFire(event);
  if (found.fire === 'unknown') return { is: 'unknown', missing: found.missing, because: found.because };
  return { is: found.fire, because: found.because };
}

/** Whether an event is one thing at one moment, known to lie in its time: a shot or a crossing, and not forty or a stay. */
export function happensAtOnce(kind: string, count: number | undefined): boolean {
  return (FIRE_KINDS.includes(kind) || kind === 'crossing') && (count === undefined || count <= 1);
}
