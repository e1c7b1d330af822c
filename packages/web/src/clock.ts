import { useSyncExternalStore } from 'react';
import { useMe } from './people/me.ts';
import { keepClock, keptClock } from './settings.ts';

// One clock for all that is shown: documents count their days by the clock of the agreement, and whoever reads a list beside
// one shall not reckon. Addresses, exports and the record stay in UTC.

export const UTC = 'UTC';

/** The clock that times are shown by, and those that can be chosen. */
export interface Clock {
  /** An IANA zone. */
  readonly zone: string;
  readonly choices: readonly string[];
}

const heard = new Set<() => void>();
// For a browser that stores nothing.
let chosen: string | undefined;

/** From now on times are shown by this clock. */
export function chooseClock(zone: string): void {
  chosen = zone;
  keepClock(zone);
  for (const one of heard) one();
}

function subscribe(one: () => void): () => void {
  heard.add(one);
  return () => heard.delete(one);
}

/**
 * The clock for a mission whose agreements count their days by some zones: what somebody chose where it is one of these or
 * UTC, else the agreements' own where they have one in common. Of several none goes before the others.
 */
export function clockFor(zones: readonly string[], wanted?: string): Clock {
  const choices = [...new Set([...zones, UTC])];
  const [only = UTC] = zones;
  const zone = choices.find((one) => one === wanted) ?? (zones.length === 1 ? only : UTC);
  return { zone, choices };
}

/**
 * The clock that times are shown by; UTC until the server has said by which the agreements count (`zones`, where a view was
 * told it otherwise).
 */
export function useClock(zones?: readonly string[]): Clock {
  const me = useMe();
  const wanted = useSyncExternalStore(subscribe, () => chosen ?? keptClock());
  return clockFor(me?.clocks ?? zones ?? [], wanted);
}
