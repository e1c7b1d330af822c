import type { AgreementStanding } from '@armistice/core/mission';
import { useQuery } from '@tanstack/react-query';
import { readJson } from '../../../api.ts';
import { useMe } from '../../../people/me.ts';
import { useAudience } from '../../../people/use-audience.ts';

/** Where an agreement stands, with the incidents that each clause speaks of, and who could observe. */
export interface Standing extends AgreementStanding {
  /** By clause and status. */
  readonly speaks: { readonly [clause: string]: { readonly [status: string]: number } };
  readonly assessedOnly: boolean;
  readonly coverage: 'not recorded' | { readonly hours: number; readonly of: number };
}

/** Where an agreement stands as the reader may know it; asked only of one that the mission adopted. */
export function useStanding(id: string, adopted: boolean) {
  const audience = useAudience();
  const me = useMe();
  return useQuery({
    queryKey: ['standing', id, audience],
    queryFn: async ({ signal }) => {
      const query = audience === 'public' ? '' : `?audience=${audience}`;
      return (await readJson(
        `/api/agreements/${encodeURIComponent(id)}/standing${query}`,
        signal,
      )) as Standing;
    },
    enabled: adopted && me !== undefined,
  });
}
