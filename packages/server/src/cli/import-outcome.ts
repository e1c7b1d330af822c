import {
  type Counts,
  countRows,
  MISSION,
  type MissionView,
  publishedRows,
  type Sums,
} from '@armistice/core/mission';
import { type CoverageBeside, coverageBeside } from '../derived/coverage.ts';
import type { Io } from './command.ts';
import { count } from './words.ts';

/** What the mission comes to after an import: its incidents, and what the clauses say of them. */
export interface ImportOutcome {
  readonly incidents: number;
  /** Incidents of which others alone told, with what the clauses say of them: in no figure of the mission's. */
  readonly context: Sums;
  readonly outcomes: Counts['outcomes'];
  readonly missing: Counts['missing'];
  readonly coverage: CoverageBeside;
}

/** Sums the whole mission, as the mission itself may read it. */
export function outcomeOf(view: MissionView): ImportOutcome {
  const { incidents, outcomes, missing, context } = countRows(publishedRows(view, MISSION));
  return { incidents, context, outcomes, missing, coverage: coverageBeside(view, MISSION) };
}

/** Tells it to a person: what is undetermined by the fact that is missing, the most frequent first. */
export function tellOutcome(outcome: ImportOutcome, io: Io): void {
  const { incidents, outcomes, missing, context, coverage } = outcome;
  io.err(`the mission now has ${count(incidents)} incidents\n`);
  if (coverage === 'not recorded')
    io.err(
      '  coverage not recorded: nobody stated who could observe, so a day or an area without an incident is not observed, and not 0\n',
    );
  else if (coverage.hours === 0)
    io.err(
      `  nobody could observe (${Object.keys(coverage.lost).join(', ') || 'unknown'}): a day or an area without an incident is not observed, and not 0\n`,
    );
  else io.err(`  coverage: ${coverage.hours} of ${coverage.of} position-hours able to observe\n`);
  tellIndications('of its clauses', { outcomes, missing }, io);
  if (context.incidents === 0) return;
  io.err(
    `beside them, in no figure above: ${count(context.incidents)} incidents of which others alone told (context)\n`,
  );
  tellIndications('on these', context, io);
}

function tellIndications(
  on: string,
  { outcomes, missing }: Pick<Sums, 'outcomes' | 'missing'>,
  io: Io,
): void {
  const { breach, permitted, undetermined } = outcomes;
  io.err(
    `  indications ${on}, before any assessment: ${count(breach)} alleged breaches, ${count(permitted)} permitted, ` +
      `${count(outcomes['not-applicable'])} not applicable, ${count(undetermined)} undetermined\n`,
  );
  const facts = Object.entries(missing).sort(([a, x], [b, y]) => y - x || (a < b ? -1 : 1));
  for (const [fact, times] of facts) io.err(`  undetermined ${count(times)} × missing: ${fact}\n`);
}
