import { courseBetween, distancesToLine, type Line, type Position, positionAlong } from '@armistice/core/geo';

// The outline of a belt, for the eye: every corner of it lies at the stated distance from the line on the ellipsoid.
// What decides is never this drawing but the distance itself.

/** Degrees between two points of an arc. */
const ARC_STEP = 6;
const MOST_STEPS = 4000;

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

/**
 * The curve at a distance to the left of a walk, round its ends as well: candidates beside every point of the walk, of
 * which those stay that no other part of the line is nearer to.
 */
function offsetPath(line: Line, walk: readonly Position[], distance: number): readonly Position[] {
  const candidates: Position[] = [];
  const arc = (at: Position, from: number, to: number) => {
    const steps = Math.max(1, Math.ceil((to - from) / ARC_STEP));
    for (let i = 0; i <= steps; i++)
      candidates.push(positionAlong(at, from + ((to - from) * i) / steps, distance));
  };
  const edges = edgesOf(walk, distance);
  for (const [i, edge] of edges.entries()) {
    const before = edges[i - 1];
    const left = edge.azimuth - 90;
    // Straight back, and round to the left: the half of the end that belongs to this side.
    if (before === undefined) arc(edge.from, left - 90, left);
    else {
      const turn = ((edge.azimuth - before.azimuth + 540) % 360) - 180;
      if (turn > 0) arc(edge.from, left - turn, left);
      else candidates.push(positionAlong(edge.from, left, distance));
    }
    candidates.push(positionAlong(edge.to, left, distance));
    if (i === edges.length - 1) arc(edge.to, left, left + 90);
  }
  return notNearer(line, candidates, distance);
}

interface WalkEdge {
  readonly from: Position;
  readonly to: Position;
  readonly azimuth: number;
}

/** The edges of a walk in short steps, each with its azimuth. */
function edgesOf(walk: readonly Position[], distance: number): readonly WalkEdge[] {
  const courses = walk.slice(1).map((to, i) => courseBetween(walk[i] as Position, to));
  const length = courses.reduce((sum, course) => sum + (course?.distance ?? 0), 0);
  const step = Math.max(length / MOST_STEPS, Math.min(distance / 30, 2000), 10);
  const edges: WalkEdge[] = [];
  for (const [i, course] of courses.entries()) {
    if (course === undefined || course.distance === 0) continue;
    const pieces = Math.ceil(course.distance / step);
    let from = walk[i] as Position;
    for (let k = 1; k <= pieces; k++) {
      const to = positionAlong(walk[i] as Position, course.azimuth, (course.distance * k) / pieces);
      edges.push({ from, to, azimuth: course.azimuth });
      from = to;
    }
  }
  return edges;
}

function notNearer(line: Line, candidates: readonly Position[], distance: number): readonly Position[] {
  const flat = new Float64Array(candidates.length * 2);
  for (const [i, [longitude, latitude]] of candidates.entries()) flat.set([longitude, latitude], 2 * i);
  const nearest = new Float64Array(candidates.length);
  distancesToLine(line, flat, nearest);
  // A step along a geodesic turns its azimuth by a trifle, so a metre in ten kilometres is let through.
  const least = distance * (1 - 1e-4) - 0.5;
  return candidates.filter((_, i) => (nearest[i] ?? 0) >= least);
}
