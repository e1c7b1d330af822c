import type { Belt } from './belt.ts';
import { type Box, boxOf } from './box.ts';
import { type Cells, classifyInto, newCells } from './cells.ts';
import type { BeltGroup, Feature, FeaturePolygon } from './features.ts';
import type { Position } from './place.ts';

/**
 * All zones and belts of one agreement at one time, ready to answer at once for many positions. Compiling costs next
 * to nothing: the plane is divided into cells where positions fall, finer where they keep falling on a border. Answers
 * do not depend on what was asked before.
 */
export interface Geometry {
  readonly features: readonly Feature[];
  /** 32-bit words of a mask: feature i is bit i mod 32 of word ⌊i ÷ 32⌋. */
  readonly words: number;
  readonly polygons: readonly FeaturePolygon[];
  readonly groups: readonly BeltGroup[];
  readonly box: Box;
  readonly cells: Cells;
}

/** Within this many metres distances are exact to the millimetre that belts compare at. */
const WIDEST_BELT = 1_000_000;

/**
 * Compiles the zones and belts of an agreement. Lines are compared by identity: read each version once. Throws on a
 * belt that is empty, negative or wider than 1,000 km: whoever reads the agreement refuses those with its own words.
 */
export function compileGeometry(features: readonly Feature[]): Geometry {
  for (const [number, feature] of features.entries())
    if (
      feature.kind === 'belt' &&
      !(feature.from >= 0 && feature.from < feature.to && feature.to <= WIDEST_BELT)
    )
      throw new Error(
        `feature ${number}: a belt runs from 0 m or more to more than that, at most ${WIDEST_BELT} m; not from ${feature.from} to ${feature.to}`,
      );
  const polygons = features.flatMap((feature, number): readonly FeaturePolygon[] =>
    feature.kind === 'zone'
      ? feature.zone.polygons.map((polygon) => ({
          ...polygon,
          feature: number,
          boundaryInside: feature.zone.boundary === 'inside',
        }))
      : [],
  );
  const lines = new Set(features.flatMap((feature) => (feature.kind === 'belt' ? [feature.line] : [])));
  const groups = Array.from(lines, (line): BeltGroup => {
    const numbers = [...features.keys()].filter((number) => {
      const feature = features[number];
      return feature?.kind === 'belt' && feature.line === line;
    });
    return { line, features: numbers, belts: numbers.map((number) => features[number] as Belt) };
  });
  const words = Math.ceil(features.length / 32);
  const box = boxOf(polygons, groups);
  return { features, words, polygons, groups, box, cells: newCells({ polygons, groups, box, words }) };
}

/**
 * Which zones and belts each of many positions lies in. `positions` holds longitude and latitude in turn, `masks`
 * takes `geometry.words` words for each pair. Allocates nothing per position once cells are settled.
 */
export function classify(geometry: Geometry, positions: Float64Array, masks: Uint32Array): void {
  classifyInto(geometry.cells, positions, masks);
}

/** The numbers of the features that a position lies in, in their order. */
export function featuresAt(geometry: Geometry, position: Position): readonly number[] {
  const masks = new Uint32Array(geometry.words);
  classify(geometry, Float64Array.from(position), masks);
  return [...geometry.features.keys()].filter(
    (number) => (((masks[number >>> 5] as number) >>> (number & 31)) & 1) === 1,
  );
}
