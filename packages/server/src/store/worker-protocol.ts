import type { IncidentQuery, ReportQuery } from './query.ts';
import type { RowBatch } from './store.ts';

/** What the thread of the store is started with. */
export interface StoreWorkerData {
  readonly folder?: string;
  readonly mission: string;
  readonly origin: string;
}

/** One call of the store, by number. */
export type StoreCall = { readonly id: number } & (
  | { readonly method: 'size' | 'clear' | 'close' }
  | { readonly method: 'save'; readonly batch: RowBatch }
  | { readonly method: 'incidents'; readonly query: IncidentQuery }
  | { readonly method: 'reports'; readonly query: ReportQuery }
);

/** Its answer. `outOfStep` is the size that the store has kept. */
export type StoreAnswer =
  | { readonly id: number; readonly ok: true; readonly value: unknown }
  | { readonly id: number; readonly ok: false; readonly message: string; readonly outOfStep?: number };
