const ROUNDS = 7;

/** Events a second: of processor time, which others on the machine take nothing from, and by the clock. */
export interface Rate {
  readonly processor: number;
  readonly clock: number;
}

/** Starts measuring; what comes back turns a number of events into a rate. */
export function startClock(): (done: number) => Rate {
  const begin = performance.now();
  const used = process.cpuUsage();
  return (done) => {
    const { user, system } = process.cpuUsage(used);
    return { processor: done / ((user + system) / 1e6), clock: done / ((performance.now() - begin) / 1000) };
  };
}

/** The median of some rounds, each measure by itself. */
export function median(run: () => number): Rate {
  const rates = Array.from({ length: ROUNDS }, () => {
    const clock = startClock();
    return clock(run());
  });
  const middle = (all: readonly number[]) => all.toSorted((a, b) => a - b)[Math.floor(ROUNDS / 2)] ?? 0;
  return {
    processor: middle(rates.map(({ processor }) => processor)),
    clock: middle(rates.map(({ clock }) => clock)),
  };
}
