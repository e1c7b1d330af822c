// Which side of a straight edge a point lies on, decided exactly: first in doubles with a bound on their error, and
// where that leaves a doubt with sums that lose nothing (T. J. Dekker 1971; J. R. Shewchuk 1997). Inside and outside of
// a zone are then facts about the numbers in the file, not about how a computation was arranged.

/** Twice the rounding unit, times what the four subtractions and two products of the plain formula can gather. */
const DOUBT = 8 * 1.1102230246251565e-16;
const SPLITTER = 134217729;

/**
 * 1 where the point lies to the left of the edge from a to b, −1 to the right, 0 exactly on its straight line.
 * Plane coordinates, x to the right and y up; their products must stay within the range of a double.
 */
export function orientation(
  ax: number,
  ay: number,
  bx: number,
  by: number,
  px: number,
  py: number,
): -1 | 0 | 1 {
  const left = (ax - px) * (by - py);
  const right = (ay - py) * (bx - px);
  const difference = left - right;
  const bound = DOUBT * (Math.abs(left) + Math.abs(right));
  if (difference > bound) return 1;
  if (difference < -bound) return -1;
  return exactOrientation(ax, ay, bx, by, px, py);
}

/** ax·by − ay·bx + bx·py − by·px + px·ay − py·ax, each product as two doubles, summed without loss. */
function exactOrientation(
  ax: number,
  ay: number,
  bx: number,
  by: number,
  px: number,
  py: number,
): -1 | 0 | 1 {
  const sum: number[] = [];
  for (const [x, y] of [
    [ax, by],
    [-ay, bx],
    [bx, py],
    [-by, px],
    [px, ay],
    [-py, ax],
  ] as const) {
    const product = x * y;
    grow(sum, product);
    grow(sum, productRest(x, y, product));
  }
  // The parts do not overlap and grow in size: the last that is not nought has the sign of all.
  const last = sum.findLast((part) => part !== 0) ?? 0;
  return last > 0 ? 1 : last < 0 ? -1 : 0;
}

/** What rounding took from a product. */
function productRest(x: number, y: number, product: number): number {
  const [xHigh, yHigh] = [high(x), high(y)];
  const [xLow, yLow] = [x - xHigh, y - yHigh];
  return xLow * yLow - (product - xHigh * yHigh - xLow * yHigh - xHigh * yLow);
}

/** The upper half of a double's digits. */
function high(x: number): number {
  const wide = SPLITTER * x;
  return wide - (wide - x);
}

/** Adds a double to a sum of non-overlapping parts in growing order, and keeps it one. */
function grow(sum: number[], part: number): void {
  let carried = part;
  for (const [i, old] of sum.entries()) {
    const total = carried + old;
    const share = total - carried;
    sum[i] = carried - (total - share) + (old - share);
    carried = total;
  }
  sum.push(carried);
}
