import type { ColumnType } from 'kysely';

/** JSON goes in as text and comes out as a value. */
type JsonColumn = ColumnType<unknown, string, string>;

/** 64-bit counts come as text or as a number, by driver; {@link Number} reads both. */
type BigCount = ColumnType<string | number | bigint, number, number>;

/** Times go in as RFC 3339. */
type Moment = ColumnType<Date, string, string>;

/** The tables, as the migrations make them. */
export interface StoreTables {
  readonly fold_progress: { mission: string; origin: string; size: BigCount };
  readonly incidents: {
    mission: string;
    id: string;
    basis: string;
    kind: string;
    status: string;
    attribution: string;
    finding: string;
    resolution: string;
    occurred_from: Moment;
    occurred_to: Moment;
    longitude: number;
    latitude: number;
    incident: JsonColumn;
  };
  readonly indications: {
    mission: string;
    incident: string;
    place: number;
    agreement: string;
    version: number;
    clause: string;
    outcome: string;
    probability: ColumnType<string | number | null, number | null, number | null>;
    indication: JsonColumn;
  };
}
