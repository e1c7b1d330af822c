import { useQueryClient } from '@tanstack/react-query';
import { lookAs } from './me.ts';
import { seeAs } from './seen-as.ts';
import { somebodyElse } from './somebody-else.ts';

// In the exercise on this machine one looks as one member after another.

/** As whom this page was looked at before, by handle; empty for the public, undefined where nobody changed. */
let before: string | undefined;

/** As whom this page was looked at before the last change, if there was one. */
export function lookedBefore(): string | undefined {
  return before;
}

/** Looks as another from now on; `was` is who looked until then. Both are handles, empty for the public. */
export function useLook(): (handle: string, was: string) => Promise<void> {
  const queries = useQueryClient();
  return async (handle, was) => {
    await lookAs(handle === '' ? null : handle);
    before = was;
    seeAs();
    // Nothing read, written or signed as one person is shown to the next.
    somebodyElse();
    await queries.resetQueries();
  };
}
