import type { GroupedIncident } from './grouping.ts';

// A report of the press names in `derivedFrom` whom it repeats: a report or a source of the record, or, as a hash, an
// article or a person of whom the record knows nothing else.

interface Derived {
  readonly source: string;
  readonly derivedFrom?: readonly string[];
}

/** The hash of an article, or of somebody whom it repeats: names no report and no source. */
const HASHED = /^(?:article|origin):[0-9a-f]{64}$/;

/** Whether a report cites an article or a person by hash. */
export function citesByHash({ derivedFrom }: Derived): boolean {
  return derivedFrom?.some((name) => HASHED.test(name)) === true;
}

/**
 * A report as fusion reads it. What repeats another report may only attach to it, and may stand twice in an incident;
 * who cites an article or a witness by hash has observed, or asked, for itself and does neither.
 */
export function forFusion<T extends Derived>(report: T): T {
  if (!citesByHash(report)) return report;
  const { derivedFrom, ...others } = report;
  const named = (derivedFrom ?? []).filter((name) => !HASHED.test(name));
  return (named.length === 0 ? others : { ...others, derivedFrom: named }) as T;
}

/** Sources that share an article, or that repeat the same person, are one origin: the incident has at most so many. */
export function withOrigins<T extends Pick<GroupedIncident, 'origins'>>(
  incident: T,
  reports: readonly (Derived | undefined)[],
): T {
  if (incident.origins < 2) return incident;
  const origins = Math.min(incident.origins, apart(reports));
  return origins === incident.origins ? incident : { ...incident, origins };
}

/** Into how many parts sources fall when those that share a hash are held together. */
function apart(reports: readonly (Derived | undefined)[]): number {
  const above = new Map<string, string>();
  const top = (name: string): string => {
    let at = name;
    for (let next = above.get(at); next !== undefined; next = above.get(at)) at = next;
    return at;
  };
  const sources = new Set<string>();
  for (const report of reports) {
    if (report === undefined) continue;
    const source = `source:${report.source}`;
    sources.add(source);
    for (const name of report.derivedFrom ?? []) {
      if (!HASHED.test(name)) continue;
      const [one, other] = [top(name), top(source)];
      if (one !== other) above.set(other, one);
    }
  }
  return new Set([...sources].map(top)).size;
}
