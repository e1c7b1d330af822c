import { goTo, useAddress } from '../../address.ts';

/** What the address says of the list, by the API's names; `row` is what is being read. */
export const FILTERS = ['kind', 'risk', 'area', 'mine', 'unclaimed', 'order'] as const;
export type FilterName = (typeof FILTERS)[number];

/** The filters and the row that the address names. */
export interface QueueAddress {
  readonly filters: { readonly [name in FilterName]?: string };
  readonly row: string | undefined;
  /** As the API takes it: `&kind=number&mine=true`. */
  readonly search: string;
  set(
    changes: { readonly [name in FilterName | 'row']?: string | undefined },
    how?: 'push' | 'replace',
  ): void;
}

export function useQueueAddress(): QueueAddress {
  const { search } = useAddress();
  const given = new URLSearchParams(search);
  const filters = Object.fromEntries(
    FILTERS.flatMap((name) => {
      const value = given.get(name);
      return value === null || value === '' ? [] : [[name, value]];
    }),
  ) as QueueAddress['filters'];
  const asked = new URLSearchParams(Object.entries(filters) as [string, string][]).toString();
  return {
    filters,
    row: given.get('row') ?? undefined,
    search: asked === '' ? '' : `&${asked}`,
    set: (changes, how = 'replace') => {
      const next = new URLSearchParams(window.location.search);
      for (const [name, value] of Object.entries(changes))
        if (value === undefined || value === '') next.delete(name);
        else next.set(name, value);
      const text = next.toString();
      goTo(`/queue${text === '' ? '' : `?${text}`}`, how);
    },
  };
}
