import { type QueryClient, type QueryKey, useQueryClient } from '@tanstack/react-query';
import { useEffect, useRef } from 'react';
import { onRecordEvents } from './record-events.ts';

// A busy record tells of changes twenty times a second. Whoever asked anew each time, putting away what was asked before,
// would never be answered: so there is one question at a time, and a last one after the last change.

/** How often something is asked anew, in milliseconds. */
export interface Pace {
  /** How long after the first news: what comes together is one change. */
  readonly soonMs: number;
  /** How long at least from the end of one question to the beginning of the next. */
  readonly everyMs: number;
}

/** Something that is done at a pace. */
export interface Paced {
  /** There is news: it will be done after this, once however often it is called meanwhile. */
  heard(): void;
  stop(): void;
}

/** Does something when there is news: never twice at once, and again where news came while it was being done. */
export function paced(act: () => Promise<unknown>, { soonMs, everyMs }: Pace): Paced {
  let timer: ReturnType<typeof setTimeout> | undefined;
  let busy = false;
  let isMissed = false;
  let isStopped = false;
  let notBefore = 0;
  const heard = (): void => {
    if (isStopped) return;
    if (busy) isMissed = true;
    else timer ??= setTimeout(() => void run(), Math.max(soonMs, notBefore - performance.now()));
  };
  const run = async (): Promise<void> => {
    timer = undefined;
    busy = true;
    isMissed = false;
    // What it came to is shown where it was asked for; the next news is heard all the same.
    await act().catch(() => undefined);
    busy = false;
    notBefore = performance.now() + everyMs;
    if (isMissed) heard();
  };
  return {
    heard,
    stop: () => {
      isStopped = true;
      clearTimeout(timer);
    },
  };
}

/** Asks anew whatever is shown under a name, and answers once it was; a question under way is never put away for it. */
export async function askAnew(queries: QueryClient, queryKey: QueryKey): Promise<void> {
  // What is under way may have been asked before the record grew.
  const wasAsked = queries.isFetching({ queryKey }) > 0;
  await queries.invalidateQueries({ queryKey }, { cancelRefetch: false });
  if (wasAsked) await queries.invalidateQueries({ queryKey }, { cancelRefetch: false });
}

/** Once a second, for what a person reads and no one steers by. */
const CALM: Pace = { soonMs: 250, everyMs: 1_000 };

/** Asks anew what is shown under a name whenever the record grows, for as long as the view is open. */
export function useAnew(queryKey: QueryKey, { soonMs, everyMs }: Pace = CALM): void {
  const queries = useQueryClient();
  const latest = useRef(queryKey);
  useEffect(() => {
    latest.current = queryKey;
  });
  useEffect(() => {
    const asking = paced(() => askAnew(queries, latest.current), { soonMs, everyMs });
    const stop = onRecordEvents(asking.heard);
    return () => {
      stop();
      asking.stop();
    };
  }, [queries, soonMs, everyMs]);
}
