import type { MissionState } from './state.ts';

/**
 * After a state was restored, its groupings take in the reports that it had: so many at a call, or all. Answers whether
 * all are in. What needs them waits for it by itself; a host that calls it between other work lets nobody wait.
 */
export function warmUp(state: MissionState, most: number = Number.POSITIVE_INFINITY): boolean {
  let all = true;
  for (const grouping of state.groupings.values()) all = grouping.warm(most) && all;
  return all;
}
