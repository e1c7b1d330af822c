import { type Asked, filterOf } from './asked.ts';
import { type IncidentPage, queryOf, readIncidents, readTimeline } from './reading.ts';
import { LIVE } from './use-live.ts';

// What the view asks of the server before anybody did anything on it: in one place, so that it can be asked for before it is drawn.

const PAGE = '30';

interface Asking {
  readonly signal: AbortSignal;
}

/** As many bars at most as a window of so many pixels has room for: one for some five of them. */
export function barsIn(width: number): string {
  return String(width < 600 ? 72 : 180);
}

/** How much happened of what is looked for; `now` is the end of the minute that goes on, UTC milliseconds. */
export function totalsQuestion(asked: Asked, audience: string | undefined, now: number, bars: string) {
  const to = asked.to ?? new Date(now).toISOString();
  // Where nobody chose a time, the timeline says the same of all of it: one answer for both.
  const isWhole = [asked.from, asked.to, asked.begin, asked.end].every((one) => one === undefined);
  const query = queryOf({ ...filterOf(asked), to }, audience ?? '', { buckets: isWhole ? bars : '1' });
  return {
    queryKey: [LIVE, 'timeline', { audience }, query],
    queryFn: ({ signal }: Asking) => readTimeline(query, signal),
  };
}

/** The latest of what a filter leaves, page by page. */
export function listQuestion(filter: Asked, audience: string | undefined) {
  const query = queryOf(filter, audience ?? '', { order: 'latest', limit: PAGE });
  return {
    queryKey: [LIVE, 'incidents', { audience }, query],
    queryFn: ({ pageParam, signal }: Asking & { readonly pageParam: unknown }) =>
      readIncidents(
        pageParam === '' ? query : `${query}&after=${encodeURIComponent(String(pageParam))}`,
        signal,
      ),
    initialPageParam: '',
    getNextPageParam: ({ next }: IncidentPage) => next,
  };
}
