import { formatMoment, readMoment } from '../base/index.ts';
import { type Footprint, footprintOf } from '../geo/index.ts';
import { hex, sha256, utf8 } from '../record/index.ts';
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

/** What the fold believes one or more Reports describe. The four axes are decided apart and never merged into one. */
export interface Incident {
  /** The smallest key of its reports. */
  readonly id: string;
  readonly kind: string;
  /** Keys of its reports. */
  readonly reports: readonly string[];
  readonly covers: readonly string[];
  /** UTC. KNOWN: for what was heard this is when the sound arrived; the time it took is subtracted once fusion locates. */
  readonly occurred: { readonly from: string; readonly to: string; readonly extent: 'instant' | 'span' };
  readonly place: Footprint;
  readonly count: CountRange;
  readonly phase?: NonNullable<ReportView['phase']>;
  readonly weapon?: NonNullable<ReportView['weapon']>;
  /** Independent origins. */
  readonly origins: number;
  readonly diffuse: boolean;
  readonly links: readonly Link[];
  /** The widest audience that holds every view it rests on. */
  readonly basis: string;
  readonly status: 'alleged' | 'under inquiry' | 'corroborated' | 'verified' | 'refuted' | 'unable to verify';
  readonly attribution: 'undetermined' | 'claimed' | 'admitted' | 'assessed' | 'disputed';
  readonly finding: 'none' | 'no violation' | 'violation' | 'inconclusive' | 'not adopted';
  readonly resolution: 'open' | 'agreed remedy' | 'remedied' | 'deadlocked' | 'lapsed';
}

/** Key of a Report: hexadecimal SHA-256 of source ‖ id. An id has a fixed length, so no two pairs share their text. */
export function reportKey(report: { readonly source: string; readonly id: string }): string {
  return hex(sha256(utf8(report.source + report.id)));
}

/** The incident that one Report alone describes. */
export function incidentOf(view: ReportView, basis: string): Incident {
  const key = reportKey(view);
  const [min, max] = view.count ?? [1, 1];
  return {
    id: key,
    kind: view.kind,
    reports: [key],
    covers: [],
    occurred: {
      from: inUtc(view.occurred.from),
      to: inUtc(view.occurred.to),
      extent: view.occurred.extent ?? (LASTING_KINDS.has(view.kind) || max > 1 ? 'span' : 'instant'),
    },
    place: footprintOf(view.place),
    // Of a range that one source gave, what it is sure of is the lesser end.
    count: { min, best: min, max },
    ...(view.phase === undefined ? {} : { phase: view.phase }),
    ...(view.weapon === undefined ? {} : { weapon: view.weapon }),
    origins: 1,
    diffuse: false,
    links: [],
    basis,
    status: 'alleged',
    attribution: 'undetermined',
    finding: 'none',
    resolution: 'open',
  };
}

function inUtc(moment: string): string {
  return formatMoment(readMoment(moment) ?? 0);
}
