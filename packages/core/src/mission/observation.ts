import { type Footprint, footprintOf } from '../geo/index.ts';
import { asideOf } from './asides.ts';
import { reads } from './audiences.ts';
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
  const incidentOf = incidentReader(state, audience);
  const kinds: ReadonlySet<string> = new Set(rule.kinds);
  for (const report of state.reports.values()) {
    const { view, basis } = report;
    if (!reads(audience, basis) || !kinds.has(view.kind)) continue;
    const from = millisecondsOf(view.occurred.from);
    const to = millisecondsOf(view.occurred.to);
    if (from >= stretch.to || to < stretch.from) continue;
    const incident = incidentOf(report.key);
    if (incident !== undefined) found.push(observed(state, rule, report, incident, { from, to }));
  }
  return found.sort((a, b) => a.from - b.from || a.to - b.to || (a.key < b.key ? -1 : 1));
}

/** An incident as a count reads it. */
interface Told {
  readonly id: string;
  readonly covers: readonly string[];
  readonly axes: Axes;
  readonly alone: boolean;
  readonly beside: ReadonlySet<string>;
}

/** The incident of a report. One of many reports is read once: each reading costs what all its reports come to. */
function incidentReader(state: MissionView, audience: string): (report: string) => Told | undefined {
  const known = new Map<string, Told>();
  return (report) => {
    const shared = state.incidentOf.get(report);
    const before = shared === undefined ? undefined : known.get(shared);
    if (before !== undefined) return before;
    const incident = incidentWith(state, report);
    if (incident === undefined) return undefined;
    const { id, covers, only, crowding } = incident;
    const axes = axesFor(state, incident, audience);
    const told = { id, covers, axes, alone: only !== undefined, beside: new Set(crowding) };
    if (shared !== undefined) known.set(shared, told);
    return told;
  };
}

function observed(
  state: MissionView,
  rule: CountingRule,
  { key, view }: KnownReport,
  { id, covers, axes, alone, beside }: Told,
  { from, to }: Stretch,
): Observation {
  const [min, max] = view.count ?? [1, 1];
  const crowding = alone || beside.has(key);
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
    incident: id,
    covers,
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
