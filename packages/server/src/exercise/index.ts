// The training mission's simulator, as the server and the command use it.

export { inOrder, type Order, type OrderedDay } from './order.ts';
export type { ExercisePlace } from './place.ts';
export { loadPlace } from './place-files.ts';
export { filingsSince, type PlayClock, type PlayOptions, play } from './play.ts';
export * from './rows.ts';
export { GENERATORS, type GeneratorName, isGenerator } from './simulations.ts';
