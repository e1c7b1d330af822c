import { type ComponentType, lazy } from 'react';
import type { ViewProps } from './ui/view-props.ts';

type View = ComponentType<ViewProps>;

/** Views by the first part of the address, each fetched when it is asked for. The server answers these paths with the page. */
export const VIEWS: { readonly [view: string]: View } = {
  account: lazy(async () => ({ default: (await import('./screens/account/account-page.tsx')).AccountPage })),
  agreements: lazy(async () => ({
    default: (await import('./screens/agreements/agreements-view.tsx')).AgreementsView,
  })),
  bulletins: lazy(async () => ({
    default: (await import('./screens/bulletins/bulletins-page.tsx')).BulletinsPage,
  })),
  coverage: lazy(async () => ({
    default: (await import('./screens/coverage/coverage-page.tsx')).CoveragePage,
  })),
  entries: lazy(async () => ({ default: (await import('./screens/entries/entries-page.tsx')).EntriesPage })),
  field: lazy(async () => ({ default: (await import('./screens/field/field-page.tsx')).FieldPage })),
  'first-run': lazy(async () => ({ default: (await import('./screens/entrance/first-run.tsx')).FirstRun })),
  incidents: lazy(async () => ({
    default: (await import('./screens/incident/incident-page.tsx')).IncidentPage,
  })),
  join: lazy(async () => ({ default: (await import('./screens/entrance/join.tsx')).Join })),
  members: lazy(async () => ({ default: (await import('./screens/members/members-page.tsx')).MembersPage })),
  parity: lazy(async () => ({ default: (await import('./screens/parity/parity-page.tsx')).ParityPage })),
  proposals: lazy(async () => ({
    default: (await import('./screens/proposals/proposals-page.tsx')).ProposalsPage,
  })),
  queue: lazy(async () => ({ default: (await import('./screens/queue/queue-page.tsx')).QueuePage })),
  rights: lazy(async () => ({ default: (await import('./screens/rights/rights-page.tsx')).RightsPage })),
  'sign-in': lazy(async () => ({ default: (await import('./screens/entrance/sign-in.tsx')).SignIn })),
  situation: lazy(async () => ({
    default: (await import('./screens/situation/situation-page.tsx')).SituationPage,
  })),
  vault: lazy(async () => ({ default: (await import('./screens/vault/vault-page.tsx')).VaultPage })),
};
