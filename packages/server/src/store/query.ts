/** West, south, east, north in degrees; west greater than east crosses the antimeridian. */
export type BoundingBox = readonly [west: number, south: number, east: number, north: number];

/** What both kinds of rows are looked for by. */
export interface Sought {
  /** Only those that rest on what one of these audiences may read; undefined for all. */
  readonly bases?: readonly string[];
  readonly kind?: string;
  readonly source?: string;
  readonly bbox?: BoundingBox;
  /** Those that may have lasted into this stretch, UTC. */
  readonly from?: string;
  readonly to?: string;
}

/** A page of incidents. */
export interface IncidentQuery extends Sought {
  readonly status?: string;
  /** A clause, as `2.a` or `minsk-2015:2.a`. */
  readonly clause?: string;
  /** A party whose act it would be a breach by. */
  readonly party?: string;
  readonly outcome?: string;
  /** The asker reads indications of assessed incidents only: then no filter may tell what others have. */
  readonly assessedOnly?: boolean;
  readonly order?: 'id' | 'latest';
  /** Cursor of the last one found of the page before. */
  readonly after?: string;
  readonly limit: number;
}

/** A page of reports in the order of the record, or against it. */
export interface ReportQuery extends Sought {
  readonly order?: 'oldest' | 'newest';
  /** Entry of the last report of the page before. */
  readonly after?: number;
  readonly limit: number;
}
