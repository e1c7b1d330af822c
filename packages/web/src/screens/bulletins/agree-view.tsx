import { Button } from '@mantine/core';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { readJson } from '../../api.ts';
import { draftBulletin } from '../../bulletins.ts';
import type { Language } from '../../i18n/languages.ts';
import { useRoom } from '../../i18n/rooms.ts';
import { agreeTo, type Proposal, refuse } from '../../people/proposals.ts';
import { Confirm } from '../../ui/confirm.tsx';
import { Fault } from '../../ui/fault.tsx';
import { PageFrame } from '../../ui/page-frame.tsx';
import { Actions } from '../../ui/panel.tsx';
import { Asked } from './asked.tsx';
import styles from './bulletins.module.css';
import { ShownDocument } from './shown-document.tsx';
import { isSameAs, type Waiting, waitingIn } from './waiting.ts';

interface AgreeViewProps {
  /** Of the proposal. */
  readonly id: string;
  readonly onLanguage: (language: Language) => void;
}

/** A bulletin that waits, as everyone will read it, before the second person who agrees or refuses. */
export function AgreeView({ id, onLanguage }: AgreeViewProps) {
  const { t, r } = useRoom('bulletins');
  const proposal = useQuery({
    queryKey: ['proposals', id],
    queryFn: async ({ signal }) =>
      (await readJson(`/api/proposals/${encodeURIComponent(id)}`, signal)) as Proposal,
  });
  const waiting = waitingIn(proposal.data?.what);
  const lead = proposal.data === undefined ? '' : r('agree.lead', { handle: proposal.data.asked });
  return (
    <PageFrame
      title={waiting === undefined ? r('page.title') : r('agree.title', { number: waiting.wish.number })}
      lead={lead}
      width="whole"
      onLanguage={onLanguage}
    >
      <Fault error={proposal.error} />
      {proposal.isPending ? <p>{t('page.loading')}</p> : null}
      {proposal.data === undefined ? null : waiting === undefined ? (
        <p>{r('agree.over')}</p>
      ) : (
        <Reading proposal={proposal.data} waiting={waiting} />
      )}
    </PageFrame>
  );
}

function Reading({ proposal, waiting }: { readonly proposal: Proposal; readonly waiting: Waiting }) {
  const { r, language } = useRoom('bulletins');
  const { wish } = waiting;
  const queries = useQueryClient();
  const [refusing, setRefusing] = useState(false);
  const [busy, setBusy] = useState(false);
  const [done, setDone] = useState<'agreed' | 'refused'>();
  const [fault, setFault] = useState<unknown>();
  const shown = useQuery({
    queryKey: ['bulletin-draft', wish, language],
    queryFn: () => draftBulletin(wish, language),
    retry: false,
    staleTime: 60_000,
  });
  // Who agrees has read what is published, or is told that they have not.
  const isSame = shown.data !== undefined && isSameAs(waiting, shown.data.body);
  const agree = async (): Promise<void> => {
    setBusy(true);
    try {
      await agreeTo(proposal.id);
      setDone('agreed');
      await queries.invalidateQueries({ queryKey: ['bulletins'] });
    } catch (error) {
      setFault(error);
    } finally {
      setBusy(false);
    }
  };
  if (done === 'agreed')
    return <Asked outcome={{ index: 0, already: false, became: 'taken' }} number={wish.number} />;
  if (done === 'refused') return <p role="status">{r('agree.over')}</p>;
  return (
    <>
      {proposal.own ? (
        <p>{r('agree.own')}</p>
      ) : (
        <Actions>
          <Button data-do disabled={!isSame} loading={busy} onClick={() => void agree()}>
            {r('agree.do')}
          </Button>
          <Button variant="outline" disabled={busy} onClick={() => setRefusing(true)}>
            {r('agree.refuse')}
          </Button>
        </Actions>
      )}
      <Fault error={fault ?? shown.error} />
      {shown.data === undefined || isSame ? null : (
        <p role="alert" data-differs>
          {r('agree.differs')}
        </p>
      )}
      {shown.isPending ? <p role="status">{r('preview.making')}</p> : null}
      <div className={styles.head} />
      {shown.data === undefined ? null : <ShownDocument html={shown.data.html} title={r('preview.title')} />}
      {refusing ? (
        <Confirm
          title={r('agree.refuse')}
          says={r('agree.refuseSays')}
          doIt={r('agree.refuse')}
          reason
          onDo={async (reason) => {
            await refuse(proposal.id, reason);
            setDone('refused');
          }}
          onClose={() => setRefusing(false)}
        />
      ) : null}
    </>
  );
}
