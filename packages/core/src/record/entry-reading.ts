import type { OpenedEntry } from './body-scan.ts';
import type { Header, InnerHeader, Leaf } from './entry.ts';

/** Counts over all entries. */
export interface EntryAudit {
  /** Entries whose header everyone sees, and entries that show only a commitment. */
  readonly open: number;
  readonly sealed: number;
  /** Restricted entries that this reader could open. */
  readonly opened: number;
  /** Entries with their author's own valid signature. */
  readonly signed: number;
  /** Batches vouched for by the sequencer. */
  readonly batches: number;
  /** Fields of bodies opened and found as committed; committed fields that this reader was not given; fields erased. */
  readonly fields: number;
  readonly withheld: number;
  readonly erased: number;
}

/** An entry as this reader may know it. */
export interface ReadEntry {
  readonly index: number;
  readonly leaf: Leaf;
  /** The header: the leaf's own, or the inner one where this reader could open it. */
  readonly header?: Header | (InnerHeader & { readonly at: number });
  /** The fields for the entry's own audience that could be opened; for an open body its members. */
  readonly body: OpenedEntry['fields'];
  /** Fields kept from that audience which this reader holds besides. */
  readonly withheld: OpenedEntry['withheld'];
}
