/** A meridian or a parallel. */
export interface GridLine {
  readonly runs: 'north' | 'east';
  /** Degrees of longitude of a meridian, of latitude of a parallel. */
  readonly at: number;
  /** `42° 10′ N` */
  readonly says: string;
}

/** West, south, east and north in degrees. */
export type Bounds = readonly [west: number, south: number, east: number, north: number];

/** Steps in minutes of arc, all of them parts or multiples of a degree. */
const STEPS = [1800, 600, 300, 120, 60, 30, 20, 10, 5, 2, 1, 0.5, 0.2, 0.1];
const WANTED = 4;

/** Round meridians and parallels within bounds, some four to six each way. */
export function graticule([west, south, east, north]: Bounds): readonly GridLine[] {
  return [
    ...marks(west, east).map((at): GridLine => ({ runs: 'north', at, says: says(at, 'E', 'W') })),
    ...marks(south, north).map((at): GridLine => ({ runs: 'east', at, says: says(at, 'N', 'S') })),
  ];
}

function marks(from: number, to: number): readonly number[] {
  const minutes = (to - from) * 60;
  const step = STEPS.find((one) => minutes / one >= WANTED) ?? 0.1;
  const first = Math.ceil((from * 60) / step);
  const last = Math.floor((to * 60) / step);
  return Array.from(
    { length: Math.min(40, Math.max(0, last - first + 1)) },
    (_, i) => ((first + i) * step) / 60,
  );
}

function says(degrees: number, positive: string, negative: string): string {
  const tenths = Math.round(Math.abs(degrees) * 600);
  const whole = Math.floor(tenths / 600);
  const minutes = (tenths - whole * 600) / 10;
  const letter = tenths === 0 ? '' : ` ${degrees < 0 ? negative : positive}`;
  const part = Number.isInteger(minutes) ? String(minutes).padStart(2, '0') : minutes.toFixed(1);
  return minutes === 0 ? `${whole}°${letter}` : `${whole}° ${part}′${letter}`;
}

/** The longest round distance that fits, in metres. */
export function roundDistance(most: number): number {
  const power = 10 ** Math.floor(Math.log10(most));
  return ([5, 2, 1].find((one) => one * power <= most) ?? 1) * power;
}
