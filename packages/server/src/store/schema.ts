import type { ColumnType } from 'kysely';

/** 64-bit numbers come as text or as a number, by driver; {@link Number} reads both. */
type Big = ColumnType<string | number | bigint, number, number>;

/**
 * The tables, as the migrations make them: what incidents and reports are found and ordered by. What they are is in the
 * state that was folded from the record. Times are UTC milliseconds; `filling` is a mission's number from when its
 * rows were last begun anew; sources are numbers made of their handles (`traits.ts`).
 */
export interface StoreTables {
  readonly fold_progress: {
    mission: string;
    filling: ColumnType<number, never, never>;
    origin: string;
    size: Big;
  };
  readonly incident_traits: {
    filling: number;
    traits: Big;
    basis: string;
    kind: string;
    status: string;
    /** No incident with these traits lasted longer, milliseconds. */
    lasting: Big;
    clauses: string[];
    parties: string[];
    outcomes: string[];
  };
  readonly incidents: {
    filling: number;
    id: Uint8Array;
    traits: Big;
    occurred_from: Big;
    occurred_to: Big;
    longitude: number;
    latitude: number;
    sources: number[];
  };
  readonly report_traits: { filling: number; traits: Big; basis: string; kind: string; source: number };
  readonly reports: {
    filling: number;
    entry: Big;
    traits: Big;
    occurred_from: Big;
    occurred_to: Big;
    longitude: number;
    latitude: number;
  };
}
