import type { Belt } from './belt.ts';
import { cross, dot, minus, normalAt, SEMI_MAJOR, unit, type Vector, vectorOf } from './ellipsoid.ts';
import type { BeltGroup } from './features.ts';
import type { Line } from './line.ts';
import type { Position } from './place.ts';
import { found, seek, seekAmong, segmentsWithin, sideOfFound } from './seek.ts';
import { pointAt, type Side } from './sides.ts';
import { crossingSegments } from './simple.ts';

/** Belts of a line whose border may run through a cell, by their numbers in the group. */
export interface OpenBelts {
  readonly group: number;
  readonly belts: readonly number[];
}

/** More than the millimetre at which belts compare distances. */
const ROUNDING = 0.002;

/**
 * What is left open of some belts in a cell with a centre and a radius in metres; `set` is told the features that hold
 * all of it. No position of the cell is nearer to the line, or farther, than the centre by more than the radius.
 */
export function narrowBelts(
  { line, belts, features }: BeltGroup,
  open: OpenBelts,
  centre: Position,
  radius: number,
  set: (feature: number) => void,
): OpenBelts {
  const [x, y, z] = vectorOf(centre);
  seek(line, x, y, z);
  const { distance } = found;
  const [nearest, farthest] = [distance - radius - ROUNDING, distance + radius + ROUNDING];
  let sides: Sides | undefined;
  const left = open.belts.filter((number) => {
    const belt = belts[number] as Belt;
    if (nearest > belt.to || (belt.from > 0 && farthest <= belt.from)) return false;
    const within = farthest <= belt.to && (belt.from === 0 || nearest > belt.from);
    if (!within && belt.side === 'both') return true;
    if (belt.side !== 'both' || belt.ends === 'flat') {
      sides ??= sidesOf(line, [x, y, z], radius);
      if (belt.ends === 'flat' && sides.beyond !== 'none') return sides.beyond === 'several';
      if (belt.side !== 'both' && sides.side !== belt.side) return sides.side === 'several';
    }
    if (within) set(features[number] as number);
    return !within;
  });
  return { group: open.group, belts: left };
}

interface Sides {
  readonly side: Side | 'several';
  /** Whether the positions of the cell lie past an end of the line. */
  readonly beyond: 'none' | 'all' | 'several';
}

/**
 * On which side of a line all of a cell lies, after a search from its centre. What can be nearest to a position of the
 * cell meets the disc of radius `reach`. Each run of the line through that disc cuts it in two, and the cell, which no
 * run touches, lies in one half: so the runs must agree. Where the line ends or meets itself within the disc there is
 * no such cut; the cell must then lie on one side of every single segment.
 */
function sidesOf(line: Line, centre: Vector, radius: number): Sides {
  const { distance } = found;
  const reach = (distance + 2 * radius + ROUNDING) / SEMI_MAJOR;
  const near = segmentsWithin(line, centre, reach);
  // A hundred-thousandth of the distance more than planes of neighbouring segments can be turned against each other.
  const margin = (radius + ROUNDING + 1e-5 * distance) / SEMI_MAJOR;
  const ends = openEnds(line).filter(({ at }) => withinReach(centre, at, reach));
  const beyond = beyondOf(ends, near, centre, margin);
  if (distance <= radius + ROUNDING) return { side: 'several', beyond };
  const sides =
    ends.length === 0 && !crosses(line, near)
      ? runsOf(line, near).map((run) => sideOfRun(line, run, centre))
      : near.map((segment) => sideOfSegment(line, segment, centre, margin));
  const side = sides[0] ?? 'several';
  return { side: sides.every((other) => other === side) ? side : 'several', beyond };
}

/**
 * Whether left and right of a line part nowhere but at the line, and nothing lies past an end of it, for all positions
 * within a radius in metres of a centre.
 */
export function sidesPartAtLineOnly(line: Line, centre: Vector, radius: number): boolean {
  seek(line, ...centre);
  const reach = (found.distance + 2 * radius + ROUNDING) / SEMI_MAJOR;
  if (openEnds(line).some(({ at }) => withinReach(centre, at, reach))) return false;
  return !crosses(line, segmentsWithin(line, centre, reach));
}

function crosses(line: Line, segments: readonly number[]): boolean {
  const crossing = crossingSegments(line);
  return segments.some((segment) => crossing[segment] === 1);
}

interface OpenEnd {
  readonly at: Vector;
  /** The unit vector out of the line. */
  readonly outward: Vector;
  readonly segment: number;
}

function openEnds(line: Line): readonly OpenEnd[] {
  const { vertices, starts } = line;
  return line.chains.flatMap(({ closed, firstSegment, lastSegment }): readonly OpenEnd[] => {
    if (closed) return [];
    const [first, last] = [starts[firstSegment] as number, (starts[lastSegment] as number) + 1];
    return [
      { vertex: first, inner: first + 1, segment: firstSegment },
      { vertex: last, inner: last - 1, segment: lastSegment },
    ].map(({ vertex, inner, segment }) => {
      const at = pointAt(vertices, vertex);
      return { at, outward: unit(minus(at, pointAt(vertices, inner))), segment };
    });
  });
}

function withinReach(a: Vector, b: Vector, reach: number): boolean {
  const gap = minus(a, b);
  return dot(gap, gap) <= reach * reach;
}

function beyondOf(
  ends: readonly OpenEnd[],
  near: readonly number[],
  centre: Vector,
  margin: number,
): Sides['beyond'] {
  const past = ends.filter(({ at, outward }) => dot(minus(centre, at), outward) >= -margin);
  const [only] = past;
  if (only === undefined) return 'none';
  const alone = past.length === 1 && near.every((segment) => segment === only.segment);
  return alone && dot(minus(centre, only.at), only.outward) > margin ? 'all' : 'several';
}

/** Segments that follow each other, together; round the start of a closed chain too. */
function runsOf({ chains, chainOf }: Line, near: readonly number[]): readonly (readonly number[])[] {
  const runs: number[][] = [];
  for (const segment of near) {
    const run = runs.at(-1);
    if (run !== undefined && run.at(-1) === segment - 1 && chainOf[segment] === chainOf[segment - 1])
      run.push(segment);
    else runs.push([segment]);
  }
  for (const { closed, firstSegment, lastSegment } of chains) {
    const head = runs.findIndex((run) => run[0] === firstSegment);
    const tail = runs.findIndex((run) => run.at(-1) === lastSegment);
    if (!closed || head < 0 || tail < 0 || head === tail) continue;
    (runs[tail] as number[]).push(...(runs[head] as number[]));
    runs.splice(head, 1);
  }
  return runs;
}

function sideOfRun(line: Line, run: readonly number[], centre: Vector): Side | 'several' {
  seekAmong(line, run, ...centre);
  const side = sideOfFound(line, ...centre);
  return side === 0 ? 'several' : side > 0 ? 'left' : 'right';
}

function sideOfSegment(line: Line, segment: number, centre: Vector, margin: number): Side | 'several' {
  const start = line.starts[segment] as number;
  const [a, b] = [pointAt(line.vertices, start), pointAt(line.vertices, start + 1)];
  const left = dot(minus(centre, a), unit(cross(normalAt(a), minus(b, a))));
  if (Math.abs(left) <= margin) return 'several';
  return left > 0 ? 'left' : 'right';
}
