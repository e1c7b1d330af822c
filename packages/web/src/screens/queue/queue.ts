import type { Footprint } from '@armistice/core/geo';
import { keepPreviousData, type QueryClient, useQuery } from '@tanstack/react-query';
import { readJson } from '../../api.ts';

/** What a person is needed for, as the server names it. */
export const NEEDS = [
  'assess',
  'second-word',
  'inquiry',
  'number',
  'complaint',
  'merge',
  'split',
  'ladder',
  'erratum',
  'bulletin',
  'proposal',
] as const;
export type Need = (typeof NEEDS)[number];
export const RISKS = ['high', 'raised', 'low'] as const;
export const ORDERS = ['risk', 'clock', 'age'] as const;
export type Order = (typeof ORDERS)[number];
export type RiskLevel = (typeof RISKS)[number];

export interface RiskReason {
  readonly is: 'casualties' | 'fire-on-monitors' | 'heavy-weapon' | 'zone' | 'near';
  readonly points: number;
  readonly count?: number;
  readonly clause?: string;
}

/** The essentials of an incident. */
export interface QueueIncident {
  readonly id: string;
  readonly kind: string;
  readonly occurred: { readonly from: string; readonly to: string };
  readonly place: Footprint;
  readonly count: { readonly min: number; readonly best: number; readonly max: number };
  readonly origins: number;
  readonly reports: number;
  readonly basis: string;
  readonly status: string;
  readonly number?: string;
  readonly verifying?: string;
}

/** One thing that waits. */
export interface QueueRow {
  readonly id: string;
  readonly needs: readonly Need[];
  readonly since: string;
  readonly due?: string;
  readonly clock?: 'rules' | 'inquiry' | 'working';
  /** By when the mission itself is to act; a team that was asked has a clock of its own (`inquiry.due`). */
  readonly act?: { readonly need: Need; readonly due: string; readonly clock: 'rules' | 'working' };
  readonly overdue: boolean;
  readonly risk: {
    readonly level: RiskLevel;
    readonly points: number;
    readonly reasons: readonly RiskReason[];
  };
  readonly area?: string;
  readonly incident?: QueueIncident;
  readonly claim?: {
    readonly by: string;
    readonly handedBy?: string;
    readonly until?: string;
    readonly note?: string;
  };
  readonly inquiry?: {
    readonly due: string;
    readonly asks: string;
    readonly area?: string;
    readonly team?: string;
    readonly risk?: string;
  };
  readonly complaint?: { readonly entry: number; readonly party: string; readonly against?: string };
  readonly with?: string;
  readonly bulletin?: { readonly number?: string; readonly cutOff?: string; readonly touched?: number };
  readonly proposal?: { readonly id: string; readonly act: string; readonly asked: string };
  readonly may: readonly string[];
  readonly mayNot: { readonly [act: string]: string };
}

/** By when a team is to answer, while a row waits for that. */
export function teamDue({ needs, inquiry }: QueueRow): string | undefined {
  return needs.includes('inquiry') ? inquiry?.due : undefined;
}

/** What the server answers. */
export interface QueueAnswer {
  readonly at: string;
  readonly rows: readonly QueueRow[];
  readonly next?: string;
  readonly totals: {
    readonly all: number;
    readonly overdue: number;
    readonly unclaimed: number;
    readonly needs: { readonly [need: string]: number };
    readonly risks: { readonly [level in RiskLevel]?: number };
    readonly beyond: number;
  };
}

export const QUEUE = 'queue';

/** The queue under filters, kept while others are asked for. */
export function useQueue(search: string, limit: number, enabled: boolean) {
  return useQuery({
    queryKey: [QUEUE, search, limit],
    queryFn: async ({ signal }) =>
      (await readJson(`/api/queue?limit=${limit}${search}`, signal)) as QueueAnswer,
    enabled,
    placeholderData: keepPreviousData,
    // Clocks run out without an entry, too.
    refetchInterval: 60_000,
  });
}

/** A row with who has it since (`by`; left out: nobody). What else hangs on that is known once the row is listed anew. */
export function heldSince({ claim: _before, ...row }: QueueRow, by: string | undefined): QueueRow {
  return by === undefined ? row : { ...row, claim: { by } };
}

/** Notes in what was listed who has a row since, until it is listed anew. */
export function noteHolder(queries: QueryClient, row: string, by: string | undefined): void {
  queries.setQueriesData<QueueAnswer>({ queryKey: [QUEUE] }, (listed) =>
    listed === undefined
      ? undefined
      : { ...listed, rows: listed.rows.map((one) => (one.id === row ? heldSince(one, by) : one)) },
  );
}
