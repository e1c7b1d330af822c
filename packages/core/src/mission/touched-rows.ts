import type { MissionView } from './state.ts';

/** Which rows something touched since they were looked at; undefined where it may be any. */
export interface TouchedRows {
  ids: Set<string> | undefined;
}

// Whoever keeps rows up to date watches the state that they are of; nobody else pays for it.
const WATCHED = new WeakMap<MissionView, TouchedRows[]>();

/** Notes from now on which rows of a state are touched; at first they all are. */
export function watchRows(state: MissionView): TouchedRows {
  const touched: TouchedRows = { ids: undefined };
  WATCHED.set(state, [...(WATCHED.get(state) ?? []), touched]);
  return touched;
}

/** Something that a row tells of this incident changed, or no incident has the id any more. */
export function touchRow(state: MissionView, id: string): void {
  for (const { ids } of WATCHED.get(state) ?? []) ids?.add(id);
}

/** Something changed that any row may tell. */
export function touchRows(state: MissionView): void {
  for (const one of WATCHED.get(state) ?? []) one.ids = undefined;
}
