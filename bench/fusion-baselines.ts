import type { FusionReport } from '../packages/core/src/fusion/index.ts';

// Two methods of the field, as near to their papers as a page allows. Each gets the windows that are best on the truth
// itself, which nobody has in the field: what they reach here is their upper end.

/** A report as these methods see it: metres, seconds, a kind and a source. */
export interface Dot {
  readonly x: number;
  readonly y: number;
  readonly time: number;
  readonly kind: string;
  readonly source: string;
}

const PER_EAST = 74_628;
const PER_NORTH = 111_200;

export function dotOf(report: FusionReport): Dot {
  const { place } = report;
  let [longitude, latitude] = [0, 0];
  if (place.type === 'point' || place.type === 'named') [longitude, latitude] = place.at;
  if (place.type === 'sector') {
    const middle = (place.distance[0] + place.distance[1]) / 2;
    const turn = (place.bearing * Math.PI) / 180;
    longitude = place.origin[0] + (middle * Math.sin(turn)) / PER_EAST;
    latitude = place.origin[1] + (middle * Math.cos(turn)) / PER_NORTH;
  }
  const time = (Date.parse(report.occurred.from) + Date.parse(report.occurred.to)) / 2000;
  return { x: longitude * PER_EAST, y: latitude * PER_NORTH, time, kind: report.kind, source: report.source };
}

function neighbours(
  dots: readonly Dot[],
  metres: number,
  seconds: number,
): (at: number) => readonly number[] {
  const cells = new Map<number, number[]>();
  const cell = ({ x, y, time }: Dot): readonly [number, number, number] => [
    Math.floor(x / metres),
    Math.floor(y / metres),
    Math.floor(time / seconds),
  ];
  // Cells are counted from the first dot, so that three numbers fit into one.
  const [left, low, early] = dots[0] === undefined ? [0, 0, 0] : cell(dots[0]);
  const keyOf = (x: number, y: number, t: number): number =>
    ((t - early) * 16_384 + (x - left)) * 16_384 + (y - low);
  for (const [at, dot] of dots.entries()) {
    const key = keyOf(...cell(dot));
    const known = cells.get(key);
    if (known === undefined) cells.set(key, [at]);
    else known.push(at);
  }
  return (at) => {
    const dot = dots[at] as Dot;
    const [x, y, t] = cell(dot);
    const found: number[] = [];
    for (let dx = -1; dx <= 1; dx++)
      for (let dy = -1; dy <= 1; dy++)
        for (let dt = -1; dt <= 1; dt++)
          for (const other of cells.get(keyOf(x + dx, y + dy, t + dt)) ?? []) {
            const there = dots[other] as Dot;
            if (other !== at && Math.abs(there.time - dot.time) <= seconds)
              if (Math.hypot(there.x - dot.x, there.y - dot.y) <= metres) found.push(other);
          }
    return found;
  };
}

/** ST-DBSCAN (Birant and Kut 2007) with at least one neighbour: what is near in space and time is one. */
export function densityLink(dots: readonly Dot[], metres: number, seconds: number): Int32Array {
  const near = neighbours(dots, metres, seconds);
  const label = new Int32Array(dots.length).fill(-1);
  for (let start = 0; start < dots.length; start++) {
    if ((label[start] as number) >= 0) continue;
    label[start] = start;
    const open = [start];
    for (let at = open.pop(); at !== undefined; at = open.pop())
      for (const other of near(at))
        if ((label[other] as number) < 0) {
          label[other] = start;
          open.push(other);
        }
  }
  return label;
}

/** After MELTT (Donnay and others 2019): within a window the nearest pairs match first, one report of each source. */
export function matchedPairs(dots: readonly Dot[], metres: number, seconds: number): Int32Array {
  const near = neighbours(dots, metres, seconds);
  const pairs: { readonly a: number; readonly b: number; readonly far: number }[] = [];
  for (let a = 0; a < dots.length; a++)
    for (const b of near(a)) {
      if (b <= a) continue;
      const [one, other] = [dots[a] as Dot, dots[b] as Dot];
      const away = Math.hypot(one.x - other.x, one.y - other.y) / metres;
      const kind = one.kind === other.kind ? 0 : 0.5;
      pairs.push({ a, b, far: away + Math.abs(one.time - other.time) / seconds + kind });
    }
  pairs.sort((p, q) => p.far - q.far);
  const label = Int32Array.from(dots, (_, at) => at);
  const members = new Map<number, number[]>(dots.map((_, at) => [at, [at]]));
  for (const { a, b } of pairs) {
    const [x, y] = [label[a] as number, label[b] as number];
    if (x === y) continue;
    const [left, right] = [members.get(x) ?? [], members.get(y) ?? []];
    const sources = new Set(left.map((at) => dots[at]?.source));
    if (right.some((at) => sources.has(dots[at]?.source))) continue;
    for (const at of right) label[at] = x;
    left.push(...right);
    members.delete(y);
  }
  return label;
}
