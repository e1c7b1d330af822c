import type { Agreement } from '@armistice/core/agreement';
import { useRoom } from '../../../i18n/rooms.ts';
import { useAnew } from '../../../live.ts';
import { Fault } from '../../../ui/fault.tsx';
import { DueList } from './due-list.tsx';
import { FactForm } from './fact-form.tsx';
import { History } from './history.tsx';
import { useStanding } from './read-standing.ts';
import styles from './standing.module.css';

/** Where an adopted agreement stands: what is due and overdue first, then its history, and a form for facts. */
export function StandingPart({ agreement }: { readonly agreement: Agreement }) {
  const { t, r } = useRoom('agreement');
  const { data, error, isPending } = useStanding(agreement.agreement, true);
  useAnew(['standing']);
  return (
    <section className={styles.part} aria-labelledby="standing-title" data-standing={data?.agreement}>
      <h2 id="standing-title">{r('standing.title')}</h2>
      <p className={styles.quiet}>{r('standing.lead')}</p>
      <Fault error={error} />
      {isPending ? <p>{t('page.loading')}</p> : null}
      {data === undefined ? null : (
        <>
          <DueList agreement={agreement} standing={data} />
          <FactForm agreement={agreement} standing={data} />
          <History standing={data} />
        </>
      )}
    </section>
  );
}
