import { readMoment } from '@armistice/core/base';
import type { Incident } from '@armistice/core/mission';

/** A number below `below` that follows from a key of a report or an incident: the same at every start. */
export function drawOf(key: string, below: number, at = 0): number {
  return Number.parseInt(key.slice(8 + 4 * at, 12 + 4 * at), 16) % below;
}

/** When an incident was over, UTC milliseconds. */
export function endOf({ occurred }: Incident): number {
  return readMoment(occurred.to) ?? 0;
}
