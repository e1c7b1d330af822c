/** Runs one piece of work at a time, in the order asked. */
export type Exclusive = <T>(work: () => Promise<T>) => Promise<T>;

export function exclusive(): Exclusive {
  let last: Promise<unknown> = Promise.resolve();
  return (work) => {
    // What came before may have failed; that was its own caller's to hear.
    const turn = last.then(work, work);
    last = turn.catch(() => undefined);
    return turn;
  };
}
