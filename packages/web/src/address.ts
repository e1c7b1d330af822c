import { type MouseEvent, useSyncExternalStore } from 'react';

// Every view has an address. The browser's own history holds it; nothing else does.

/** The address in use, as parts of a URL: `/agreements/x`, `?at=…`, `#clause-2`. */
export interface Address {
  readonly path: string;
  readonly search: string;
  readonly hash: string;
}

const CHANGED = 'armistice:address';

function subscribe(heard: () => void): () => void {
  for (const name of ['popstate', 'hashchange', CHANGED]) window.addEventListener(name, heard);
  return () => {
    for (const name of ['popstate', 'hashchange', CHANGED]) window.removeEventListener(name, heard);
  };
}

let known: Address = { path: '', search: '', hash: '' };

function current(): Address {
  const { pathname: path, search, hash } = window.location;
  // The same object while nothing changed, as React asks of a snapshot.
  if (known.path !== path || known.search !== search || known.hash !== hash) known = { path, search, hash };
  return known;
}

export function useAddress(): Address {
  return useSyncExternalStore(subscribe, current);
}

/** Goes to an address of this page; `replace` leaves no step to go back to. */
export function goTo(url: string, how: 'push' | 'replace' = 'push'): void {
  if (how === 'push') window.history.pushState(null, '', url);
  else window.history.replaceState(null, '', url);
  window.dispatchEvent(new Event(CHANGED));
}

/** For links within the page: a plain click changes the view, any other is the browser's. */
export function followed(event: MouseEvent<HTMLAnchorElement>): void {
  if (event.defaultPrevented || event.button !== 0) return;
  if (event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return;
  event.preventDefault();
  const { pathname, search, hash } = event.currentTarget;
  const sameView = pathname === window.location.pathname;
  goTo(`${pathname}${search}${hash}`);
  if (!sameView) window.scrollTo(0, 0);
}

/** The parts of a path, decoded; of one that cannot be decoded, as they stand. */
export function partsOf(path: string): readonly string[] {
  return path
    .split('/')
    .filter((part) => part !== '')
    .map((part) => {
      try {
        return decodeURIComponent(part);
      } catch {
        return part;
      }
    });
}
