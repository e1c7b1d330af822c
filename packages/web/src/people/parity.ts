import type { Parity, ShareFigure, TimeFigure } from '@armistice/core/mission';
import { readJson } from '../api.ts';

export type { Parity };

/** A figure of one party as any row may have it, with its interval; or that it is too small to be shown. */
export type PartyFigure = { readonly party: string; readonly suppressed?: true } & Partial<
  TimeFigure & Omit<ShareFigure, keyof TimeFigure>
>;

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
