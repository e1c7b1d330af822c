import { readMoment } from '@armistice/core/base';
import type { Incident } from '@armistice/core/mission';
import { useQuery } from '@tanstack/react-query';
import { readJson } from '../api.ts';
import { useAudience } from '../people/use-audience.ts';

const HOURS = 6;
const DEGREES = 0.15;

/** Incidents within six hours and some fifteen kilometres of one, for the same readers; the nearest in time first. */
export function useNearby(incident: Incident | undefined) {
  const audience = useAudience();
  return useQuery({
    queryKey: ['account', 'nearby', audience, incident?.id],
    queryFn: async ({ signal }) => nearTo(incident as Incident, audience, signal),
    enabled: incident !== undefined,
    // What is filed meanwhile may be of the same incident.
    refetchInterval: 5_000,
  });
}

async function nearTo(
  incident: Incident,
  audience: string,
  signal: AbortSignal,
): Promise<readonly Incident[]> {
  const { at } = incident.place;
  const [from, to] = [incident.occurred.from, incident.occurred.to].map((one) => readMoment(one) ?? 0);
  const query = new URLSearchParams({
    audience,
    from: new Date((from ?? 0) - HOURS * 3_600_000).toISOString(),
    to: new Date((to ?? 0) + HOURS * 3_600_000).toISOString(),
    bbox: [at[0] - DEGREES, at[1] - DEGREES, at[0] + DEGREES, at[1] + DEGREES]
      .map((one) => one.toFixed(6))
      .join(','),
    limit: '100',
  });
  const answer = (await readJson(`/api/incidents?${query}`, signal)) as {
    readonly incidents: readonly { readonly incident: Incident }[];
  };
  const apart = (one: Incident) => Math.abs((readMoment(one.occurred.from) ?? 0) - (from ?? 0));
  return answer.incidents
    .map((row) => row.incident)
    .filter((one) => one.id !== incident.id && one.basis === incident.basis)
    .sort((a, b) => apart(a) - apart(b));
}
