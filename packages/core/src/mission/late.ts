import { PUBLIC } from '../record/index.ts';
import type { Change } from './changes.ts';
import type { Incident } from './incident.ts';
import type { MissionState, Published } from './state.ts';
import { millisecondsOf } from './words.ts';

// Reports that came to an incident after a bulletin reported on it. Which these are follows from the incidents as they
// stand, not from those that stood while a batch was folded: so a bulletin is due the same erratum for any batches.

/** What came to light by an entry, in the order of the record; what an erratum settled is left out. */
function dueOf({ acts, late, settled }: Pick<Published, 'acts' | 'late' | 'settled'>): readonly number[] {
  const all = [...new Set([...acts, ...late])].sort((a, b) => a - b);
  return settled.length === 0 ? all : all.filter((one) => !settled.includes(one));
}

/** A bulletin with another part of what it is due, and so with the whole of it. */
export function withDue(
  published: Published,
  part: Partial<Pick<Published, 'acts' | 'late' | 'settled' | 'errata' | 'corrected'>>,
): Published {
  const next = { ...published, ...part };
  return { ...next, touched: dueOf(next) };
}

/** An incident takes the place of another, or of none: the bulletins on either are due what came late to it now. */
export function followLate(
  { state, changes }: { readonly state: MissionState; readonly changes: Change[] },
  before: Incident | undefined,
  after: Incident | undefined,
): void {
  if (state.bulletins.size === 0) return;
  const [old, entries] = [entriesOf(state, before), entriesOf(state, after)];
  if (old.length < 2 && entries.length < 2) return;
  for (const [number, published] of state.bulletins) {
    const was = lateTo(published, before, old);
    const now = lateTo(published, after, entries);
    if (was.length === 0 && now.length === 0) continue;
    const late = [...published.late.filter((one) => !was.includes(one)), ...now];
    const next = withDue(published, { late: late.sort((a, b) => a - b) });
    state.bulletins.set(number, next);
    for (const index of now)
      if (next.touched.includes(index) && !published.touched.includes(index))
        changes.push({ type: 'touched', bulletin: number, because: index });
  }
}

/** Entries of the reports of an incident that a bulletin which reported on it did not count yet. */
function lateTo(
  published: Published,
  incident: Incident | undefined,
  entries: readonly number[],
): readonly number[] {
  const { size } = published.body;
  const [first, last] = [entries[0] ?? size, entries.at(-1) ?? -1];
  if (incident === undefined || first >= size || last < size) return NONE;
  return reportsOn(published, incident) ? entries.filter((one) => one >= size) : NONE;
}

const NONE: readonly number[] = [];

/** Entries that filed the reports of an incident, in order. */
function entriesOf(state: MissionState, incident: Incident | undefined): readonly number[] {
  if (incident === undefined || incident.reports.length < 2) return NONE;
  return incident.reports.flatMap((key) => state.reports.get(key)?.index ?? []).sort((a, b) => a - b);
}

/** Reports leave the fold: nothing is due for them any more. What took them out is an act of its own. */
export function forgetLate(state: MissionState, entries: ReadonlySet<number>): void {
  for (const [number, published] of state.bulletins)
    if (published.late.some((one) => entries.has(one)))
      state.bulletins.set(
        number,
        withDue(published, { late: published.late.filter((one) => !entries.has(one)) }),
      );
}

/** Whether an incident lies in the stretch that a bulletin reports on, and is read by those whom it is for. */
export function reportsOn({ body, audience }: Published, { occurred, basis }: Incident): boolean {
  return (
    (basis === PUBLIC || basis === audience) &&
    millisecondsOf(occurred.to) >= millisecondsOf(body.from) &&
    millisecondsOf(occurred.from) < millisecondsOf(body.to)
  );
}
