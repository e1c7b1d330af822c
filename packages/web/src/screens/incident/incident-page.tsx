import { keptInPlace, sayAttribution, sayFinding, sayStatus } from '@armistice/core/bulletin';
import { useEffect, useState } from 'react';
import { goTo, useAddress } from '../../address.ts';
import { ApiError } from '../../api.ts';
import { type Account, axesOf, nameIn, useAccount } from '../../casework/account.ts';
import { Casework } from '../../casework/casework.tsx';
import { useClock } from '../../clock.ts';
import { isolated } from '../../i18n/isolated.ts';
import { useRoom } from '../../i18n/rooms.ts';
import { useAnew } from '../../live.ts';
import { AnotherReader } from '../../ui/another-reader.tsx';
import { Fault } from '../../ui/fault.tsx';
import { PageFrame } from '../../ui/page-frame.tsx';
import { Empty, Panel } from '../../ui/panel.tsx';
import type { ViewProps } from '../../ui/view-props.ts';
import { AxesPanel } from './axes.tsx';
import { ClausesPanel } from './clauses.tsx';
import { HistoryPanel } from './history.tsx';
import styles from './incident.module.css';
import { LinksPanel } from './links.tsx';
import { PlacePanel } from './place.tsx';
import { PositionsPanel } from './positions.tsx';
import { ProofPanel } from './proof.tsx';
import { ReportsPanel } from './reports.tsx';
import { WorkPanel } from './work.tsx';

/** One incident: every report beside what was made of it, who decided what, and what can be done next. */
export function IncidentPage({ rest: [id = ''], onLanguage }: ViewProps) {
  const { r, t } = useRoom('incident');
  const account = useAccount(id);
  useAnew(['account', id], PACE);
  useOwnId(id, account.data);
  const one = useOneIncident(account.data);
  if (id === '' || (account.error instanceof ApiError && account.error.status === 404))
    return (
      <PageFrame title={r('page.none')} onLanguage={onLanguage}>
        <Empty title={r('page.noneTitle')} says={r('page.noneSays')} />
        <AnotherReader />
      </PageFrame>
    );
  if (account.data === undefined)
    return (
      <PageFrame title={r('page.title')} onLanguage={onLanguage}>
        <Fault error={account.error} />
        {account.isPending ? <p>{t('page.loading')}</p> : null}
      </PageFrame>
    );
  // Another incident is another page: no verdict, reason or chosen step goes over to it.
  return <Told key={one} account={account.data} onLanguage={onLanguage} />;
}

// While reports stream in, an account that is a few seconds old will do.
const PACE = { soonMs: 1_000, everyMs: 4_000 } as const;

/** An id that was quoted before leads to the id of today; what the fragment points at is found once it is there. */
function useOwnId(asked: string, account: Account | undefined): void {
  const { hash } = useAddress();
  const id = account?.incident.id;
  useEffect(() => {
    if (id !== undefined && id !== asked) goTo(`/incidents/${id}${hash}`, 'replace');
  }, [asked, id, hash]);
  const there = id !== undefined;
  useEffect(() => {
    if (!there || !hash.startsWith('#report-')) return;
    const report = document.getElementById(hash.slice(1));
    if (report instanceof HTMLDetailsElement) report.open = true;
    report?.scrollIntoView();
  }, [there, hash]);
}

/** A name that stays while it is the same incident: reports may join it and change its id, while somebody writes. */
function useOneIncident(account: Account | undefined): string | undefined {
  const [first, setFirst] = useState<string>();
  const incident = account?.incident;
  if (incident === undefined || (first !== undefined && incident.reports.includes(first))) return first;
  setFirst(incident.id);
  return incident.id;
}

function Told({
  account,
  onLanguage,
}: {
  readonly account: Account;
  readonly onLanguage: ViewProps['onLanguage'];
}) {
  const { r, word, moment, language } = useRoom('incident');
  const { zone } = useClock();
  const { incident } = account;
  const kind = capital(word('kind', incident.kind), language);
  const title = incident.number === undefined ? kind : `${isolated(incident.number)} · ${kind}`;
  return (
    <PageFrame title={title} lead={moment(incident.occurred.from, zone)} onLanguage={onLanguage}>
      <Headline account={account} />
      {account.alias === undefined ? null : <p className={styles.quiet}>{r('page.alias')}</p>}
      <AxesPanel account={account} />
      <div className={styles.beside}>
        <PlacePanel account={account} />
        <Panel title={r('next.title')} lead={r('next.lead')}>
          <Casework incident={incident.id} />
        </Panel>
      </div>
      <WorkPanel account={account} />
      <PositionsPanel account={account} />
      <ReportsPanel account={account} />
      <LinksPanel account={account} />
      <ClausesPanel account={account} />
      <HistoryPanel account={account} />
      <ProofPanel account={account} />
    </PageFrame>
  );
}

/** What may be said of it in a breath, in the words that the field allows: a finding with its dissent and positions in one. */
function Headline({ account }: { readonly account: Account }) {
  const { language } = useRoom('incident');
  const axes = axesOf(account);
  const { incident, indications } = account;
  const nameOf = nameIn(account);
  const found = axes.findings ?? [];
  const said = new Set(found.map(({ agreement, clause }) => `${agreement}:${clause}`));
  const alleged = indications.filter(
    ({ outcome, agreement, clause }) => outcome === 'breach' && !said.has(`${agreement}:${clause}`),
  );
  const sentences = [
    sayStatus(language, {
      status: axes.status,
      sources: incident.origins,
      finding: axes.finding,
      ...(axes.unable === undefined ? {} : { unable: axes.unable }),
    }),
    ...alleged.map(({ clause }) => sayFinding(language, { clause, finding: 'none' })),
    sayAttribution(language, axes, nameOf),
    ...found.map((one) =>
      sayFinding(language, keptInPlace({ ...one, positions: positionsOn(account, one) }), nameOf),
    ),
  ];
  return (
    <div className={styles.headline} data-headline>
      {sentences.map((sentence) => (
        <p key={sentence}>{asSentence(sentence, language)}</p>
      ))}
    </div>
  );
}

function capital(text: string, language: string): string {
  const [first = '', ...others] = [...text];
  return first.toLocaleUpperCase(language) + others.join('');
}

/** As a sentence by itself. */
function asSentence(words: string, language: string): string {
  const text = capital(words, language);
  return /[.!?]$/.test(text) ? text : `${text}.`;
}

/** What parties say of a finding: the last word of each on it. */
function positionsOn(account: Account, { clause }: { readonly clause: string }) {
  return account.history
    .filter(({ kind, fared, body }) => {
      const on = kind === 'position' && fared === 'stands' && body.on === 'finding';
      return on && (body.clause === undefined || body.clause === clause);
    })
    .map(({ by, body }) => ({
      party: by.subject,
      ...(typeof body.stance === 'string' ? { stance: body.stance as 'accepts' | 'contests' | 'notes' } : {}),
      ...(typeof body.text === 'string' ? { text: body.text } : {}),
    }));
}
