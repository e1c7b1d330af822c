/** The two ends of a number that is not known exactly, each as it was typed. */
export interface Ends {
  readonly least?: number | undefined;
  readonly most?: number | undefined;
}

/**
 * Both ends as a Report has them; undefined where neither was given, or the least is more than the most. "At least" alone
 * says how many there were; "at most" alone leaves the other end at `floor`, the least that there can be.
 */
export function rangeOf({ least, most }: Ends, floor: number): readonly [number, number] | undefined {
  const from = least ?? (most === undefined ? undefined : Math.min(floor, most));
  const to = most ?? least;
  return from === undefined || to === undefined || from > to ? undefined : [from, to];
}

/** Whether both ends are there, and the wrong way round. */
export function areCrossed({ least, most }: Ends): boolean {
  return least !== undefined && most !== undefined && least > most;
}
