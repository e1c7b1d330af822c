import { accept, type Result, refuse } from '../base/index.ts';
import { FOLD_VERSION } from './fold.ts';
import { makerByMethod } from './fused.ts';
import type { GroupingMaker } from './grouping.ts';
import { ONE_BY_ONE } from './one-by-one.ts';
import { type MissionState, newMissionState } from './state.ts';

// A snapshot spares a start the record's first entries. It is disposable and proves nothing: whoever doubts it folds
// from the beginning. Plain maps, arrays and numbers, so that a host can keep it by its own structured clone.

/** A state as plain data, by tree size. */
export interface StateSnapshot {
  readonly fold: number;
  readonly method: string;
  readonly size: number;
  readonly state: { readonly [name: string]: unknown };
  readonly groupings: ReadonlyMap<string, unknown>;
}

/** The state as plain data. It shares what it holds with the state: keep it before the next entry is taken. */
export function snapshotOf(state: MissionState): StateSnapshot {
  const { maker: _maker, indications: _indications, groupings, ...plain } = state;
  return {
    fold: FOLD_VERSION,
    method: state.method,
    size: state.size,
    state: plain,
    groupings: new Map([...groupings].map(([basis, grouping]) => [basis, grouping.snapshot()])),
  };
}

/** The state again, owned by the caller; refuses a snapshot of another fold or another grouping. */
export function restoreState(
  snapshot: StateSnapshot,
  maker: GroupingMaker = ONE_BY_ONE,
): Result<MissionState> {
  // An entry of the record may have named another grouping than the one that the fold began with.
  const now = snapshot.method === maker.method ? maker : makerByMethod(snapshot.method);
  if (snapshot.fold !== FOLD_VERSION || now === undefined)
    return refuse(
      'mission/snapshot',
      `it was kept by fold ${snapshot.fold} with ${snapshot.method}, and this is fold ${FOLD_VERSION} with ${maker.method}: fold from the beginning`,
    );
  const state = Object.assign(newMissionState(now), snapshot.state) as MissionState;
  for (const [basis, kept] of snapshot.groupings) state.groupings.set(basis, now.make(kept));
  return accept(state);
}
