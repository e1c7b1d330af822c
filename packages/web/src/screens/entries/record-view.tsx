import { Button } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { useRoom } from '../../i18n/rooms.ts';
import { readSituation, type Situation } from '../../situation.ts';
import { Fault } from '../../ui/fault.tsx';
import { PageFrame } from '../../ui/page-frame.tsx';
import { Panel } from '../../ui/panel.tsx';
import type { ViewProps } from '../../ui/view-props.ts';
import { useVerification } from '../../verification/use-verification.ts';
import { FiveAnswers } from '../first-page/five-answers.tsx';
import { RecordCard } from '../first-page/record-card.tsx';
import { Tamper } from '../first-page/tamper.tsx';
import styles from './entries.module.css';
import { EntryList } from './entry-list.tsx';
import { ReceiptPanel } from './receipt-panel.tsx';

/** The record: found, checked here, taken along. */
export function RecordView({ onLanguage }: Pick<ViewProps, 'onLanguage'>) {
  const { r } = useRoom('entries');
  const situation = useQuery({ queryKey: ['situation'], queryFn: ({ signal }) => readSituation(signal) });
  return (
    <PageFrame title={r('page.title')} lead={r('page.lead')} onLanguage={onLanguage}>
      <EntryList />
      {situation.isError ? <Fault error={situation.error} /> : null}
      <ReceiptPanel policy={situation.data?.policy} />
      {situation.data === undefined ? null : <CheckPanel situation={situation.data} />}
      <MirrorPanel />
    </PageFrame>
  );
}

/** The whole record is read only when somebody asks for it: of a long one that is much. */
function CheckPanel({ situation }: { readonly situation: Situation }) {
  const { r } = useRoom('entries');
  const [asked, ask] = useState(false);
  if (asked) return <Checked situation={situation} />;
  return (
    <Panel title={r('check.title')} lead={r('check.lead', { n: situation.size })}>
      <Button onClick={() => ask(true)}>{r('check.do')}</Button>
    </Panel>
  );
}

function Checked({ situation }: { readonly situation: Situation }) {
  const hold = useVerification(situation.policy, situation.reports[0]?.index ?? 0, situation.size);
  const [now, setNow] = useState(() => Date.now());
  useEffect(() => {
    const timer = setInterval(() => setNow(Date.now()), 10_000);
    return () => clearInterval(timer);
  }, []);
  const verification = hold.check.state === 'done' ? hold.check.verification : undefined;
  return (
    <>
      <div className={styles.checked}>
        <FiveAnswers hold={hold} now={now} parties={situation.agreement?.parties ?? []} />
        <RecordCard situation={situation} verification={verification} now={now} />
      </div>
      <Tamper hold={hold} situation={situation} />
    </>
  );
}

function MirrorPanel() {
  const { r } = useRoom('entries');
  const { origin } = window.location;
  return (
    <Panel title={r('mirror.title')} lead={r('mirror.lead')}>
      <pre className={styles.command} dir="ltr">
        {`npx armistice mirror ${origin}/record copy --policy policy\nnpx armistice verify copy --policy policy`}
      </pre>
      <p>
        <a href="/record/policy" download="policy">
          {r('mirror.policy')}
        </a>
        {' · '}
        <a href="/record/checkpoint" download="checkpoint">
          {r('mirror.checkpoint')}
        </a>
        {' · '}
        <a href="/portal">{r('mirror.portal')}</a>
      </p>
    </Panel>
  );
}
