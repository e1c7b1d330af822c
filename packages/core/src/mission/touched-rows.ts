import type { MissionView } from './state.ts';

/** Which rows something touched since they were looked at; undefined where it may be any. */
export interface TouchedRows {
  ids: Set<string> | undefined;
  /** Whether it matters to the watcher what the clauses say, and not which incidents there are alone. */
  readonly said: boolean;
}

// Whoever keeps rows up to date watches the state that they are of; nobody else pays for it.
const WATCHED = new WeakMap<MissionView, TouchedRows[]>();

/** Notes from now on which rows of a state are touched; at first they all are. */
export function watchRows(state: MissionView, said = true): TouchedRows {
  const touched: TouchedRows = { ids: undefined, said };
  WATCHED.set(state, [...(WATCHED.get(state) ?? []), touched]);
  return touched;
}

/** Something that a row tells of this incident changed, or no incident has the id any more. */
export function touchRow(state: MissionView, id: string): void {
  for (const { ids } of WATCHED.get(state) ?? []) ids?.add(id);
}

/** What the clauses say may have changed in any row. */
export function touchRows(state: MissionView): void {
  for (const one of WATCHED.get(state) ?? []) if (one.said) one.ids = undefined;
}
