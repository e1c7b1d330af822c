import type { MissionMap } from './map.ts';
import type { Sieve } from './map-sieve.ts';

/** A page of the latest: those behind `after`, at most so many. */
export interface LatestPage {
  readonly after?: { readonly from: number; readonly id: string };
  readonly limit: number;
}

interface Found {
  readonly row: number;
  /** When it began, UTC milliseconds. */
  readonly from: number;
}

/**
 * The rows that began last, the latest first, and by their ids the other way round where they began at once. All wanted
 * rows are looked at, and hardly any is kept: among the latest so far there is soon no place for it.
 */
export function latestOn(map: MissionMap, sieve: Sieve, { after, limit }: LatestPage): readonly Found[] {
  const order = (a: Found, b: Found) => b.from - a.from || map.compareIds(b.row, a.row);
  const best: Found[] = [];
  let least = Number.NEGATIVE_INFINITY;
  const cut = () => {
    best.sort(order);
    if (best.length <= limit) return;
    best.length = limit;
    least = best.at(-1)?.from ?? least;
  };
  const { from: last = Number.POSITIVE_INFINITY, id = '' } = after ?? {};
  map.eachFound(sieve, (row, _place, from) => {
    if (from < least || from > last) return;
    if (from === last && map.idAt(row) >= id) return;
    best.push({ row, from });
    if (best.length >= 2 * limit + 64) cut();
  });
  cut();
  return best;
}
