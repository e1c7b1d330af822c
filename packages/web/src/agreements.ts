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
  readonly file?: string;
  /** The entry that drew it, where it is not the text's own. */
  readonly entry?: number;
  /** Of the canonical JSON of the drawing. */
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

/** One agreement. Its drawings travel once, within the text; each version is given its own. */
export async function readOneAgreement(id: string, signal?: AbortSignal): Promise<OneAgreement> {
  const answer = (await readJson(`/api/agreements/${encodeURIComponent(id)}`, signal)) as OneAgreement;
  const { geometry: drawings = {} } = answer.agreement;
  const geometry = answer.geometry.map((version) => ({
    ...version,
    geojson: version.geojson ?? drawings[version.file ?? ''],
  }));
  return { ...answer, geometry };
}
