import type { KnownReport, MissionView } from './state.ts';

/** The report that an entry filed, if it stands; found in the order of the record. */
export function reportFiledAt(state: MissionView, index: number): KnownReport | undefined {
  let [low, high] = [0, state.filedAt.length - 1];
  while (low <= high) {
    const middle = (low + high) >> 1;
    const found = state.filedAt[middle] as number;
    if (found === index) {
      const report = state.reports.get(state.filedKeys.at(middle));
      return report?.index === index ? report : undefined;
    }
    if (found < index) low = middle + 1;
    else high = middle - 1;
  }
  return undefined;
}
