import type { CoverageMap, CoverageTable } from '@armistice/core/mission';
import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { renderToStaticMarkup } from 'react-dom/server';
import { expect, test } from 'vitest';
import { SpeechProvider } from '../i18n/context.tsx';
import { loadMessages } from '../i18n/loading.ts';
import { loadRoom } from '../i18n/rooms.ts';
import { AccessList } from '../screens/coverage/access-list.tsx';
import { Watching } from '../screens/situation/watch/watch-list.tsx';

// Names are free text: two posts may have one, and are told apart by what else stands there.

const name = 'Post at the bridge';
const stretch = { from: '2026-11-20T08:00:00Z', to: '2026-11-20T16:00:00Z' };

async function shown(view: ReactNode): Promise<string> {
  await Promise.all([loadRoom('coverage', 'en'), loadRoom('situation', 'en')]);
  return renderToStaticMarkup(
    <QueryClientProvider client={new QueryClient()}>
      <SpeechProvider language="en" messages={await loadMessages('en')}>
        {view}
      </SpeechProvider>
    </QueryClientProvider>,
  ).replaceAll(/<[^>]*>|[\u2066-\u2069]/g, '');
}

test('of two that asked for access under one name the list says which', async () => {
  const access = ['post-1', 'post-2'].map((source, entry) => ({
    ...stretch,
    ...{ entry, area: 'sector-west', answer: 'denied', source, name },
  }));
  const table = { access, more: { access: 0 }, clock: 'UTC', parties: [] } as unknown as CoverageTable;
  const says = await shown(<AccessList table={table} />);
  expect(says).toContain('asked by Post at the bridge post-1 ·');
  expect(says).toContain('asked by Post at the bridge post-2 ·');
});

test('of two posts on the map under one name it is said which was chosen', async () => {
  const over = { observed: 'whole', hours: 8, of: 8, causes: {} };
  const sites = ['post-1', 'post-2'].map(
    (source) => ({ source, name, means: ['seen'], over }) as unknown as CoverageMap['sites'][number],
  );
  const says = await Promise.all(sites.map((site) => shown(<Watching site={site} />)));
  expect(says[0]).toMatch(/^Post at the bridge post-1, seen: /);
  expect(says[1]).toMatch(/^Post at the bridge post-2, seen: /);
});
