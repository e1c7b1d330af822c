import { useSyncExternalStore } from 'react';

// The audience that somebody chose to read the views as. The choice stays in this tab.

const NAME = 'armistice.audience';
const CHANGED = 'armistice:audience';

function subscribe(heard: () => void): () => void {
  window.addEventListener(CHANGED, heard);
  return () => window.removeEventListener(CHANGED, heard);
}

/** The audience that was chosen in this tab, if any, at this moment. */
export function seenAs(): string | undefined {
  try {
    return sessionStorage.getItem(NAME) ?? undefined;
  } catch {
    return undefined;
  }
}

/** The audience that was chosen, if any. Whether it may be read is for `useAudience`. */
export function useSeenAs(): string | undefined {
  return useSyncExternalStore(subscribe, seenAs);
}

/** From now on what is shown is read as this audience reads it; without one, as the reader's own widest. */
export function seeAs(audience?: string): void {
  try {
    if (audience === undefined) sessionStorage.removeItem(NAME);
    else sessionStorage.setItem(NAME, audience);
  } catch {
    // A browser that stores nothing keeps to the reader's own.
  }
  window.dispatchEvent(new Event(CHANGED));
}
