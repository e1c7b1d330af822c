import type { ColumnType } from 'kysely';

/** 64-bit counts come as text or as a number, by driver; {@link Number} reads both. */
type BigCount = ColumnType<string | number | bigint, number, number>;

/** Times go in as RFC 3339. */
type Moment = ColumnType<Date, string, string>;

/** The tables, as the migrations make them. Incidents and views are JSON in text columns. */
export interface StoreTables {
  readonly fold_progress: { mission: string; origin: string; size: BigCount };
  readonly reports: {
    mission: string;
    key: string;
    entry: BigCount;
    recorded: Moment;
    basis: string;
    source: string;
    kind: string;
    occurred_from: Moment;
    occurred_to: Moment;
    longitude: number;
    latitude: number;
    view: string;
  };
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
    sources: string[];
    incident: string;
    clauses: string[];
    parties: string[];
    outcomes: string[];
  };
}
