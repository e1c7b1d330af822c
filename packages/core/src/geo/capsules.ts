import { dot, minus, unit, type Vector } from './ellipsoid.ts';

// A tree over the segments of a line. Each node stands for a run of consecutive segments as a capsule: an axis, and
// the radius around it that holds the run. Axis and segment are the same eight numbers, so that one function measures
// both, on every level. Capsules follow a line far more closely than boxes or spheres do.

/** Numbers of a segment or capsule: start (3), step to the end (3), 1 ÷ |step|² or 0, radius. */
export const STRIDE = 8;
export const RADIUS = 7;
/** Children of a node. */
export const FAN = 4;
/** A search begins with all nodes of the highest level, of which there are at most so many. */
const WIDEST_TOP = 12;

export interface Capsules {
  /** From the segments themselves (radius 0) up to a level of a dozen; each level is padded to whole families. */
  readonly levels: readonly Float64Array[];
}

/** The square of the distance from a point to the segment, or axis, that starts at `s[o]`. */
export function squareTo(px: number, py: number, pz: number, s: Float64Array, o: number): number {
  const dx = px - (s[o] as number);
  const dy = py - (s[o + 1] as number);
  const dz = pz - (s[o + 2] as number);
  const vx = s[o + 3] as number;
  const vy = s[o + 4] as number;
  const vz = s[o + 5] as number;
  const x = (dx * vx + dy * vy + dz * vz) * (s[o + 6] as number);
  // The share clamped to [0, 1] without a branch: processors guess this one wrong half of the time.
  const t = 0.5 * (Math.abs(x) - Math.abs(x - 1) + 1);
  const ex = dx - t * vx;
  const ey = dy - t * vy;
  const ez = dz - t * vz;
  return ex * ex + ey * ey + ez * ez;
}

/** Writes the segment between two points of `vertices` at place `at` of a level. */
export function writeSegment(
  vertices: Float64Array,
  from: number,
  to: number,
  level: Float64Array,
  at: number,
): void {
  const o = at * STRIDE;
  let square = 0;
  for (let k = 0; k < 3; k++) {
    const start = vertices[3 * from + k] as number;
    const step = (vertices[3 * to + k] as number) - start;
    level[o + k] = start;
    level[o + 3 + k] = step;
    square += step * step;
  }
  level[o + 6] = square === 0 ? 0 : 1 / square;
}

/** Builds the tree over segments of which segment i runs from vertex `starts[i]` to the one after it. */
export function buildCapsules(vertices: Float64Array, starts: Int32Array): Capsules {
  const levels = [newLevel(starts.length)];
  for (let i = 0; i < starts.length; i++) {
    const start = starts[i] as number;
    writeSegment(vertices, start, start + 1, levels[0] as Float64Array, i);
  }
  for (let [count, run] = [starts.length, FAN]; count > WIDEST_TOP; run *= FAN) {
    count = Math.ceil(starts.length / run);
    const level = newLevel(count);
    for (let i = 0; i < count; i++) {
      const family = starts.subarray(i * run, (i + 1) * run);
      writeCapsule(vertices, family, level, i);
    }
    levels.push(level);
  }
  return { levels };
}

/** A level for some nodes; what pads its last family lies far outside the Earth, so that no search keeps it. */
function newLevel(count: number): Float64Array {
  const padded = Math.ceil(count / FAN) * FAN;
  const level = new Float64Array(padded * STRIDE);
  for (let i = count; i < padded; i++) level[i * STRIDE] = 9;
  return level;
}

/**
 * The capsule of a run of segments: the axis from the first vertex to the last is moved sideways to the middle of what
 * the run strays to left and right, which nearly halves the radius. The radius bounds both ways: no point of the run
 * is farther from the axis, and no point of the axis farther from the run; a gap between chains adds its half to it.
 */
function writeCapsule(vertices: Float64Array, starts: Int32Array, level: Float64Array, at: number): void {
  const first = starts[0] as number;
  const last = (starts[starts.length - 1] as number) + 1;
  writeSegment(vertices, first, last, level, at);
  const o = at * STRIDE;
  const [ax, ay, az, vx, vy, vz] = level.subarray(o, o + 6) as unknown as Six;
  // Sideways along the surface: up × along. Up is close enough to the direction from the Earth's centre.
  const [lx, ly, lz] = unit([ay * vz - az * vy, az * vx - ax * vz, ax * vy - ay * vx]);
  let [right, left] = [0, 0];
  for (let k = first; k <= last; k++) {
    const [x, y, z] = pointOf(vertices, k);
    const stray = (x - ax) * lx + (y - ay) * ly + (z - az) * lz;
    right = Math.min(right, stray);
    left = Math.max(left, stray);
  }
  const shift = (left + right) / 2;
  level[o] = ax + shift * lx;
  level[o + 1] = ay + shift * ly;
  level[o + 2] = az + shift * lz;
  let reach = 0;
  for (let k = first; k <= last; k++) {
    const [x, y, z] = pointOf(vertices, k);
    reach = Math.max(reach, squareTo(x, y, z, level, o));
  }
  // A hair more than computed, so that rounding never shuts a segment out.
  level[o + RADIUS] = Math.sqrt(reach) * (1 + 1e-12) + 1e-15 + widestGap(vertices, starts) / 2;
}

/** The widest step between the end of a segment and the start of the next, where two chains meet in a run. */
function widestGap(vertices: Float64Array, starts: Int32Array): number {
  let widest = 0;
  for (let i = 1; i < starts.length; i++) {
    const [from, to] = [(starts[i - 1] as number) + 1, starts[i] as number];
    if (from === to) continue;
    const gap = minus(pointOf(vertices, from), pointOf(vertices, to));
    widest = Math.max(widest, Math.sqrt(dot(gap, gap)));
  }
  return widest;
}

type Six = readonly [number, number, number, number, number, number];

function pointOf(vertices: Float64Array, k: number): Vector {
  return [vertices[3 * k] as number, vertices[3 * k + 1] as number, vertices[3 * k + 2] as number];
}
