import { useQueryClient } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { askAnew, paced } from '../../live.ts';
import { onRecordEvents } from '../../record-events.ts';

const MINUTE = 60_000;
// Events that come together are one change; while they go on, everything is asked for a little less often than a person looks.
const PACE = { soonMs: 60, everyMs: 500 } as const;
// An answer that took the server long may be a second old: after the last event it is asked for once more.
const AGAIN_MS = 1_100;

/** The name under which everything is asked that this view shows. */
export const LIVE = 'situation-view';

/** The end of the minute that goes on at a moment, UTC milliseconds. */
export const endOfMinute = (at: number): number => Math.ceil((at + 1) / MINUTE) * MINUTE;

/** Asks for everything anew when the record grows. Answers how often it did, and the end of the minute that goes on. */
export function useLive(): { readonly changes: number; readonly now: number } {
  const queries = useQueryClient();
  const [live, setLive] = useState(() => ({ changes: 0, now: endOfMinute(Date.now()) }));
  useEffect(() => {
    let again: ReturnType<typeof setTimeout> | undefined;
    const asking = paced(() => {
      setLive(({ changes }) => ({ changes: changes + 1, now: endOfMinute(Date.now()) }));
      return askAnew(queries, [LIVE]);
    }, PACE);
    const later = () => {
      clearTimeout(again);
      again = setTimeout(asking.heard, AGAIN_MS);
    };
    const stop = onRecordEvents((word) => {
      // Of all that the record tells, that alone changes what this view shows.
      if (word === 'folded' || word === 'reset') asking.heard();
      else if (word !== 'open') return;
      later();
    });
    const clock = setInterval(
      () => setLive(({ changes }) => ({ changes, now: endOfMinute(Date.now()) })),
      MINUTE,
    );
    return () => {
      stop();
      asking.stop();
      clearTimeout(again);
      clearInterval(clock);
    };
  }, [queries]);
  return live;
}
