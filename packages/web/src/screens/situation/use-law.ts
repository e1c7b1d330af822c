import { useQueries, useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import { type AgreementRow, type OneAgreement, readAgreements, readOneAgreement } from '../../agreements.ts';
import { type NamedPlace, placesIn } from '../../map/named-places.ts';
import { type ClauseArea, indexAreas } from '../agreement/clause-areas.ts';
import { type DrawnGeometry, drawnFrom, inForceAt } from '../agreement/drawn-geometry.ts';

/** One agreement in force, ready to be drawn. */
export interface Law {
  readonly known: OneAgreement;
  readonly drawn: DrawnGeometry;
  readonly areas: readonly ClauseArea[];
}

export interface Laws {
  readonly laws: readonly Law[];
  readonly places: readonly NamedPlace[];
}

interface Asking {
  readonly signal: AbortSignal;
}

/** Which agreements there are, as the view asks it. */
export const LAWS_QUESTION = {
  queryKey: ['agreements'],
  queryFn: ({ signal }: Asking) => readAgreements(signal),
  staleTime: Number.POSITIVE_INFINITY,
};

/** What one of them says and draws. */
export function lawQuestion(id: string) {
  return {
    queryKey: ['agreement', id],
    queryFn: ({ signal }: Asking) => readOneAgreement(id, signal),
    staleTime: Number.POSITIVE_INFINITY,
  };
}

/** Those that this mission adopted. */
export function inForceIn(rows: readonly AgreementRow[]): readonly string[] {
  return rows.filter(({ entry }) => entry !== undefined).map(({ id }) => id);
}

/** The agreements in force with their lines and zones; undefined until they are there. One that cannot be had is left out. */
export function useLaws(at: number): Laws | undefined {
  const list = useQuery(LAWS_QUESTION);
  const known = useQueries({ queries: inForceIn(list.data ?? []).map(lawQuestion) });
  const ready = list.isError || (list.isSuccess && known.every(({ isPending }) => !isPending));
  const data = known.flatMap((one) => (one.data === undefined ? [] : [one.data]));
  const key = data.map(({ agreement, entry }) => `${agreement.agreement} ${entry}`).join();
  // biome-ignore lint/correctness/useExhaustiveDependencies: the key says what is in force; what was asked for again is the same
  return useMemo(() => (ready ? lawsOf(data, at) : undefined), [ready, key, at]);
}

function lawsOf(known: readonly OneAgreement[], at: number): Laws {
  const laws = known.map((one) => ({
    known: one,
    drawn: inForceAt(drawnFrom(one.agreement, one.geometry), at),
    areas: indexAreas(one.agreement).areas,
  }));
  const places = new Map(
    known.flatMap((one) => placesIn(one.places)).map((place) => [`${place.name} ${place.at}`, place]),
  );
  return { laws, places: [...places.values()] };
}
