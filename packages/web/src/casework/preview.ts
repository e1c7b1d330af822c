import type { Incident } from '@armistice/core/mission';
import { useQuery } from '@tanstack/react-query';
import { sendJson } from '../api.ts';
import { useAudience } from '../people/use-audience.ts';

/** A join, a split or an undo that somebody thinks of. */
export type Linking =
  | { readonly join: readonly string[] }
  | { readonly split: { readonly reports: readonly string[]; readonly from: readonly string[] } }
  | { readonly undo: number };

/** An incident as a preview tells it. */
export interface PreviewRow
  extends Pick<Incident, 'id' | 'kind' | 'reports' | 'occurred' | 'count' | 'origins' | 'status'> {
  readonly number?: string;
  readonly indications: readonly {
    readonly clause: string;
    readonly outcome: string;
    readonly probability: number | null;
  }[];
}

/** What would follow; or the fold's sentence why nothing would. */
export type Preview =
  | { readonly ok: false; readonly why: string }
  | {
      readonly ok: true;
      readonly before: readonly PreviewRow[];
      readonly after: readonly PreviewRow[];
      readonly bulletins: readonly string[];
      readonly counted?: {
        readonly rule: { readonly rule: string; readonly version: number };
        readonly before: { readonly min: number; readonly best: number; readonly max: number };
        readonly after: { readonly min: number; readonly best: number; readonly max: number };
      };
    };

/** Has the server try it on a copy; nothing is asked where nothing is chosen. */
export function usePreview(linking: Linking | undefined) {
  const audience = useAudience();
  return useQuery({
    queryKey: ['account', 'preview', audience, linking],
    queryFn: async () =>
      (await sendJson(`/api/preview?audience=${encodeURIComponent(audience)}`, linking)) as Preview,
    enabled: linking !== undefined,
    retry: false,
    staleTime: 0,
  });
}
