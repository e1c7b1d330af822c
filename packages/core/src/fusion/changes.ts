import type { FusedIncident } from './incident.ts';

/** What a batch changed. Whoever stores incidents removes what is gone, then writes what changed. */
export interface FusionChanges {
  /** In the order of their ids. */
  readonly changed: readonly FusedIncident[];
  readonly gone: readonly string[];
  /** Ids that are no more, and the id of the incident that holds the report they were named for. */
  readonly aliases: readonly { readonly from: string; readonly to: string }[];
}

/** What evidence speaks for and only a person may do, as the incidents were decided or published. */
export interface FusionProposal {
  readonly type: 'merge' | 'split';
  /** Ids: two to merge, or the one to split. */
  readonly incidents: readonly string[];
  /** For a merge, the evidence in thousandths of a nat. */
  readonly score?: number;
  /** For a split, the keys of the reports of each part. */
  readonly parts?: readonly (readonly string[])[];
}
