import type { Indication } from '../agreement/index.ts';
import type { Incident } from './incident.ts';
import type { MissionView } from './state.ts';

/** Which rows something touched since they were looked at; undefined where it may be any. */
export interface TouchedRows {
  ids: Set<string> | undefined;
}

/** Told what the clauses say of an incident whenever somebody asks, so that it need not be worked out again. */
export type Hearing = (incident: Incident, indications: readonly Indication[]) => void;

interface Watcher {
  readonly touched: TouchedRows;
  readonly hear: Hearing | undefined;
}

// Whoever keeps rows up to date watches the state that they are of; nobody else pays for it.
const WATCHED = new WeakMap<MissionView, Watcher[]>();

/** Notes from now on which rows of a state are touched; at first they all are. `hear` is told what was judged. */
export function watchRows(state: MissionView, touched: TouchedRows, hear?: Hearing): void {
  WATCHED.set(state, [...(WATCHED.get(state) ?? []), { touched, hear }]);
}

/** Something that a row tells of this incident changed, or no incident has the id any more. */
export function touchRow(state: MissionView, id: string): void {
  for (const { touched } of WATCHED.get(state) ?? []) touched.ids?.add(id);
}

/** What a row tells may have changed in any of them. */
export function touchRows(state: MissionView): void {
  for (const { touched } of WATCHED.get(state) ?? []) touched.ids = undefined;
}

/** The clauses were asked what they say of an incident as it stands. */
export function tellJudged(state: MissionView, incident: Incident, indications: readonly Indication[]): void {
  for (const { hear } of WATCHED.get(state) ?? []) hear?.(incident, indications);
}
