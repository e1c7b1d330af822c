import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useRef } from 'react';
import { readJson } from '../../api.ts';
import type { QueueIncident } from '../queue/queue.ts';

/** What a team is asked about one incident, by whom and until when. */
export interface InquiryRow {
  readonly incident: QueueIncident;
  /** The zone that the incident lies in, or else where its source is. */
  readonly area?: string;
  readonly inquiry: {
    readonly entry: number;
    readonly asked: string;
    readonly by?: string;
    readonly due?: string;
    readonly asks?: string;
    /** Area of responsibility of the team that is asked. */
    readonly area?: string;
    readonly risk?: string;
  };
  /** Whether it names whoever reads it; else it is of any team. */
  readonly ofYou: boolean;
}

/** What the server answers: those that name whoever asks first, each by when it is due. */
export interface InquiriesAnswer {
  /** When it was answered. */
  readonly at: string;
  /** Entries of the record then. */
  readonly size: number;
  readonly rows: readonly InquiryRow[];
  readonly totals: { readonly ofYou: number; readonly ofAnyTeam: number };
}

export const INQUIRIES = 'inquiries';
const AGAIN_MS = 30_000;

/**
 * What somebody is asked. `held` is the last answer that came, whether more was asked for since or the line dropped;
 * `isCurrent`: it is the answer to what is asked for now.
 */
export function useInquiries(handle: string, limit: number) {
  const { data, error, isPlaceholderData, refetch } = useQuery({
    // What one is asked hangs on who one is.
    queryKey: [INQUIRIES, handle, limit],
    queryFn: async ({ signal }) =>
      (await readJson(`/api/inquiries?limit=${limit}`, signal)) as InquiriesAnswer,
    placeholderData: keepPreviousData,
    // What could not be read is tried again by itself: no news may come of a quiet record.
    refetchInterval: ({ state: { status } }) => (status === 'error' ? AGAIN_MS : false),
  });
  const last = useRef<InquiriesAnswer>(undefined);
  if (data !== undefined) last.current = data;
  return {
    held: last.current,
    error,
    isCurrent: data !== undefined && !isPlaceholderData,
    again: () => void refetch(),
  };
}
