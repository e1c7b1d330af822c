import type { Report } from '@armistice/core/mission';
import type { Site, SourceType } from './place.ts';
import { Chance, keyOf } from './random.ts';
import type { TrueHabit } from './rows.ts';

/** How one source errs, and how sure it says it is. */
export interface Habit {
  readonly source: string;
  /** 1: its tolerances hold nine times in ten; below, it is over-confident; above, over-careful. */
  readonly confidence: number;
  /** Degrees: always to one side, and from one account to the next. For what is heard; what is seen errs less. */
  readonly bearingBias: number;
  readonly bearingError: number;
  /** Of the natural logarithm of the distance. */
  readonly distanceBias: number;
  readonly distanceError: number;
  /** Metres, each of two directions, of a position on a map. */
  readonly positionError: number;
  /** Seconds. */
  readonly timeError: number;
  /** Seconds to which it writes a time down; 0.1 for an instrument. */
  readonly timeStep: number;
  /** Winds of the compass it names bearings by: 8 or 16; 0 for degrees. */
  readonly winds: number;
  /** How often it files what it noticed. */
  readonly diligence: number;
  /** Each single event of a series is noticed with this probability. */
  readonly notices: number;
}

interface Ranges {
  readonly bearing: readonly [number, number];
  readonly distance: readonly [number, number];
  readonly position: readonly [number, number];
  readonly time: readonly [number, number];
  readonly steps: readonly number[];
  readonly winds: readonly number[];
  readonly diligence: readonly [number, number];
}

const RANGES: { readonly [type in SourceType]: Ranges } = {
  post: {
    bearing: [4, 9],
    distance: [0.2, 0.36],
    position: [80, 200],
    time: [8, 28],
    steps: [60, 60, 30, 10],
    winds: [0, 8, 16, 16],
    diligence: [0.4, 0.8],
  },
  camera: {
    bearing: [0.6, 1.4],
    distance: [0.06, 0.14],
    position: [60, 150],
    time: [0.4, 1.2],
    steps: [0.1],
    winds: [0],
    diligence: [0.8, 0.97],
  },
  acoustic: {
    bearing: [1.2, 2.8],
    distance: [0.25, 0.4],
    position: [200, 300],
    time: [0.1, 0.3],
    steps: [0.1],
    winds: [0],
    diligence: [0.85, 0.98],
  },
  uav: {
    bearing: [1, 2],
    distance: [0.05, 0.1],
    position: [25, 60],
    time: [2, 6],
    steps: [1],
    winds: [0],
    diligence: [0.8, 0.95],
  },
  patrol: {
    bearing: [4, 8],
    distance: [0.18, 0.3],
    position: [15, 60],
    time: [10, 40],
    steps: [60, 10],
    winds: [0, 16],
    diligence: [0.6, 0.9],
  },
  committee: {
    bearing: [10, 15],
    distance: [0.3, 0.5],
    position: [400, 900],
    time: [240, 700],
    steps: [300, 900],
    winds: [8],
    diligence: [0.4, 0.8],
  },
  liaison: {
    bearing: [6, 10],
    distance: [0.2, 0.3],
    position: [200, 500],
    time: [60, 200],
    steps: [60, 300],
    winds: [16],
    diligence: [0.9, 0.9],
  },
  media: {
    bearing: [15, 15],
    distance: [0.5, 0.5],
    position: [800, 1500],
    time: [1200, 3600],
    steps: [1800],
    winds: [8],
    diligence: [0.7, 0.7],
  },
  hotline: {
    bearing: [6, 10],
    distance: [0.2, 0.3],
    position: [200, 500],
    time: [60, 200],
    steps: [60],
    winds: [16],
    diligence: [0.5, 0.5],
  },
};

/** The habit of a source, the same in every run of one seed. */
export function habitOf(seed: number, site: Site): Habit {
  const chance = new Chance(keyOf(seed, 'habit', site.id));
  const ranges = RANGES[site.type];
  const confidence = chance.weighted<readonly [number, number]>([
    [0.6, [0.97, 1.05]],
    [0.25, [0.45, 0.8]],
    [0.15, [1.4, 1.9]],
  ]);
  const bearingError = chance.between(...ranges.bearing);
  const distanceError = chance.between(...ranges.distance);
  return {
    source: site.id,
    confidence: chance.between(...confidence),
    bearingBias: 0.5 * bearingError * chance.normal(),
    bearingError,
    distanceBias: 0.5 * distanceError * chance.normal(),
    distanceError,
    positionError: chance.between(...ranges.position),
    timeError: chance.between(...ranges.time),
    timeStep: chance.pick(ranges.steps),
    winds: chance.pick(ranges.winds),
    diligence: chance.between(...ranges.diligence),
    notices: chance.between(0.9, 0.99),
  };
}

/** By which sense, or by whom told, each kind of source notices. */
export const MEANS_OF: { readonly [type in SourceType]: NonNullable<Report['means']> } = {
  post: 'heard',
  camera: 'camera',
  acoustic: 'acoustic',
  uav: 'uav',
  patrol: 'seen',
  committee: 'told',
  liaison: 'told',
  media: 'media',
  hotline: 'told',
};

/** The habit as a row of the truth. */
export function habitRow(habit: Habit, type: SourceType): TrueHabit {
  const rounded = (value: number) => Math.round(value * 1000) / 1000;
  return {
    source: habit.source,
    means: MEANS_OF[type],
    confidence: rounded(habit.confidence),
    bearingBias: rounded(habit.bearingBias),
    bearingError: rounded(habit.bearingError),
    distanceBias: rounded(habit.distanceBias),
    distanceError: rounded(habit.distanceError),
    positionError: rounded(habit.positionError),
    timeError: rounded(habit.timeError),
    timeStep: habit.timeStep,
    winds: habit.winds,
    diligence: rounded(habit.diligence),
    notices: rounded(habit.notices),
  };
}
