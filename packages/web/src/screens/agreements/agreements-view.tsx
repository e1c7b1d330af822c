import { lazy } from 'react';
import type { ViewProps } from '../../ui/view-props.ts';

const AgreementList = lazy(async () => ({ default: (await import('./agreement-list.tsx')).AgreementList }));
const AgreementPage = lazy(async () => ({
  default: (await import('../agreement/agreement-page.tsx')).AgreementPage,
}));

/** All agreements, or the one that the address names. */
export function AgreementsView({ rest: [id], onLanguage }: ViewProps) {
  if (id === undefined) return <AgreementList onLanguage={onLanguage} />;
  return <AgreementPage id={id} onLanguage={onLanguage} />;
}
