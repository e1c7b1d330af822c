import type { Agreement } from '@armistice/core/agreement';
import { readJson } from './api.ts';

export type Certainty = 'primary' | 'second-hand' | 'unchecked';

/** An agreement in the list. */
export interface AgreementRow {
  readonly id: string;
  readonly title: string;
  readonly exercise: boolean;
  readonly adopted: string;
  readonly version: number;
  readonly revision: number;
  readonly clauses: number;
  readonly certainty: { readonly [certainty in Certainty]: number };
  readonly geometry: { readonly named: number; readonly drawn: number };
  /** The entry by which this mission adopted it. */
  readonly entry?: number;
}

/** One version of a line or zone as it was drawn. */
export interface DrawnVersion {
  readonly section: 'lines' | 'zones';
  readonly name: string;
  readonly map?: string;
  /** RFC 3339, UTC. */
  readonly from: string;
  /** Metres that hold 90 % of its error. */
  readonly tolerance?: number;
  readonly source?: string;
  readonly file: string;
  readonly hash: string;
  readonly geojson: unknown;
}

/** An agreement with its geometry. */
export interface OneAgreement {
  readonly agreement: Agreement;
  readonly geometry: readonly DrawnVersion[];
  readonly places?: unknown;
  readonly entry?: number;
}

export async function readAgreements(signal?: AbortSignal): Promise<readonly AgreementRow[]> {
  const answer = (await readJson('/api/agreements', signal)) as {
    readonly agreements: readonly AgreementRow[];
  };
  return answer.agreements;
}

export async function readOneAgreement(id: string, signal?: AbortSignal): Promise<OneAgreement> {
  return (await readJson(`/api/agreements/${encodeURIComponent(id)}`, signal)) as OneAgreement;
}
