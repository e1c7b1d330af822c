import type { Incident, MissionView } from '@armistice/core/mission';

// To look a report up is to unpack it whole. A key is made of the handle of its source, so what was known of a key is
// right for good; incidents come back while their reports are recent.
const MOST_KNOWN = 1 << 16;
const known = new Map<string, string>();

/** Handles of the sources of an incident's reports; of a report that stands no more there is none. */
export function sourcesOf(view: MissionView, { reports, covers }: Incident): readonly string[] {
  const sources: string[] = [];
  for (const key of [...reports, ...covers]) {
    const source = known.get(key) ?? lookUp(view, key);
    if (source !== undefined) sources.push(source);
  }
  return sources;
}

function lookUp(view: MissionView, key: string): string | undefined {
  const source = view.reports.get(key)?.view.source;
  if (source === undefined) return undefined;
  if (known.size >= MOST_KNOWN) known.clear();
  known.set(key, source);
  return source;
}
