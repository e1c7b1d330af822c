import { useSyncExternalStore } from 'react';

// The audience as whom the views are read. It stays in this tab; a new one begins with what everyone reads.

const NAME = 'armistice.audience';
const CHANGED = 'armistice:audience';

function subscribe(heard: () => void): () => void {
  window.addEventListener(CHANGED, heard);
  return () => window.removeEventListener(CHANGED, heard);
}

function current(): string {
  try {
    return sessionStorage.getItem(NAME) ?? 'public';
  } catch {
    return 'public';
  }
}

/** The audience in use: `public` unless somebody chose another. */
export function useSeenAs(): string {
  return useSyncExternalStore(subscribe, current);
}

/** From now on what is shown is read as this audience reads it. */
export function seeAs(audience: string): void {
  try {
    sessionStorage.setItem(NAME, audience);
  } catch {
    // A browser that stores nothing keeps to what everyone reads.
  }
  window.dispatchEvent(new Event(CHANGED));
}
