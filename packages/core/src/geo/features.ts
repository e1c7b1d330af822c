import type { Belt } from './belt.ts';
import type { Line } from './line.ts';
import type { Polygon, Zone } from './zone.ts';

/** A zone as one of the areas of an agreement. */
export interface ZoneFeature {
  readonly kind: 'zone';
  readonly zone: Zone;
  /** Metres that hold 90 % of the error of its border across itself; for {@link probabilities} of footprints only. */
  readonly tolerance?: number;
}

export type Feature = ZoneFeature | Belt;

/** A polygon of a zone, with the number of the feature it belongs to. */
export interface FeaturePolygon extends Polygon {
  readonly feature: number;
  readonly boundaryInside: boolean;
}

/** The belts of one line, each with the number of its feature: one search answers all of them. */
export interface BeltGroup {
  readonly line: Line;
  readonly belts: readonly Belt[];
  readonly features: readonly number[];
}
