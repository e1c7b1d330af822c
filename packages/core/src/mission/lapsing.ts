import type { GroupedIncident } from './grouping.ts';
import { UNDECIDED } from './incident.ts';
import type { Case, MissionState } from './state.ts';

/**
 * Once a split is taken back: the case of a part that was published since, and of which nothing was decided, goes back
 * into the case that was split. `before` are the cases before the split, `changed` the incidents as they are now.
 */
export function lapseParts(
  state: MissionState,
  before: readonly Case[],
  changed: readonly GroupedIncident[],
): void {
  const cores = new Set(before.map(({ core }) => core));
  for (const { id, reports } of changed) {
    const here = new Set(reports);
    const named = [...new Set(reports.flatMap((key) => state.caseOf.get(key) ?? []))].sort();
    const cases = named
      .flatMap((core) => state.cases.get(core) ?? [])
      .filter((one) => here.has(one.reports[0] ?? ''));
    const parts = cases.filter((one) => !cores.has(one.core) && isBlank(one));
    const kept = cases.find(({ core }) => cores.has(core)) ?? parts.find(({ core }) => core === id);
    if (kept === undefined) continue;
    for (const part of parts) if (part.core !== kept.core) takeIn(state, kept.core, part, here);
  }
}

function takeIn(state: MissionState, core: string, part: Case, here: ReadonlySet<string>): void {
  const kept = state.cases.get(core) as Case;
  const reports = [...new Set([...kept.reports, ...part.reports.filter((key) => here.has(key))])];
  for (const key of part.reports) state.caseOf.delete(key);
  for (const key of reports) if (here.has(key)) state.caseOf.set(key, core);
  state.cases.delete(part.core);
  state.cases.set(core, { ...kept, reports });
}

/** Published, and no more: neither decided on, nor numbered, nor joined. */
function isBlank({ lanes, number, parts, within }: Case): boolean {
  if (number !== undefined || parts !== undefined || within !== undefined) return false;
  const blank = Object.entries(UNDECIDED);
  return Object.values(lanes).every(
    (axes) =>
      Object.keys(axes).length === blank.length &&
      blank.every(([axis, value]) => axes[axis as keyof typeof UNDECIDED] === value),
  );
}
