import { Button } from '@mantine/core';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { readJson } from '../../api.ts';
import { type BulletinWish, draftBulletin } from '../../bulletins.ts';
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
  const wish = wishOf(proposal.data?.what);
  const lead = proposal.data === undefined ? '' : r('agree.lead', { handle: proposal.data.asked });
  return (
    <PageFrame
      title={r('agree.title', { number: wish?.number ?? '' })}
      lead={lead}
      width="whole"
      onLanguage={onLanguage}
    >
      <Fault error={proposal.error} />
      {proposal.isPending ? <p>{t('page.loading')}</p> : null}
      {proposal.data === undefined ? null : wish === undefined ? (
        <p>{r('agree.over')}</p>
      ) : (
        <Reading proposal={proposal.data} wish={wish} />
      )}
    </PageFrame>
  );
}

function Reading({ proposal, wish }: { readonly proposal: Proposal; readonly wish: BulletinWish }) {
  const { r, language } = useRoom('bulletins');
  const queries = useQueryClient();
  const [refusing, setRefusing] = useState(false);
  const [done, setDone] = useState<'agreed' | 'refused'>();
  const [fault, setFault] = useState<unknown>();
  const shown = useQuery({
    queryKey: ['bulletin-draft', wish, language],
    queryFn: () => draftBulletin(wish, language),
    retry: false,
    staleTime: 60_000,
  });
  const agree = async (): Promise<void> => {
    try {
      await agreeTo(proposal.id);
      setDone('agreed');
      await queries.invalidateQueries({ queryKey: ['bulletins'] });
    } catch (error) {
      setFault(error);
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
          <Button data-do disabled={shown.data === undefined} onClick={() => void agree()}>
            {r('agree.do')}
          </Button>
          <Button variant="outline" onClick={() => setRefusing(true)}>
            {r('agree.refuse')}
          </Button>
        </Actions>
      )}
      <Fault error={fault ?? shown.error} />
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

/** What was chosen of the bulletin that waits; undefined where something else waits, or nothing any more. */
function wishOf(what: unknown): BulletinWish | undefined {
  const body = (what as { readonly body?: unknown } | undefined)?.body ?? what;
  if (typeof body !== 'object' || body === null || !('number' in body)) return undefined;
  const { number, type, from, to, rule, title, incident, subject, remarks } = body as BulletinWish;
  return {
    ...{ number, type, from, to, rule },
    ...(title === undefined ? {} : { title }),
    ...(incident === undefined ? {} : { incident }),
    ...(subject === undefined ? {} : { subject }),
    ...(remarks === undefined ? {} : { remarks }),
  };
}
