import { formatMoment, readMoment } from '../base/index.ts';
import { footprintOf } from '../geo/index.ts';
import { hex, sha256, utf8 } from '../record/index.ts';
import type { Axes } from './axes.ts';
import type { GroupedIncident } from './grouping.ts';
import { LASTING_KINDS } from './kinds.ts';
import type { ReportView } from './views.ts';

/** How many, as far as is known. */
export interface CountRange {
  readonly min: number;
  readonly best: number;
  readonly max: number;
}

/** Why two reports are held to be of one incident. */
export interface Link {
  readonly a: string;
  readonly b: string;
  readonly type: 'same' | 'covers';
  readonly score: number;
  readonly because: { readonly [part: string]: number };
}

/** What the fold believes one or more Reports describe, with the axes as they stand for those who read its basis. */
export interface Incident extends GroupedIncident, Axes {
  /** The audience that holds every view and every decision it rests on. */
  readonly basis: string;
  /** The number that people quote, once it has one. */
  readonly number?: string;
}

/** Key of a Report: hexadecimal SHA-256 of source ‖ id. An id has a fixed length, so no two pairs share their text. */
export function reportKey(report: { readonly source: string; readonly id: string }): string {
  return hex(sha256(utf8(report.source + report.id)));
}

/** An incident that nobody has decided anything about. */
export const UNDECIDED: Axes = {
  status: 'alleged',
  attribution: 'undetermined',
  finding: 'none',
  resolution: 'open',
};

/** What one Report alone describes. */
export function groupedOf(key: string, view: ReportView): GroupedIncident {
  const [min, max] = view.count ?? [1, 1];
  return {
    id: key,
    kind: view.kind,
    reports: [key],
    covers: [],
    // KNOWN: for what was heard this is when the sound arrived; the time it took is subtracted once fusion locates.
    occurred: {
      from: inUtc(view.occurred.from),
      to: inUtc(view.occurred.to),
      extent: view.occurred.extent ?? (LASTING_KINDS.has(view.kind) || max > 1 ? 'span' : 'instant'),
    },
    place: footprintOf(view.place),
    ...(view.firedFrom === undefined ? {} : { firedFrom: footprintOf(view.firedFrom) }),
    ...(view.impactAt === undefined ? {} : { impactAt: footprintOf(view.impactAt) }),
    // Of a range that one source gave, what it is sure of is the lesser end.
    count: { min, best: min, max },
    ...(view.phase === undefined ? {} : { phase: view.phase }),
    ...(view.weapon === undefined ? {} : { weapon: view.weapon }),
    origins: 1,
    diffuse: false,
    links: [],
  };
}

/** The incident that one Report alone describes. */
export function incidentOf(view: ReportView, basis: string): Incident {
  return { ...groupedOf(reportKey(view), view), basis, ...UNDECIDED };
}

function inUtc(moment: string): string {
  // A whole second in UTC has this one spelling.
  if (moment.length === 20 && moment.endsWith('Z')) return moment;
  return formatMoment(readMoment(moment) ?? 0);
}
