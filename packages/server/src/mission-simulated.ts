import type { Report } from '@armistice/core/mission';
import { EXERCISE_MARKS } from './exercise/words.ts';

/** A report of the simulators, sent to a mission that is no training mission. */
export class SimulatedReport extends Error {
  constructor({ source, id }: Report) {
    super(
      `the report ${id} of ${source} says in its text that it is simulated, and this is no training mission: nothing simulated enters its record`,
    );
    this.name = 'SimulatedReport';
  }
}

/** Whether a report says of itself that it comes from the simulators; each that they make does, in its own language. */
function isSimulated({ text = '' }: Report): boolean {
  return EXERCISE_MARKS.some((mark) => text.startsWith(mark));
}

/** Why a mission as it stands does not take a report: nothing simulated enters the record of one that is no exercise. */
export function refusingSimulated(
  isExercise: () => boolean,
): (report: Report) => SimulatedReport | undefined {
  return (report) => (!isExercise() && isSimulated(report) ? new SimulatedReport(report) : undefined);
}
