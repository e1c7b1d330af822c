import { readMoment } from '../base/index.ts';
import type { KnownReport, MissionView } from '../mission/index.ts';

/** UTC milliseconds of a time of the record. */
export function momentOf(time: string): number {
  return readMoment(time) ?? 0;
}

/**
 * The state with the reports of a stretch alone. A bulletin asks for many counts, and each reads every report: those of
 * other months are looked at once.
 */
export function narrowed(state: MissionView, from: number, to: number): MissionView {
  const reports = new Map<string, KnownReport>();
  for (const [key, report] of state.reports) {
    const { occurred } = report.view;
    if (momentOf(occurred.from) < to && momentOf(occurred.to) >= from) reports.set(key, report);
  }
  return { ...state, reports };
}
