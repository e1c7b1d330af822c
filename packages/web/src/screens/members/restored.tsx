import { Button } from '@mantine/core';
import { usePeopleSpeech } from '../../i18n/people/speech.ts';
import { useMe } from '../../people/me.ts';
import { type BroughtBack, isStillMember, type Restored } from '../../people/members.ts';
import { Fault } from '../../ui/fault.tsx';
import { Panel } from '../../ui/panel.tsx';
import { Done } from '../../ui/shown-once.tsx';
import { useMinute } from '../../ui/use-moment.ts';
import { useSent } from '../entrance/use-sent.ts';
import styles from './members.module.css';

interface RestoredProps {
  readonly restored: Restored;
  readonly onReviewed: () => Promise<unknown>;
}

/** Whom a restore brought back, until a person has looked at each; nothing where there was none. */
export function RestoredMembers({ restored: { restore, members }, onReviewed }: RestoredProps) {
  const { p } = usePeopleSpeech();
  const minute = useMinute();
  const sent = useSent();
  if (restore === undefined || members.length === 0) return null;
  const { at, backup } = restore;
  const review = (handle: string): Promise<boolean> =>
    sent.send(true, async () => {
      await isStillMember(handle);
      await onReviewed();
    });
  return (
    <Panel title={p('restored.title')} lead={p('restored.lead', { at: minute(at), backup: minute(backup) })}>
      <Fault error={sent.error} />
      {members.every(({ reviewed }) => reviewed !== undefined) ? <Done>{p('restored.done')}</Done> : null}
      <ul className={styles.list}>
        {members.map((member) => (
          <Row
            key={member.handle}
            member={member}
            busy={sent.busy}
            onReview={() => void review(member.handle)}
          />
        ))}
      </ul>
    </Panel>
  );
}

interface RowProps {
  readonly member: BroughtBack;
  readonly busy: boolean;
  readonly onReview: () => void;
}

function Row({ member: { handle, roles, party, suspended, reviewed }, busy, onReview }: RowProps) {
  const { p, term, list } = usePeopleSpeech();
  const minute = useMinute();
  const me = useMe();
  return (
    <li className={styles.row} data-restored={handle}>
      <h3>
        <bdi>{handle}</bdi>
      </h3>
      <div className={styles.what}>
        <p>{list(roles.map((role) => term('person', role)))}</p>
        <p className={styles.facts}>
          {party === undefined ? null : (
            <span>
              {p('account.party')}: <bdi>{party}</bdi>
            </span>
          )}
          {suspended ? <strong>{p('restored.suspended')}</strong> : null}
          {reviewed === undefined ? null : (
            <span>{p('restored.by', { by: reviewed.by, when: minute(reviewed.at) })}</span>
          )}
        </p>
      </div>
      <div className={styles.acts}>
        {reviewed !== undefined || handle === me?.handle ? null : (
          <Button
            variant="outline"
            size="compact-sm"
            disabled={busy}
            aria-label={p('restored.stillOf', { handle })}
            onClick={onReview}
          >
            {p('restored.still')}
          </Button>
        )}
      </div>
    </li>
  );
}
