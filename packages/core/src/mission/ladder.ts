import { formatMoment } from '../base/index.ts';
import type { Axes } from './axes.ts';
import { type Placing, showAgain } from './placing.ts';
import { type Case, incidentWith, type MissionState } from './state.ts';
import { millisecondsOf } from './words.ts';

// A deadlock is a state with a clock. The only clock of the fold is the time of entries: what falls due between two
// entries happens before the later one, for every reader alike.

const HOUR = 3_600_000;

/** Sets the clocks of a case by the ladder of the mission's rules. */
export function setClock(state: MissionState, held: Case): void {
  for (const [audience, axes] of Object.entries(held.lanes)) {
    const due = dueOf(state, axes);
    if (due === undefined || axes.since === undefined) continue;
    const clock = { at: due, core: held.core, audience, since: axes.since };
    if (
      state.dues.some(
        (one) =>
          one.core === clock.core && one.audience === audience && one.since === clock.since && one.at === due,
      )
    )
      continue;
    const place = state.dues.findIndex((one) => one.at > due);
    state.dues.splice(place === -1 ? state.dues.length : place, 0, clock);
  }
}

function dueOf({ rules }: MissionState, { resolution, tier, since }: Axes): number | undefined {
  const rung = rules.ladder?.[(tier ?? 0) - 1];
  if (rung === undefined || since === undefined) return undefined;
  const wait =
    resolution === 'at tier' ? rung.within : resolution === 'deadlocked' ? rung.escalates : undefined;
  return wait === undefined ? undefined : millisecondsOf(since) + Math.round(wait * HOUR);
}

/** Lets the ladder do what falls due up to a moment: undecided becomes deadlocked, deadlocked goes to the next tier. */
export function runClocks(step: Placing): void {
  const { state, at } = step;
  let next = state.dues[0];
  while (next !== undefined && next.at <= at) {
    state.dues.shift();
    const held = state.cases.get(next.core);
    const axes = held?.lanes[next.audience];
    if (held !== undefined && axes !== undefined && held.within === undefined && axes.since === next.since) {
      const moved = { ...held, lanes: { ...held.lanes, [next.audience]: moveOn(axes, next.at, step.index) } };
      state.cases.set(held.core, moved);
      setClock(state, moved);
      const incident = incidentWith(state, held.reports[0] ?? '');
      if (incident !== undefined) showAgain(step, incident.id, moved);
    }
    next = state.dues[0];
  }
}

function moveOn(axes: Axes, at: number, index: number): Axes {
  const decisions = [...(axes.decisions ?? []), index];
  const since = formatMoment(at);
  if (axes.resolution === 'at tier') return { ...axes, resolution: 'deadlocked', since, decisions };
  return { ...axes, resolution: 'at tier', tier: (axes.tier ?? 0) + 1, since, decisions };
}
