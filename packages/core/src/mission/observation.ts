import { type Footprint, footprintOf } from '../geo/index.ts';
import { PUBLIC } from '../record/index.ts';
import { asideOf } from './asides.ts';
import type { Axes, IncidentStatus } from './axes.ts';
import { isContext } from './context.ts';
import type { CountingRule } from './counting-rule.ts';
import type { CountRange, Incident } from './incident.ts';
import { LASTING_KINDS } from './kinds.ts';
import { incidentWith, type KnownReport, type MissionView } from './state.ts';
import { millisecondsOf } from './words.ts';

/** A stretch of time, UTC milliseconds; `to` does not belong to it. */
export interface Stretch {
  readonly from: number;
  readonly to: number;
}

/** One report as a count reads it. */
export interface Observation {
  readonly key: string;
  readonly source: string;
  readonly kind: string;
  readonly means: string | undefined;
  /** UTC milliseconds, both ends included. */
  readonly from: number;
  readonly to: number;
  /** It tells of a stretch, or of several: what others perceived then may be the same. */
  readonly group: boolean;
  readonly place: Footprint;
  readonly settlement: string | undefined;
  readonly count: CountRange;
  readonly incident: string;
  readonly covers: readonly string[];
  readonly status: IncidentStatus;
  /** The class it stands in: `counted`, or that of an exclusion. */
  readonly class: string;
  /** Whose figure it is: ours, or a mark under which it is shown apart. */
  readonly mark: string;
  /** Its source files so much that only its own mark tells of it. */
  readonly crowding: boolean;
}

export const COUNTED = 'counted';
export const OURS = 'mission';

/** Reports that a rule looks at, of a stretch, as one audience may read them; in the order of time and key. */
export function observationsIn(
  state: MissionView,
  rule: CountingRule,
  stretch: Stretch,
  audience: string,
): readonly Observation[] {
  const found: Observation[] = [];
  const axesOf = once((incident) => axesFor(state, incident, audience));
  const besideOf = once(({ crowding }) => new Set(crowding));
  const kinds: ReadonlySet<string> = new Set(rule.kinds);
  for (const report of state.reports.values()) {
    const { view, basis } = report;
    if ((basis !== PUBLIC && basis !== audience) || !kinds.has(view.kind)) continue;
    const from = millisecondsOf(view.occurred.from);
    const to = millisecondsOf(view.occurred.to);
    if (from >= stretch.to || to < stretch.from) continue;
    const incident = incidentWith(state, report.key);
    if (incident === undefined) continue;
    const crowding = incident.only !== undefined || besideOf(incident).has(report.key);
    found.push(observed(state, rule, report, incident, { from, to }, axesOf(incident), crowding));
  }
  return found.sort((a, b) => a.from - b.from || a.to - b.to || (a.key < b.key ? -1 : 1));
}

/** Asks once of each incident, of which there may be many reports. */
function once<T>(ask: (incident: Incident) => T): (incident: Incident) => T {
  const known = new Map<Incident, T>();
  return (incident) => {
    const before = known.get(incident);
    if (before !== undefined) return before;
    const answer = ask(incident);
    known.set(incident, answer);
    return answer;
  };
}

function observed(
  state: MissionView,
  rule: CountingRule,
  { key, view }: KnownReport,
  incident: Incident,
  { from, to }: Stretch,
  axes: Axes,
  crowding: boolean,
): Observation {
  const [min, max] = view.count ?? [1, 1];
  const stated =
    axes.class === undefined ? undefined : rule.exclusions.find((one) => one.class === axes.class);
  const byKind = rule.exclusions.find(({ kinds }) =>
    (kinds as readonly string[] | undefined)?.includes(view.kind),
  );
  return {
    key,
    source: view.source,
    kind: view.kind,
    means: view.means,
    from,
    to,
    group: view.occurred.extent === 'span' || LASTING_KINDS.has(view.kind) || max > 1,
    place: footprintOf(view.place),
    settlement: view.place.type === 'named' ? view.place.name : undefined,
    count: { min, best: min, max },
    incident: incident.id,
    covers: incident.covers,
    status: axes.status,
    class: (stated ?? byKind)?.class ?? COUNTED,
    mark: crowding ? `only ${view.source}` : markOf(state, view.source),
    crowding,
  };
}

/** The axes of an incident as an audience knows them. */
export function axesFor(state: MissionView, incident: Incident, audience: string): Axes {
  return asideOf(state, incident, audience)?.axes ?? incident;
}

/** A party's own source and a third party's data are shown under their own marks. */
function markOf(state: MissionView, source: string): string {
  const known = state.sources.get(source);
  if (known?.of === 'party') return `party ${known.party}`;
  if (known?.of === 'other' || isContext(source)) return `other ${source}`;
  return OURS;
}
