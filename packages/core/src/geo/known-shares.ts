import type { Footprint } from './footprint.ts';

// Towns and posts are named over and over, and incidents are judged again when the law changes: what was measured of a
// line or zone is kept for as long as that is.

/** So many answers are kept of each line or zone, some ten megabytes; then it begins anew. */
const MOST = 65_536;

const KNOWN = new WeakMap<object, Map<string, number>>();

/** The share of a footprint in a part of a line or zone, which `question` names; measured unless it is known. */
export function knownShare(
  of: object,
  { at, covariance }: Footprint,
  question: string,
  measure: () => number,
): number {
  let shares = KNOWN.get(of);
  if (shares === undefined) {
    shares = new Map();
    KNOWN.set(of, shares);
  }
  const key = `${at[0]} ${at[1]} ${covariance[0]} ${covariance[1]} ${covariance[2]} ${question}`;
  const known = shares.get(key);
  if (known !== undefined) return known;
  const share = measure();
  if (shares.size >= MOST) shares.clear();
  shares.set(key, share);
  return share;
}
