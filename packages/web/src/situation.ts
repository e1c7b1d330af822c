import type { Agreement, Indication } from '@armistice/core/agreement';
import type { Incident, ReportView } from '@armistice/core/mission';
import { readJson } from './api.ts';

/** A report as everyone may know it, with the entry that holds it. */
export interface FiledReport {
  readonly key: string;
  readonly index: number;
  /** What the record calls its source. */
  readonly name?: string;
  readonly report: ReportView;
}

/** What the server says of the mission at this moment. The page checks it against the record. */
export interface Situation {
  readonly exercise: boolean;
  readonly title: string;
  readonly agreement?: Agreement;
  readonly reports: readonly FiledReport[];
  readonly incidents: readonly Incident[];
  readonly indications: readonly Indication[];
  /** Every agreement in force, in the order of adoption. */
  readonly agreements: readonly { readonly agreement: Agreement }[];
  readonly totals: { readonly reports: number; readonly incidents: number };
  /** What stands beside every count. */
  readonly coverage:
    | 'not recorded'
    | { readonly hours: number; readonly of: number; readonly denied: number; readonly running?: true };
  /** Entries under the newest checkpoint. */
  readonly size: number;
  readonly policy: string;
  readonly witnesses: readonly { readonly name: string; readonly independent: boolean }[];
}

export async function readSituation(signal?: AbortSignal): Promise<Situation> {
  return (await readJson('/api/situation', signal)) as Situation;
}
