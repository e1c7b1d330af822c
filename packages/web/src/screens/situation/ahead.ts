import type { QueryClient } from '@tanstack/react-query';
import { ME_QUESTION } from '../../people/me.ts';
import { seenAs } from '../../people/seen-as.ts';
import { audienceFor } from '../../people/use-audience.ts';
import { askedIn, filterOf } from './asked.ts';
import { barsIn, listQuestion, totalsQuestion } from './questions.ts';
import { inForceIn, LAWS_QUESTION, lawQuestion } from './use-law.ts';
import { endOfMinute } from './use-live.ts';

/**
 * Asks for what the view shows first, while its words are still on their way: what has come by then is drawn at once, and not
 * after one empty page for each answer. What fails is asked for again by the view, and told there.
 */
export async function askAhead(queries: QueryClient): Promise<void> {
  await Promise.all([askLaws(queries), askWhatHappened(queries)]).catch(() => undefined);
}

async function askLaws(queries: QueryClient): Promise<void> {
  const rows = await queries.fetchQuery(LAWS_QUESTION);
  await Promise.all(inForceIn(rows).map((id) => queries.prefetchQuery(lawQuestion(id))));
}

async function askWhatHappened(queries: QueryClient): Promise<void> {
  const asked = askedIn(window.location.search);
  // Nothing is asked as somebody else while it is not known who asks.
  const audience = audienceFor(await queries.fetchQuery(ME_QUESTION), seenAs());
  const bars = barsIn(window.innerWidth);
  await Promise.all([
    queries.prefetchQuery(totalsQuestion(asked, audience, endOfMinute(Date.now()), bars)),
    queries.prefetchInfiniteQuery(listQuestion(filterOf(asked), audience)),
  ]);
}
