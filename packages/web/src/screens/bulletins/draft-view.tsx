import { Button } from '@mantine/core';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useAddress } from '../../address.ts';
import { draftBulletin, type Remark, readBulletins } from '../../bulletins.ts';
import { useDeed } from '../../casework/use-deed.ts';
import type { Language } from '../../i18n/languages.ts';
import { useRoom } from '../../i18n/rooms.ts';
import { useAudience } from '../../people/use-audience.ts';
import { readSituation } from '../../situation.ts';
import { Fault } from '../../ui/fault.tsx';
import { PageFrame } from '../../ui/page-frame.tsx';
import { Actions, Panel } from '../../ui/panel.tsx';
import { Asked } from './asked.tsx';
import styles from './bulletins.module.css';
import { Remarks } from './remarks.tsx';
import { placedIn } from './sections.ts';
import { ShownDocument } from './shown-document.tsx';
import { useLater } from './use-later.ts';
import { askedBy, nextNumber, stretchIs, wishIn } from './wish.ts';
import { WishForm } from './wish-form.tsx';

/** A bulletin in the making: what a person chooses on one side, what would be published on the other. */
export function DraftView({ onLanguage }: { readonly onLanguage: (language: Language) => void }) {
  const { r } = useRoom('bulletins');
  return (
    <PageFrame title={r('new.title')} lead={r('new.lead')} width="whole" onLanguage={onLanguage}>
      <Drafting />
    </PageFrame>
  );
}

/** The clock of the mission, and the number that comes next. */
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
  const [now] = useState(() => Date.now());
  const agreement = situation.data?.agreement;
  return {
    now,
    error: situation.error ?? bulletins.error,
    ready: situation.data !== undefined && bulletins.data !== undefined,
    offsets: agreement?.['clock-offsets'],
    zone: agreement?.clock ?? 'UTC',
    number: nextNumber(bulletins.data ?? [], now),
  };
}

function Drafting() {
  const { t, r, language } = useRoom('bulletins');
  const { search } = useAddress();
  const { now, ready, error, offsets, zone, number } = useBeginning();
  const [written, setRemarks] = useState<readonly Remark[]>([]);
  const wish = wishIn(search, now, offsets, number);
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
  if (doing.outcome !== undefined) return <Asked outcome={doing.outcome} number={wish.number} />;
  const { data, isFetching } = drafted;
  const current = data !== undefined && !drafted.isPlaceholderData && asked !== undefined;
  return (
    <div className={styles.columns}>
      <div>
        <Fault error={error} />
        <Panel title={r('new.what')}>
          <WishForm wish={wish} zone={zone} stretch={stretchIs(wish, now, offsets)} />
        </Panel>
        <Panel title={r('remarks.title')} lead={r('remarks.says')}>
          <Remarks type={wish.type} remarks={remarks} onChange={setRemarks} />
        </Panel>
        <Fault error={doing.error} />
        <Actions>
          <Button
            data-do
            disabled={!current || doing.busy}
            onClick={() => {
              if (data === undefined) return;
              void doing.send(true, () => ({ kind: 'bulletin', audience: 'public', body: data.body }));
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
