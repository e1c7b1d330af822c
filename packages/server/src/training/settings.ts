import { randomInt } from 'node:crypto';
import { number, object, oneOf, parseShape } from '@armistice/core/base';
import type { Disk } from '../record/disk.ts';

/** Where, in a data folder, it is kept by what the exercise is made. Whoever reads it can make the truth: it is the trainer's. */
export const EXERCISE_FILE = 'private/exercise.json';

const RATE = 120;
const DAYS = 3;
const SPEED = 1;

/** What a person may say at a start; the rest is as the folder keeps it, or as usual. */
export interface ExerciseWishes {
  /** A whole number from 0 to 2³² − 1. */
  readonly seed?: number;
  /** True incidents a day, on average; 0 for an exercise in which nothing is played. */
  readonly rate?: number;
  /** Days that lie behind it at its first start. */
  readonly days?: number;
  /** Simulated seconds in a second until the present is reached; 1 files what lies behind at once. */
  readonly speed?: number;
}

export type ExerciseSettings = Required<ExerciseWishes>;

/** Wishes that the exercise in this folder cannot fulfil. */
export class OtherExercise extends Error {}

const keptForm = object({
  format: oneOf('armistice.exercise/v1'),
  seed: number(0, 2 ** 32 - 1, 'a seed', true),
  rate: number(0, 1_000_000, 'incidents a day', true),
});

/** The settings of the exercise in a folder; at the first start they are made and kept, so that later ones go on with the same. */
export async function exerciseSettings(disk: Disk, wishes: ExerciseWishes): Promise<ExerciseSettings> {
  const { days = DAYS, speed = SPEED } = wishes;
  const bytes = await disk.read(EXERCISE_FILE);
  if (bytes === undefined) {
    const { seed = randomInt(2 ** 32), rate = RATE } = wishes;
    const kept = JSON.stringify({ format: 'armistice.exercise/v1', seed, rate }, null, 2);
    await disk.replace(EXERCISE_FILE, new TextEncoder().encode(`${kept}\n`), 0o600);
    return { seed, rate, days, speed };
  }
  const read = parseShape(keptForm, JSON.parse(new TextDecoder().decode(bytes)), 'exercise/settings');
  if (!read.ok) throw new OtherExercise(`${EXERCISE_FILE}: ${read.refusal.message}`);
  const { seed, rate } = read.value;
  for (const [name, wished, kept] of [
    ['seed', wishes.seed, seed],
    ['rate', wishes.rate, rate],
  ] as const)
    if (wished !== undefined && wished !== kept)
      throw new OtherExercise(
        `the exercise in this folder has the ${name} ${kept}, not ${wished}: leave --${name} out, or begin another exercise with --data <new folder>`,
      );
  return { seed, rate, days, speed };
}
