import { cross, type Vector } from './ellipsoid.ts';

/**
 * What a search found last in each cell of a coarse grid, as where the next one there begins. It is the one part of a
 * compiled line that changes with use. A hint only decides how early a search can leave branches aside, never what it
 * finds: answers are the same, bit by bit, whatever was asked before.
 */
export interface Hints {
  readonly cells: Int32Array;
  /** Cells along one side of the grid. */
  readonly side: number;
  /** Two directions along the surface, and where the grid begins on each. */
  readonly u: Vector;
  readonly v: Vector;
  readonly uStart: number;
  readonly vStart: number;
  readonly cellsPerAxis: number;
}

/** The grid reaches this far beyond the line: half of its extent, and 50 km. */
const MARGIN = 50 / 6378;

/** A grid around the points of a line, every cell with the line's first segment as its hint. */
export function emptyHints(vertices: Float64Array): Hints {
  const count = vertices.length / 3;
  const side = count < 64 ? 16 : count < 1000 ? 64 : 128;
  const [u, v] = surfaceDirections(middleOf(vertices));
  let [uLeast, uMost, vLeast, vMost] = [2, -2, 2, -2];
  for (let k = 0; k < count; k++) {
    const [x, y, z] = [
      vertices[3 * k] as number,
      vertices[3 * k + 1] as number,
      vertices[3 * k + 2] as number,
    ];
    const [a, b] = [x * u[0] + y * u[1] + z * u[2], x * v[0] + y * v[1] + z * v[2]];
    [uLeast, uMost] = [Math.min(uLeast, a), Math.max(uMost, a)];
    [vLeast, vMost] = [Math.min(vLeast, b), Math.max(vMost, b)];
  }
  const extent = Math.max(uMost - uLeast, vMost - vLeast);
  const size = 2 * (extent + MARGIN);
  return {
    cells: new Int32Array(side * side),
    side,
    u,
    v,
    uStart: (uLeast + uMost - size) / 2,
    vStart: (vLeast + vMost - size) / 2,
    cellsPerAxis: side / size,
  };
}

function middleOf(vertices: Float64Array): Vector {
  const at = 3 * Math.floor(vertices.length / 6);
  return [vertices[at] as number, vertices[at + 1] as number, vertices[at + 2] as number];
}

function surfaceDirections(up: Vector): readonly [Vector, Vector] {
  const axis: Vector = Math.abs(up[2]) < 0.9 ? [0, 0, 1] : [1, 0, 0];
  const east = cross(axis, up);
  const length = Math.sqrt(east[0] * east[0] + east[1] * east[1] + east[2] * east[2]);
  const u: Vector = [east[0] / length, east[1] / length, east[2] / length];
  return [u, cross(up, u)];
}

/** The cell that a point falls into; points beyond the grid fall into its rim. */
export function hintCell(hints: Hints, px: number, py: number, pz: number): number {
  const { u, v, side } = hints;
  const a = Math.floor((px * u[0] + py * u[1] + pz * u[2] - hints.uStart) * hints.cellsPerAxis);
  const b = Math.floor((px * v[0] + py * v[1] + pz * v[2] - hints.vStart) * hints.cellsPerAxis);
  return Math.max(0, Math.min(side - 1, a)) * side + Math.max(0, Math.min(side - 1, b));
}
