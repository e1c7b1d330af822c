/** Something that does not hold: what, at which entry, what was expected and what was found. */
export interface Problem {
  readonly code: string;
  readonly message: string;
  readonly index?: number;
  readonly expected?: string;
  readonly found?: string;
}

/** Problems in the order found. A wrecked log has millions, so only the first are kept; all are counted. */
export interface ProblemList {
  readonly listed: Problem[];
  count: number;
}

export const MAX_LISTED = 100;

export function problemList(): ProblemList {
  return { listed: [], count: 0 };
}

export function addProblem(problems: ProblemList, problem: Problem): void {
  problems.count += 1;
  if (problems.listed.length < MAX_LISTED) problems.listed.push(problem);
}
