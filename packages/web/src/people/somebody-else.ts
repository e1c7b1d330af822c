import { useSyncExternalStore } from 'react';

// How often this page has been given to somebody else. A view that begins anew with the number keeps nothing for them: no
// identity on the screen, no reason half written, no entry signed and not yet answered.

let times = 0;
const heard = new Set<() => void>();

/** Calls back when somebody else looks from now on. Answers how to stop. */
export function onSomebodyElse(tell: () => void): () => void {
  heard.add(tell);
  return () => heard.delete(tell);
}

/** A number that is another one for each person who looks through this page after another. */
export function useSomebodyElse(): number {
  return useSyncExternalStore(onSomebodyElse, () => times);
}

/** From now on somebody else looks: every view begins anew. */
export function somebodyElse(): void {
  times += 1;
  for (const tell of heard) tell();
}
