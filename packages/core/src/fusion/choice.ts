import { before, type Group } from './groups.ts';
import { ODDS_UNIT } from './odds.ts';
import type { Rows } from './rows.ts';

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
