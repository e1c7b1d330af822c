import { courseBetween, distancesToLine, type Line, type Position, positionAlong } from '@armistice/core/geo';

// The outline of a belt, for the eye: every corner of it lies at the stated distance from the line on the ellipsoid.
// What decides is never this drawing but the distance itself.

/** Degrees between two points of an arc. */
const ARC_STEP = 6;
/** Steps along a whole line, at most. */
const MOST_STEPS = 2000;
/** So many lie along an edge as long as the distance: what comes near between two of them cuts off a five-hundredth of it at most. */
const STEPS = 8;
/** Metres between two points of the curve beside a straight edge, at most. */
const LONGEST = 2000;
/** How often the stretch is halved in which the curve ends. */
const HALVINGS = 5;

/** From `beyond` to `within` metres of a line, to the left of whoever walks a part of it as drawn, or to the right. */
export interface BeltWidth {
  readonly side: 'left' | 'right';
  readonly beyond: number;
  readonly within: number;
}

/** A belt along one part of a line. */
export interface BeltShape {
  /** Closed: its last position is its first. */
  readonly ring: readonly Position[];
  /** What bounds it at a stated distance: its outer edge, and its inner one where it does not begin at the line. */
  readonly edges: readonly (readonly Position[])[];
}

/** The shape of a belt along each part of a line. */
export function beltShape(
  line: Line,
  parts: readonly (readonly Position[])[],
  { side, beyond, within }: BeltWidth,
): readonly BeltShape[] {
  return parts.map((part) => {
    const walk = side === 'left' ? part : [...part].reverse();
    const outer = offsetPath(line, walk, within);
    const inner = beyond === 0 ? walk : offsetPath(line, walk, beyond);
    const ring = [...outer, ...[...inner].reverse()];
    const [first] = ring;
    return {
      ring: first === undefined ? ring : [...ring, first],
      edges: beyond === 0 ? [outer] : [outer, inner],
    };
  });
}

/** Points of a circle on the ellipsoid. */
export function circleShape(at: Position, radius: number): readonly Position[] {
  return Array.from({ length: 73 }, (_, i) => positionAlong(at, (i % 72) * 5, radius));
}

/** A stretch of the curve, by one number: metres along an edge of the walk, or the azimuth round one of its points. */
interface Stretch {
  readonly place: (along: number) => Position;
  /** Beside an edge: what lies between two of its places is as straight as they are. */
  readonly straight: boolean;
}

/** A place on the curve, if nothing of the line is nearer to it than the distance. */
interface Candidate {
  readonly at: Position;
  /** Where on which stretch; where two stretches meet within a bend, on none. */
  readonly on?: { readonly stretch: Stretch; readonly along: number };
}

/**
 * The curve at a distance to the left of a walk, round its ends as well: candidates beside the walk, of which those stay that
 * no other part of the line is nearer to. Where one stays and its neighbour does not, the curve is followed to where it ends;
 * along a straight edge few are needed, and the map has less to draw.
 */
function offsetPath(line: Line, walk: readonly Position[], distance: number): readonly Position[] {
  const edges = edgesOf(walk);
  const length = edges.reduce((sum, edge) => sum + edge.length, 0);
  const step = Math.max(length / MOST_STEPS, Math.min(distance / STEPS, LONGEST), 10);
  const candidates: Candidate[] = [];
  const follow = (stretch: Stretch, from: number, to: number, pieces: number) => {
    for (let k = 0; k <= pieces; k++)
      candidates.push(candidateOn(stretch, from + ((to - from) * k) / pieces));
  };
  const arc = (at: Position, from: number, to: number) => {
    const place = (azimuth: number) => positionAlong(at, azimuth, distance);
    follow({ place, straight: false }, from, to, Math.max(1, Math.ceil((to - from) / ARC_STEP)));
  };
  for (const [i, edge] of edges.entries()) {
    const before = edges[i - 1];
    const left = edge.azimuth - 90;
    // Straight back, and round to the left: the half of the end that belongs to this side.
    if (before === undefined) arc(edge.from, left - 90, left);
    else {
      const turn = ((edge.azimuth - before.azimuth + 540) % 360) - 180;
      if (turn > 0) arc(edge.from, left - turn, left);
      else candidates.push({ at: withinBend(edge.from, left - turn / 2, turn, distance) });
    }
    const place = (along: number) =>
      positionAlong(positionAlong(edge.from, edge.azimuth, along), left, distance);
    // Never fewer than two: where both ends of an edge are trimmed, its middle may hold.
    follow({ place, straight: true }, 0, edge.length, Math.max(2, Math.ceil(edge.length / step)));
    if (i === edges.length - 1) arc(edge.to, left, left + 90);
  }
  const stays = areOn(line, candidates, distance);
  const ends = endsOf(line, candidates, stays, distance);
  return thinned(
    candidates.flatMap((one, i) => [...(stays[i] === true ? [one] : []), ...(ends.get(i) ?? [])]),
  );
}

interface Edge {
  readonly from: Position;
  readonly to: Position;
  readonly azimuth: number;
  /** Metres. */
  readonly length: number;
}

function edgesOf(walk: readonly Position[]): readonly Edge[] {
  return walk.slice(1).flatMap((to, i) => {
    const from = walk[i] as Position;
    const course = courseBetween(from, to);
    if (course === undefined || course.distance === 0) return [];
    return [{ from, to, azimuth: course.azimuth, length: course.distance }];
  });
}

/** Where the curves beside both edges of a bend meet, on the side to which it turns. */
function withinBend(corner: Position, towards: number, turn: number, distance: number): Position {
  // Of a bend that goes back on itself they meet farther out than anything is looked for.
  const far = 1 / Math.max(0.05, Math.cos((turn * Math.PI) / 360));
  return positionAlong(corner, towards, distance * far);
}

function candidateOn(stretch: Stretch, along: number): Candidate {
  return { at: stretch.place(along), on: { stretch, along } };
}

/** Where the curve begins or ends within a stretch, by the index of the candidate that it lies behind. */
function endsOf(
  line: Line,
  candidates: readonly Candidate[],
  stays: readonly boolean[],
  distance: number,
): ReadonlyMap<number, readonly Candidate[]> {
  const gaps = candidates.flatMap(({ on }, i) => {
    const next = candidates[i + 1]?.on;
    if (on === undefined || next?.stretch !== on.stretch || stays[i] === stays[i + 1]) return [];
    const [inside, outside] = stays[i] === true ? [on, next] : [next, on];
    return [{ i, stretch: on.stretch, stays: inside.along, goes: outside.along }];
  });
  for (let turn = 0; turn < HALVINGS; turn++) {
    const middles = gaps.map(({ stretch, stays: a, goes: b }) => candidateOn(stretch, (a + b) / 2));
    for (const [k, holds] of areOn(line, middles, distance).entries()) {
      const gap = gaps[k];
      if (gap !== undefined) gap[holds ? 'stays' : 'goes'] = (gap.stays + gap.goes) / 2;
    }
  }
  return new Map(gaps.map(({ i, stretch, stays: along }) => [i, [candidateOn(stretch, along)]]));
}

/** Without what lies between two others beside one edge, closer together than a map has to show. */
function thinned(curve: readonly Candidate[]): readonly Position[] {
  const kept: Candidate[] = [];
  for (const [i, one] of curve.entries()) {
    const [last, next] = [kept.at(-1)?.on, curve[i + 1]?.on];
    const { on } = one;
    const between =
      on?.stretch.straight === true && last?.stretch === on.stretch && next?.stretch === on.stretch;
    if (!between || next.along - last.along > LONGEST) kept.push(one);
  }
  return kept.map(({ at }) => at);
}

/** Which of them no part of the line is nearer to than the distance; where two stretches meet, nor farther from. */
function areOn(line: Line, candidates: readonly Candidate[], distance: number): readonly boolean[] {
  const flat = new Float64Array(candidates.length * 2);
  for (const [i, { at }] of candidates.entries()) [flat[2 * i], flat[2 * i + 1]] = at;
  const nearest = new Float64Array(candidates.length);
  distancesToLine(line, flat, nearest);
  // A step along a geodesic turns its azimuth by a trifle, so a metre in ten kilometres is let through.
  const trifle = distance * 1e-4 + 0.5;
  return Array.from(nearest, (one, i) => {
    if (one < distance - trifle) return false;
    return candidates[i]?.on !== undefined || one <= distance + trifle;
  });
}
