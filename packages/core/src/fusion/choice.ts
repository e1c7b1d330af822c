import { before, type Group } from './groups.ts';
import { ODDS_UNIT } from './odds.ts';
import type { Rows } from './rows.ts';
import type { Tape } from './tape.ts';

/** What a row that attaches may choose among. */
export interface Choice {
  readonly scores: Map<Group, number>;
  /** Sum of the odds of all choices against an incident of which nobody else told, in millionths. */
  odds: number;
  wish: Group | undefined;
}

/** The group of the best score, if all together are likelier than an incident of which nobody else told. */
export function bestOf({ scores, odds }: Choice, rows: Rows): [best: Group | undefined, score: number] {
  let best: Group | undefined;
  let most = 0;
  if (odds > ODDS_UNIT)
    for (const [group, score] of scores)
      if (best === undefined || score > most || (score === most && before(rows, group, best)))
        [best, most] = [group, score];
  return [best, most];
}

/** Hands over choices, groups by their numbers, or takes them in; whoever may choose a group is its suitor. */
export function carryChoices(tape: Tape, choices: Map<number, Choice>, groups: readonly Group[]): void {
  const numbers = new Map(groups.map((group, at) => [group, at]));
  const all = [...choices.values()];
  const rows = tape.list(() => choices.keys());
  const wishes = tape.list(() =>
    all.map(({ wish }) => (wish === undefined ? -1 : (numbers.get(wish) ?? -1))),
  );
  const odds = tape.carry(Float64Array.from(all, (choice) => choice.odds));
  const counts = tape.list(() => all.map(({ scores }) => scores.size));
  const chosen = tape.list(() =>
    all.flatMap(({ scores }) => [...scores.keys()].map((one) => numbers.get(one) ?? -1)),
  );
  const scores = tape.carry(Float64Array.from(all.flatMap((choice) => [...choice.scores.values()])));
  if (!tape.reading) return;
  let at = 0;
  for (const [nth, row] of rows.entries()) {
    const choice: Choice = {
      scores: new Map(),
      odds: odds[nth] as number,
      wish: groups[wishes[nth] as number],
    };
    for (const end = at + (counts[nth] as number); at < end; at++) {
      const group = groups[chosen[at] as number] as Group;
      choice.scores.set(group, scores[at] as number);
      group.suitors ??= new Set();
      group.suitors.add(row);
    }
    choices.set(row, choice);
  }
}
