import { simulateSecond } from '../exercise-second/second.ts';
import { simulateFirst } from './day.ts';
import type { ExercisePlace } from './place.ts';
import type { Simulation, SimulationOptions } from './rows.ts';

/** The generators by name. They share the place and the form of the rows, and no assumption about errors. */
export const GENERATORS = { first: simulateFirst, second: simulateSecond } satisfies {
  readonly [name: string]: (place: ExercisePlace, options: SimulationOptions) => Simulation;
};

export type GeneratorName = keyof typeof GENERATORS;

export function isGenerator(name: string): name is GeneratorName {
  return Object.hasOwn(GENERATORS, name);
}
