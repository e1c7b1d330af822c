import type { Stretch } from './reading.ts';

interface Beside {
  /** The stretch that is looked at; undefined for all of it. */
  readonly chosen: Stretch | undefined;
  /** All that the timeline shows. */
  readonly whole: Stretch;
  /** UTC milliseconds. */
  readonly now: number;
}

/**
 * The stretch of which somebody typed one end, once they are done typing: the other end stays where it is. Undefined where
 * it would end before it begins: that is said, and neither end is moved for them.
 */
export function typedStretch(
  end: 'from' | 'to',
  at: number,
  { chosen, whole, now }: Beside,
): Stretch | undefined {
  const stretch =
    end === 'from' ? { from: at, to: chosen?.to ?? now } : { from: chosen?.from ?? whole.from, to: at };
  return stretch.from < stretch.to ? stretch : undefined;
}
