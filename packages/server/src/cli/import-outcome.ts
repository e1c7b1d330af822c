import { type Counts, countRows, MISSION, publishedRows } from '@armistice/core/mission';
import type { Mission } from '../mission.ts';
import { coverageBeside } from '../routes/coverage.ts';
import type { Io } from './command.ts';
import { count } from './words.ts';

/** What the mission comes to after an import: its incidents, and what the clauses say of them. */
export interface ImportOutcome {
  readonly incidents: number;
  readonly outcomes: Counts['outcomes'];
  readonly missing: Counts['missing'];
  readonly coverage: ReturnType<typeof coverageBeside>;
}

/** Sums the whole mission, as the mission itself may read it. */
export function outcomeOf(mission: Mission): ImportOutcome {
  const { incidents, outcomes, missing } = countRows(publishedRows(mission.view, MISSION));
  return { incidents, outcomes, missing, coverage: coverageBeside(mission, MISSION) };
}

/** Tells it to a person: what is undetermined by the fact that is missing, the most frequent first. */
export function tellOutcome({ incidents, outcomes, missing, coverage }: ImportOutcome, io: Io): void {
  io.err(`the mission now has ${count(incidents)} incidents\n`);
  if (coverage === 'not recorded')
    io.err(
      '  coverage not recorded: nobody stated who could observe, so a day or an area without an incident is not observed, and not 0\n',
    );
  else io.err(`  coverage: ${coverage.hours} of ${coverage.of} position-hours able to observe\n`);
  const { breach, permitted, undetermined } = outcomes;
  io.err(
    `  indications of its clauses, before any assessment: ${count(breach)} alleged breaches, ${count(permitted)} permitted, ` +
      `${count(outcomes['not-applicable'])} not applicable, ${count(undetermined)} undetermined\n`,
  );
  const facts = Object.entries(missing).sort(([a, x], [b, y]) => y - x || (a < b ? -1 : 1));
  for (const [fact, times] of facts) io.err(`  undetermined ${count(times)} × missing: ${fact}\n`);
}
