import { goTo, useAddress } from '../../address.ts';

/** What incidents are looked for by, under the names that the API has. */
export const FILTERS = [
  'kind',
  'status',
  'source',
  'clause',
  'party',
  'outcome',
  'bbox',
  'from',
  'to',
] as const;
export type Filter = (typeof FILTERS)[number];

// What else the address holds: the incident that is open, the stretch that the timeline shows, where the map is, and what
// it shows besides what happened.
const VIEW = ['selected', 'begin', 'end', 'at', 'show', 'ground', 'towns'] as const;

/** What the view shows: all of it stands in its address. */
export type Asked = { readonly [name in Filter | (typeof VIEW)[number]]?: string };

/** What an address asks for. */
export function askedIn(search: string): Asked {
  const said = new URLSearchParams(search);
  return Object.fromEntries(
    [...FILTERS, ...VIEW].flatMap((name) => {
      const value = said.get(name);
      return value === null || value === '' ? [] : [[name, value]];
    }),
  );
}

/** As a query, in one order, so that one view has one address. */
export function searchOf(asked: Asked, names: readonly (keyof Asked)[] = [...FILTERS, ...VIEW]): string {
  const said = new URLSearchParams();
  for (const name of names) {
    const value = asked[name];
    if (value !== undefined && value !== '') said.set(name, value);
  }
  return said.toString();
}

/** Changes what is asked for; a value of undefined takes it away. `replace` leaves no step to go back to. */
export type Ask = (
  change: { readonly [name in keyof Asked]?: string | undefined },
  how?: 'push' | 'replace',
) => void;

/** What the address asks for, and how to ask for something else. */
export function useAsked(): readonly [Asked, Ask] {
  const { path, search } = useAddress();
  const ask: Ask = (change, how = 'push') => {
    // A map that is put away tells a last time where it stood.
    if (window.location.pathname !== path) return;
    // What the address says at this moment: two changes may come in one frame.
    const next = searchOf({ ...askedIn(window.location.search), ...change } as Asked);
    goTo(`${path}${next === '' ? '' : `?${next}`}`, how);
  };
  return [askedIn(search), ask];
}

/** Of what is asked for, that which a filter says. */
export function filterOf(asked: Asked, without: readonly Filter[] = []): Asked {
  return Object.fromEntries(
    FILTERS.flatMap((name) => {
      const value = asked[name];
      return value === undefined || without.includes(name) ? [] : [[name, value]];
    }),
  );
}
