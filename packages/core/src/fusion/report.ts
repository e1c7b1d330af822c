import type { Place } from '../geo/index.ts';

/** What fusion reads of a Report: the fold's view of it, and the observer's position where this reader has it. */
export interface FusionReport {
  readonly id: string;
  readonly source: string;
  readonly kind: string;
  /** RFC 3339 with offset. */
  readonly occurred: {
    readonly from: string;
    readonly to: string;
    readonly extent?: 'instant' | 'span';
    /** Seconds by which either end of a span may be off. */
    readonly tolerance?: number;
  };
  readonly place: Place;
  readonly count?: readonly [number, number];
  readonly means?: string;
  readonly phase?: 'outgoing' | 'impact' | 'in-flight' | 'undetermined';
  readonly weapon?: { readonly class?: string; readonly calibre?: number; readonly name?: string };
  readonly observer?: { readonly at: readonly [number, number]; readonly radius: number };
  /** Sources, ids or keys of reports that this one repeats. */
  readonly derivedFrom?: readonly string[];
}
