import type { Change } from '@armistice/core/mission';

/** What entries changed, by name: the state holds how it is now. */
export interface Touched {
  readonly incidents: Set<string>;
  readonly reports: Set<string>;
}

export function nothingTouched(): Touched {
  return { incidents: new Set(), reports: new Set() };
}

/**
 * Adds what the changes of one entry touch. A kind of change that names no incident and no report touches none; nor does what
 * was decided for some alone, and what waits to be decided: the incident, as everyone who reads it knows it, is the same.
 */
export function touch(touched: Touched, changes: readonly Change[]): void {
  for (const change of changes) {
    if (change.type === 'report') touched.reports.add(change.report.key);
    else if (change.type === 'incident') touched.incidents.add(change.incident.id);
    else if (change.type === 'erased')
      for (const key of change.reports) {
        touched.reports.add(key);
        touched.incidents.add(key);
      }
    else if (change.type === 'gone' || change.type === 'indications') touched.incidents.add(change.incident);
  }
}

/**
 * What was touched at which entry, for as long as it takes to read the record back at a start: a store that stands
 * somewhere before the end is then given only what changed since.
 */
export class TouchedSince {
  readonly #incidents = new Map<string, number>();
  readonly #reports = new Map<string, number>();
  #from = 0;

  /** Nobody will ask for anything before this entry. */
  forgetBefore(entry: number): void {
    this.#from = entry;
  }

  note(touched: Touched, entry: number): void {
    if (entry < this.#from) return;
    for (const id of touched.incidents) this.#incidents.set(id, entry);
    for (const key of touched.reports) this.#reports.set(key, entry);
  }

  since(entry: number): Touched {
    const after = (map: ReadonlyMap<string, number>) =>
      new Set([...map].filter(([, last]) => last >= entry).map(([name]) => name));
    return { incidents: after(this.#incidents), reports: after(this.#reports) };
  }
}
