import { Button } from '@mantine/core';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { followed } from '../../address.ts';
import { readJson } from '../../api.ts';
import { draftBulletin } from '../../bulletins.ts';
import type { Language } from '../../i18n/languages.ts';
import { usePeopleSpeech } from '../../i18n/people/speech.ts';
import { type RoomSpeech, useRoom } from '../../i18n/rooms.ts';
import { agreeTo, type Proposal, refuse } from '../../people/proposals.ts';
import { whatFollows } from '../../people/publication.ts';
import { Confirm } from '../../ui/confirm.tsx';
import { Fault } from '../../ui/fault.tsx';
import { PageFrame } from '../../ui/page-frame.tsx';
import { Actions } from '../../ui/panel.tsx';
import { Settled } from '../../ui/settled.tsx';
import { useMinute } from '../../ui/use-moment.ts';
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
  const minute = useMinute();
  const [done, setDone] = useState<Decided>();
  // What is decided waits no longer, and yet what it was is still to be said.
  const waiting = done?.waiting ?? waitingIn(proposal.data?.what);
  const asks = done === undefined && waiting !== undefined && proposal.data?.own === false;
  return (
    <PageFrame
      title={titleOf(r, proposal.data, waiting, done)}
      {...(asks ? { lead: r('agree.lead', { handle: proposal.data?.asked ?? '' }) } : {})}
      width="whole"
      onLanguage={onLanguage}
    >
      <Fault error={proposal.error} />
      {proposal.isPending ? <p>{t('page.loading')}</p> : null}
      {done !== undefined ? (
        <Outcome done={done} />
      ) : proposal.data === undefined ? null : waiting === undefined ? (
        <p>
          {r('agree.over')}{' '}
          <a href="/proposals" onClick={followed}>
            {r('agree.toList')}
          </a>
        </p>
      ) : (
        <>
          <p className={styles.what}>
            {r('agree.what', {
              type: r(`type.${waiting.wish.type}`),
              number: waiting.wish.number,
              from: minute(waiting.wish.from),
              to: minute(waiting.wish.to),
            })}
          </p>
          <Reading proposal={proposal.data} waiting={waiting} onDone={(is) => setDone({ is, waiting })} />
        </>
      )}
    </PageFrame>
  );
}

interface Decided {
  readonly is: 'agreed' | 'refused';
  readonly waiting: Waiting;
}

/** The heading says how it stands. */
function titleOf(
  r: RoomSpeech<'bulletins'>['r'],
  proposal: Proposal | undefined,
  waiting: Waiting | undefined,
  done: Decided | undefined,
): string {
  if (waiting === undefined) return r(proposal === undefined ? 'page.title' : 'agree.overTitle');
  const { number } = waiting.wish;
  if (done !== undefined) return r(done.is === 'agreed' ? 'publish.out' : 'agree.refused', { number });
  return r(proposal?.own === true ? 'agree.ownTitle' : 'agree.title', { number });
}

/** What became of it, and what happens next. */
function Outcome({ done: { is, waiting } }: { readonly done: Decided }) {
  const { r } = useRoom('bulletins');
  const { number, release, audience = 'public' } = waiting.wish;
  if (is === 'agreed')
    return (
      <Asked
        outcome={{ index: 0, already: false, became: 'taken' }}
        number={number}
        forAll={release === undefined && audience === 'public'}
        isSaid
      />
    );
  return (
    <Settled became="refused" says={r('agree.refusedNext')}>
      <a href="/proposals" onClick={followed}>
        {r('agree.toList')}
      </a>
    </Settled>
  );
}

interface ReadingProps {
  readonly proposal: Proposal;
  readonly waiting: Waiting;
  readonly onDone: (is: Decided['is']) => void;
}

function Reading({ proposal, waiting, onDone }: ReadingProps) {
  const { r, language } = useRoom('bulletins');
  const { wish } = waiting;
  const queries = useQueryClient();
  const { p, term } = usePeopleSpeech();
  const minute = useMinute();
  const [asking, setAsking] = useState<'agree' | 'refuse'>();
  const shown = useQuery({
    queryKey: ['bulletin-draft', wish, language],
    queryFn: () => draftBulletin(wish, language),
    retry: false,
    staleTime: 60_000,
  });
  // Who agrees has read what is published, or is told that they have not.
  const isSame = shown.data !== undefined && isSameAs(waiting, shown.data.body);
  return (
    <>
      {proposal.own ? (
        <p>{r('agree.own')}</p>
      ) : (
        <Actions>
          <Button data-do disabled={!isSame} onClick={() => setAsking('agree')}>
            {r('agree.do')}
          </Button>
          <Button variant="outline" onClick={() => setAsking('refuse')}>
            {r('agree.refuse')}
          </Button>
        </Actions>
      )}
      <Fault error={shown.error} />
      {shown.data === undefined || isSame ? null : (
        <p role="alert" data-differs>
          {r('agree.differs')}
        </p>
      )}
      {shown.isPending ? <p role="status">{r('preview.making')}</p> : null}
      <div className={styles.head} />
      {shown.data === undefined ? null : <ShownDocument html={shown.data.html} title={r('preview.title')} />}
      {asking === 'agree' ? (
        <Confirm
          title={r('agree.ask', { number: wish.number })}
          says={`${whatFollows(proposal.what, { p, term, minute })} ${p('proposals.agreeSays')}`}
          doIt={r('agree.do')}
          onDo={async () => {
            await agreeTo(proposal.id);
            onDone('agreed');
            await queries.invalidateQueries({ queryKey: ['bulletins'] });
          }}
          onClose={() => setAsking(undefined)}
        />
      ) : null}
      {asking === 'refuse' ? (
        <Confirm
          title={r('agree.refuse')}
          says={r('agree.refuseSays')}
          doIt={r('agree.refuse')}
          reason
          onDo={async (reason) => {
            await refuse(proposal.id, reason);
            onDone('refused');
          }}
          onClose={() => setAsking(undefined)}
        />
      ) : null}
    </>
  );
}
