import { QueryClient, QueryObserver } from '@tanstack/react-query';
import { expect, test } from 'vitest';
import { sameAudience } from './same-audience.ts';

// Whoever sees as the public, perhaps with the public beside them, sees nothing of the mission's until the answer is there.

const asked = (audience: string, day: string) => ({
  queryKey: ['coverage', { audience }, day],
  queryFn: () => new Promise<string>(() => undefined),
  placeholderData: sameAudience({ audience }),
});

test('on a slow line another day keeps the former figures on the page, another audience does not', () => {
  const queries = new QueryClient();
  queries.setQueryData(['coverage', { audience: 'mission' }, 'monday'], 'the mission’s figures');
  const page = new QueryObserver(queries, { ...asked('mission', 'monday'), staleTime: 60_000 });
  const close = page.subscribe(() => undefined);
  const shown = () => page.getCurrentResult().data;
  expect(shown()).toBe('the mission’s figures');
  page.setOptions(asked('mission', 'tuesday'));
  expect(shown()).toBe('the mission’s figures');
  page.setOptions(asked('public', 'tuesday'));
  expect(shown()).toBeUndefined();
  close();
  queries.clear();
});
