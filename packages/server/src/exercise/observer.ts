import type { Course } from '@armistice/core/geo';
import type { Clock } from './clocks.ts';
import type { Habit } from './habits.ts';
import type { Incident } from './incident.ts';
import type { Site } from './place.ts';

/** A source with everything of it that persists. */
export interface Observer {
  readonly site: Site;
  readonly habit: Habit;
  readonly clock: Clock;
  /** Metres east and north of one corner of the place. */
  readonly plane: readonly [number, number];
}

/** What one observer noticed: which incident, by which sense, how far away, and when it says it was. */
export interface Noticed {
  readonly incident: Incident;
  readonly means: 'heard' | 'seen' | 'camera' | 'acoustic';
  readonly course: Course;
  /** UTC milliseconds by the observer's clock, when light or sound had arrived. */
  readonly from: number;
  readonly to: number;
  /** The middle of the part that was perceived. */
  readonly night: boolean;
}
