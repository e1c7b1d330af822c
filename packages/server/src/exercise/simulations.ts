import { simulateSecond } from '../exercise-second/second.ts';
import { simulateFirst } from './day.ts';
import type { ExercisePlace } from './place.ts';
import type { Simulation, SimulationOptions } from './rows.ts';

/** The generators by name. They share the place and the form of the rows, and no assumption about errors. */
export const GENERATORS: {
  readonly [name: string]: (place: ExercisePlace, options: SimulationOptions) => Simulation;
} = { first: simulateFirst, second: simulateSecond };
