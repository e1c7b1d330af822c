import { Button } from '@mantine/core';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useAddress } from '../../address.ts';
import { type BulletinRow, draftBulletin, type Remark, readBulletins } from '../../bulletins.ts';
import { useDeed } from '../../casework/use-deed.ts';
import type { Language } from '../../i18n/languages.ts';
import { useRoom } from '../../i18n/rooms.ts';
import { useAskedMe } from '../../people/me.ts';
import { readProposals } from '../../people/proposals.ts';
import { holds, useRights } from '../../people/rights.ts';
import { useAudience } from '../../people/use-audience.ts';
import { readSituation } from '../../situation.ts';
import { Fault, NotForReader } from '../../ui/fault.tsx';
import { PageFrame } from '../../ui/page-frame.tsx';
import { Actions, Panel } from '../../ui/panel.tsx';
import { fromLocal } from '../agreement/try-out/local-time.ts';
import { Asked } from './asked.tsx';
import styles from './bulletins.module.css';
import { overlapping, proposedFor } from './proposed.ts';
import { proposedNumber } from './proposed-number.ts';
import { Remarks } from './remarks.tsx';
import { placedIn } from './sections.ts';
import { ShownDocument } from './shown-document.tsx';
import { StretchNotes } from './stretch-notes.tsx';
import { useLater } from './use-later.ts';
import { waitingAmong } from './waiting.ts';
import { askedBy, missingIn, stretchIs, wishIn } from './wish.ts';
import { WishForm } from './wish-form.tsx';

/** A bulletin in the making: what a person chooses on one side, what would be published on the other. */
export function DraftView({ onLanguage }: { readonly onLanguage: (language: Language) => void }) {
  const { t, r } = useRoom('bulletins');
  const { me, error: meError } = useAskedMe();
  const { data: rights, error: rightsError } = useRights();
  const error = meError ?? rightsError;
  return (
    <PageFrame title={r('new.title')} lead={r('new.lead')} width="whole" onLanguage={onLanguage}>
      <Fault error={error} />
      {me === undefined || rights === undefined ? (
        error === null ? (
          <p>{t('page.loading')}</p>
        ) : null
      ) : holds(rights, me.roles, 'draft-bulletin') ? (
        <Drafting />
      ) : (
        <NotForReader />
      )}
    </PageFrame>
  );
}

const UTC = [[0, 0]] as const;
const NONE: readonly BulletinRow[] = [];

/** The clock of the mission, what is out, and the number that comes next. */
function useBeginning() {
  const audience = useAudience();
  const situation = useQuery({
    queryKey: ['situation'],
    queryFn: ({ signal }) => readSituation(signal),
  });
  const bulletins = useQuery({
    queryKey: ['bulletins', audience],
    queryFn: ({ signal }) => readBulletins(audience, signal),
  });
  const proposals = useQuery({ queryKey: ['proposals'], queryFn: ({ signal }) => readProposals(signal) });
  const [now] = useState(() => Date.now());
  const agreement = situation.data?.agreement;
  return {
    now,
    error: situation.error ?? bulletins.error ?? proposals.error,
    ready: [situation, bulletins, proposals].every(({ data }) => data !== undefined),
    offsets: agreement?.['clock-offsets'],
    zone: agreement?.clock ?? 'UTC',
    rows: bulletins.data ?? NONE,
    waiting: waitingAmong(proposals.data ?? []),
  };
}

function Drafting() {
  const { t, r, language } = useRoom('bulletins');
  const { search } = useAddress();
  const { now, ready, error, offsets, zone, waiting, rows } = useBeginning();
  const [written, setRemarks] = useState<readonly Remark[]>([]);
  const given = new URLSearchParams(search);
  const typed = wishIn(search, now, offsets, '', rows);
  const number = proposedNumber(typed, [...waiting, ...rows], now, offsets ?? UTC);
  const wish = given.has('number') || !ready ? typed : { ...typed, number };
  const remarks = placedIn(wish.type, written);
  const asked = useLater(ready ? askedBy(wish, remarks, offsets) : undefined, 600);
  const drafted = useQuery({
    queryKey: ['bulletin-draft', asked, language],
    queryFn: () => (asked === undefined ? undefined : draftBulletin(asked, language)),
    enabled: asked !== undefined,
    placeholderData: keepPreviousData,
    retry: false,
    staleTime: 60_000,
  });
  const doing = useDeed({ ownKey: false });
  // What is asked for waits from then on, and another number is proposed.
  const [sent, setSent] = useState('');
  if (doing.outcome !== undefined) return <Asked outcome={doing.outcome} number={sent} />;
  const missing = missingIn(wish, offsets);
  const stretch = stretchIs(wish, now, offsets);
  const good = missing.length === 0 && stretch !== 'backwards';
  const [begins, ends] = [wish.from, wish.to].map((local) => fromLocal(offsets ?? UTC, local) ?? 0) as [
    number,
    number,
  ];
  const isChosen = given.has('from') || given.has('to');
  const { data, isFetching } = drafted;
  const current = data !== undefined && !drafted.isPlaceholderData && asked !== undefined;
  return (
    <div className={styles.columns}>
      <div>
        <Fault error={error} />
        <Panel title={r('new.what')}>
          <WishForm
            wish={wish}
            zone={zone}
            isBackwards={stretch === 'backwards'}
            missing={doing.tried ? missing : []}
          >
            {ready ? (
              <StretchNotes
                why={isChosen ? undefined : proposedFor(wish.type, rows, now, offsets ?? UTC).why}
                isOver={stretch !== 'not-over'}
                overlap={overlapping(rows, wish.type, begins, ends)}
                waiting={overlapping(waiting, wish.type, begins, ends)}
              />
            ) : null}
          </WishForm>
        </Panel>
        <Panel title={r('remarks.title')} lead={r('remarks.says')}>
          <Remarks type={wish.type} remarks={remarks} onChange={setRemarks} />
        </Panel>
        <Fault error={doing.error} />
        <Actions>
          <Button
            data-do
            disabled={!ready || doing.busy || (good && !current)}
            onClick={() => {
              const body = good && current ? data?.body : undefined;
              setSent(wish.number);
              void doing.send(body !== undefined, () => ({
                kind: 'bulletin',
                audience: 'public',
                body: body ?? {},
              }));
              if (missing[0] !== undefined) document.getElementsByName(missing[0])[0]?.focus();
            }}
          >
            {r('publish.do')}
          </Button>
        </Actions>
      </div>
      <section aria-busy={isFetching}>
        <h2>{r('preview.title')}</h2>
        <Fault error={drafted.error} />
        <p role="status" className={styles.quiet}>
          {isFetching || !ready ? r('preview.making') : ''}
        </p>
        {data === undefined ? (
          ready && !isFetching && drafted.error === null ? (
            <p className={styles.quiet}>{r('preview.incomplete')}</p>
          ) : null
        ) : (
          <ShownDocument html={data.html} title={r('preview.title')} stale={!current} />
        )}
        {ready ? null : <p>{t('page.loading')}</p>}
      </section>
    </div>
  );
}
