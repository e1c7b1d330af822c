import { followed } from '../../address.ts';
import { useRoom } from '../../i18n/rooms.ts';
import { useAnew } from '../../live.ts';
import { type Me, useAskedMe } from '../../people/me.ts';
import { holds, useRights } from '../../people/rights.ts';
import { AnotherReader } from '../../ui/another-reader.tsx';
import { Fault } from '../../ui/fault.tsx';
import { PageFrame } from '../../ui/page-frame.tsx';
import { Empty } from '../../ui/panel.tsx';
import type { ViewProps } from '../../ui/view-props.ts';
import styles from './queue.module.css';
import { QUEUE } from './queue.ts';
import { QueueRoom } from './queue-room.tsx';

/** What needs a person now: for those who may take it up; to others it says who they are. */
export function QueuePage({ onLanguage }: ViewProps) {
  const { r, t } = useRoom('queue');
  const { me, error: meError } = useAskedMe();
  const { data: rights, error: rightsError } = useRights();
  const error = meError ?? rightsError;
  const may = me !== undefined && holds(rights, me.roles, 'claim') && me.audiences.includes('mission');
  return (
    <PageFrame title={r('page.title')} lead={r('page.lead')} width="whole" onLanguage={onLanguage}>
      <Fault error={error} />
      {me === undefined || rights === undefined ? (
        error === null ? (
          <p>{t('page.loading')}</p>
        ) : null
      ) : may ? (
        <LiveRoom me={me} />
      ) : (
        <div className={styles.only}>
          <Empty title={r('only.title')} says={r('only.says')} />
          <a href="/rights" onClick={followed}>
            {r('only.rights')}
          </a>
          <AnotherReader />
        </div>
      )}
    </PageFrame>
  );
}

// Somebody reads and steers the list by keys: it changes no more often than that.
const PACE = { soonMs: 1_000, everyMs: 1_500 } as const;

function LiveRoom({ me }: { readonly me: Me }) {
  useAnew([QUEUE], PACE);
  return <QueueRoom me={me} />;
}
