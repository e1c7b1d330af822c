// People quote clauses by their ids, and find them by their lines; a path such as `clauses[3]` counts from nought.

/** A message about a clause with the clause's id after its path, and the line of every other clause that it mentions. */
export function withClauseNames(
  message: string,
  path: string,
  idOf: (at: number) => string | undefined,
  lineOf: (at: number) => number,
): string {
  const own = /^clauses\[(\d+)\]/.exec(path);
  const id = own === null ? undefined : idOf(Number(own[1]));
  const begins = message.startsWith(path);
  const rest = (begins ? message.slice(path.length) : message).replace(
    /clauses\[(\d+)\]/g,
    (mention, at: string) => `${mention} (line ${lineOf(Number(at))})`,
  );
  const named = id === undefined || rest.includes(`clause ${id} `) || rest.includes(`clause "${id}"`);
  return `${begins ? path : ''}${begins && !named ? ` (clause "${id}")` : ''}${rest}`;
}
