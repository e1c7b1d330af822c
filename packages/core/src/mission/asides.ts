import type { Axes } from './axes.ts';
import type { Incident } from './incident.ts';
import type { MissionView } from './state.ts';

/** The axes that were decided of an incident for one audience besides, with the report they were put to; the last if several. */
export function asideOf(
  state: MissionView,
  incident: Incident,
  audience: string,
): { readonly report: string; readonly axes: Axes } | undefined {
  if (state.asides.size === 0 || audience === incident.basis) return undefined;
  let last: { readonly report: string; readonly axes: Axes } | undefined;
  for (const report of incident.reports) {
    const axes = state.asides.get(report)?.[audience];
    if (axes !== undefined && (axes.decisions?.at(-1) ?? 0) > (last?.axes.decisions?.at(-1) ?? -1))
      last = { report, axes };
  }
  return last;
}
