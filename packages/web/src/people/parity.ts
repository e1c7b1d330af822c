import { readJson } from '../api.ts';

/** How a figure compares with that of the other parties together. */
export interface Compared {
  readonly ratio?: number | null;
  readonly low?: number | null;
  readonly high?: number | null;
  /** More than chance explains, in view of how many figures were compared. */
  readonly differs: boolean;
}

/** A figure of one party with its interval; or that it is too small to be shown. */
export interface PartyFigure {
  readonly party: string;
  readonly suppressed?: true;
  readonly n?: number;
  /** Cases in which the step is not taken yet. */
  readonly open?: number;
  /** Null where half are still open. Hours, or reports. */
  readonly median?: number | null;
  readonly count?: number;
  readonly share?: number | null;
  readonly low?: number;
  /** Null where there is no upper end yet. */
  readonly high?: number | null;
  readonly others?: Compared;
}

interface Row {
  /** How the cases concern a party. */
  readonly standing: string;
  /** Every party, in the order of the agreement. */
  readonly parties: readonly PartyFigure[];
}
export interface TimeRow extends Row {
  readonly step: string;
  readonly from: 'event' | 'complaint';
}
export interface EvidenceRow extends Row {
  readonly decision: string;
  readonly counts: 'reports' | 'origins';
}
export interface ShareRow extends Row {
  readonly of: string;
  readonly is: string;
}

/** The parity figures as the server worked them out of the record. */
export interface Parity {
  readonly parties: readonly string[];
  /** RFC 3339: what is open has been open until then. */
  readonly at: string;
  readonly size: number;
  readonly incidents: number;
  readonly complaints: number;
  readonly takenUpOnly: boolean;
  readonly suppressedBelow?: number;
  readonly compared: number;
  readonly times: readonly TimeRow[];
  readonly evidence: readonly EvidenceRow[];
  readonly shares: readonly ShareRow[];
}

/** What is asked for: days as `2026-11-01`, the later one included; empty for no bound. */
export interface ParityAsked {
  readonly audience: string;
  readonly from: string;
  readonly to: string;
}

export async function readParity({ audience, from, to }: ParityAsked, signal?: AbortSignal): Promise<Parity> {
  const query = new URLSearchParams();
  if (audience !== 'public') query.set('audience', audience);
  if (from !== '') query.set('from', `${from}T00:00:00Z`);
  if (to !== '') query.set('to', dayAfter(to));
  const asked = query.size === 0 ? '' : `?${query}`;
  return (await readJson(`/api/parity${asked}`, signal)) as Parity;
}

/** The server's bound is not included; a person means the whole of the day. */
function dayAfter(day: string): string {
  return new Date(Date.parse(`${day}T00:00:00Z`) + 86_400_000).toISOString();
}
