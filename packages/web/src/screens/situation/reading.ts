import type { Indication } from '@armistice/core/agreement';
import type { Incident } from '@armistice/core/mission';
import { readJson } from '../../api.ts';
import { type Asked, FILTERS, searchOf } from './asked.ts';

/** Who could observe over a stretch; `not recorded` where nobody stated it. */
export type CoverageBeside =
  | 'not recorded'
  | {
      readonly hours: number;
      readonly of: number;
      readonly denied: number;
      readonly lost: { readonly [cause: string]: number };
      readonly running?: true;
    };

export interface Bucket {
  /** RFC 3339, UTC. */
  readonly from: string;
  readonly incidents: number;
  readonly coverage: { readonly hours: number; readonly of: number; readonly denied: number } | null;
}

/** Incidents by time. Without `from` there is nothing to show. */
export interface Timeline {
  readonly from?: string;
  readonly to?: string;
  readonly seconds?: number;
  readonly incidents: number;
  readonly buckets: readonly Bucket[];
  readonly coverage: CoverageBeside;
}

/** A stretch of time, UTC milliseconds. */
export interface Stretch {
  readonly from: number;
  readonly to: number;
}

export interface IncidentRow {
  readonly incident: Incident;
  readonly indications: readonly Indication[];
}

export interface IncidentPage {
  readonly incidents: readonly IncidentRow[];
  readonly next?: string;
}

/** The query of a filter for an audience. */
export function queryOf(
  filter: Asked,
  audience: string,
  more: { readonly [name: string]: string } = {},
): string {
  const query = new URLSearchParams(searchOf(filter, FILTERS));
  for (const [name, value] of Object.entries({ audience, ...more })) query.set(name, value);
  return query.toString();
}

export async function readTimeline(query: string, signal?: AbortSignal): Promise<Timeline> {
  return (await readJson(`/api/timeline?${query}`, signal)) as Timeline;
}

export async function readIncidents(query: string, signal?: AbortSignal): Promise<IncidentPage> {
  return (await readJson(`/api/incidents?${query}`, signal)) as IncidentPage;
}

export async function readIncident(id: string, audience: string, signal?: AbortSignal): Promise<IncidentRow> {
  const path = `/api/incidents/${encodeURIComponent(id)}?audience=${encodeURIComponent(audience)}`;
  return (await readJson(path, signal)) as IncidentRow;
}
