import type { QueryClient } from '@tanstack/react-query';
import type { ComponentType } from 'react';
import type { Room } from './i18n/rooms.ts';
import type { ViewProps } from './ui/view-props.ts';

export type View = ComponentType<ViewProps>;

interface Named {
  readonly load: () => Promise<View>;
  /** The words of it and of everything that it holds: a part that waited for its own would take away what is read. */
  readonly words?: readonly Room[];
  /** Asks the server for what the view shows first, beside its words. */
  readonly ahead?: () => Promise<(queries: QueryClient) => Promise<void>>;
}

/** Views by the first part of the address, each fetched when it is asked for. The server answers these paths with the page. */
export const VIEWS: { readonly [view: string]: Named } = {
  account: { load: async () => (await import('./screens/account/account-page.tsx')).AccountPage },
  agreements: { load: async () => (await import('./screens/agreements/agreements-view.tsx')).AgreementsView },
  bulletins: {
    load: async () => (await import('./screens/bulletins/bulletins-page.tsx')).BulletinsPage,
    words: ['bulletins'],
  },
  coverage: {
    load: async () => (await import('./screens/coverage/coverage-page.tsx')).CoveragePage,
    words: ['coverage'],
  },
  entries: {
    load: async () => (await import('./screens/entries/entries-page.tsx')).EntriesPage,
    words: ['entries'],
  },
  field: { load: async () => (await import('./screens/field/field-page.tsx')).FieldPage, words: ['field'] },
  'first-run': { load: async () => (await import('./screens/entrance/first-run.tsx')).FirstRun },
  incidents: {
    load: async () => (await import('./screens/incident/incident-page.tsx')).IncidentPage,
    words: ['incident', 'casework'],
  },
  join: { load: async () => (await import('./screens/entrance/join.tsx')).Join },
  members: { load: async () => (await import('./screens/members/members-page.tsx')).MembersPage },
  parity: { load: async () => (await import('./screens/parity/parity-page.tsx')).ParityPage },
  proposals: {
    load: async () => (await import('./screens/proposals/proposals-page.tsx')).ProposalsPage,
    words: ['proposals'],
  },
  queue: {
    load: async () => (await import('./screens/queue/queue-page.tsx')).QueuePage,
    words: ['queue', 'casework'],
  },
  rights: { load: async () => (await import('./screens/rights/rights-page.tsx')).RightsPage },
  'sign-in': { load: async () => (await import('./screens/entrance/sign-in.tsx')).SignIn },
  situation: {
    load: async () => (await import('./screens/situation/situation-page.tsx')).SituationPage,
    words: ['situation'],
    ahead: async () => (await import('./screens/situation/situation-page.tsx')).askAhead,
  },
  vault: { load: async () => (await import('./screens/vault/vault-page.tsx')).VaultPage, words: ['vault'] },
};
