import type { Position } from '@armistice/core/geo';
import type { ExercisePlace, ZoneSite } from './place.ts';
import type { Chance } from './random.ts';
import type { Sky } from './sky.ts';
import type { Weapon } from './weapons.ts';

/** One thing that happens. Times in UTC milliseconds, lengths in metres. */
export interface Incident {
  readonly id: string;
  readonly kind: string;
  readonly setting: string;
  readonly from: number;
  readonly to: number;
  readonly at: Position;
  readonly spread: number;
  readonly count: number;
  readonly phase?: 'impact' | 'outgoing' | 'undetermined';
  readonly weapon?: Weapon;
  readonly actor?: string;
  readonly salvo?: string;
  readonly firedFrom?: Position;
  readonly follows?: string;
  readonly zone?: ZoneSite;
  /** Distance at which half of those who listen, or look, notice it; 0 where there is nothing to notice. */
  readonly heard: number;
  readonly seen: number;
}

/** Incidents that belong together, and are heard together. */
export interface Episode {
  readonly setting: string;
  readonly incidents: readonly Incident[];
}

/** What an episode is made out of: the place, the hour, the chance of this day. */
export interface Scene {
  readonly place: ExercisePlace;
  readonly seed: number;
  readonly day: number;
  readonly sky: Sky;
  readonly chance: Chance;
  /** Places along the line, in degrees of longitude, where this day is worse than elsewhere. */
  readonly hotSpots: readonly number[];
  nextId(): string;
}
