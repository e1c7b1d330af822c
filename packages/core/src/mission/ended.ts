import type { Incident } from './incident.ts';
import type { MissionView } from './state.ts';
import { type TouchedRows, watchRows } from './touched-rows.ts';
import { millisecondsOf } from './words.ts';

/** When each incident ended, kept from the first time that it is asked on. */
interface Ends {
  readonly at: Map<string, number>;
  readonly touched: TouchedRows;
}

const ENDS = new WeakMap<MissionView, Ends>();

/** The incidents that ended at a moment or after, in the order of ids; the others are not read. */
export function endedSince(state: MissionView, from: number): readonly Incident[] {
  const { at } = brought(state);
  const ids = [...at].flatMap(([id, end]) => (end >= from ? [id] : [])).sort();
  return ids.flatMap((id) => state.incidents.get(id) ?? []);
}

function brought(state: MissionView): Ends {
  let ends = ENDS.get(state);
  if (ends === undefined) {
    ends = { at: new Map(), touched: { ids: undefined } };
    ENDS.set(state, ends);
    watchRows(state, ends.touched);
  }
  const { at, touched } = ends;
  for (const id of touched.ids ?? new Set([...at.keys(), ...state.incidents.keys()])) {
    const incident = state.incidents.get(id);
    if (incident === undefined) at.delete(id);
    else at.set(id, millisecondsOf(incident.occurred.to));
  }
  touched.ids = new Set();
  return ends;
}
