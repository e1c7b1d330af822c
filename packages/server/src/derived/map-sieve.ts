import { isWanted, type MapFilter, type MapTraits } from './map-filter.ts';
import { type Stretch, stretchesOf, WHOLE_CURVE, withinBox } from './map-grid.ts';

/** A filter made ready for a million rows: what few combinations have is decided once for each of them. */
export interface Sieve {
  /** By 1 + code of the traits; nought at 0, which is said of rows that stand no more. */
  readonly wanted: Uint8Array;
  /** By code of the sources; undefined where any will do. */
  readonly told: Uint8Array | undefined;
  /** UTC milliseconds. */
  readonly begin: number;
  readonly end: number;
  /** Whether a place of the curve is looked for, where its stretch does not say so. */
  readonly holds: (morton: number) => boolean;
  /** Where on the curve to look, in its order. */
  readonly stretches: readonly Stretch[];
}

/** Makes a filter ready for what traits and combinations of sources are known now. */
export function sieveOf(
  traits: readonly MapTraits[],
  sources: readonly (readonly string[])[],
  filter: MapFilter,
): Sieve {
  const { source, bbox, from = Number.NEGATIVE_INFINITY, to = Number.POSITIVE_INFINITY } = filter;
  const wanted = new Uint8Array(1 + traits.length);
  for (const [code, one] of traits.entries()) wanted[1 + code] = isWanted(one, filter) ? 1 : 0;
  const told =
    source === undefined ? undefined : Uint8Array.from(sources, (all) => (all.includes(source) ? 1 : 0));
  return {
    ...{ wanted, told, begin: from, end: to },
    holds: bbox === undefined ? () => true : withinBox(bbox),
    stretches: bbox === undefined ? WHOLE_CURVE : stretchesOf(bbox),
  };
}
