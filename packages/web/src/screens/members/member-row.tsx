import type { ReactNode } from 'react';
import { usePeopleSpeech } from '../../i18n/people/speech.ts';
import type { Member } from '../../people/members.ts';
import { Mark } from '../../ui/sign.tsx';
import { useMinute } from '../../ui/use-moment.ts';
import styles from './members.module.css';

/** One member: handle, roles, for whom, where and until when. */
export function MemberRow({ member, children }: { readonly member: Member; readonly children?: ReactNode }) {
  const { t, p, term, list } = usePeopleSpeech();
  const minute = useMinute();
  const { party, bodies = [], area, from, until, state, by } = member;
  const times = [
    from === undefined ? undefined : p('members.from', { when: minute(from) }),
    until === undefined ? undefined : p('members.until', { when: minute(until) }),
  ].filter((part) => part !== undefined);
  return (
    <li className={styles.row} data-member={member.handle}>
      <h3>
        <bdi>{member.handle}</bdi> {member.simulated === true ? <Mark>{t('exercise.mark')}</Mark> : null}
      </h3>
      <div className={styles.what}>
        <p>{list(member.roles.map((role) => term('person', role)))}</p>
        <p className={styles.facts}>
          {party === undefined ? null : (
            <span>
              {p('account.party')}: <bdi>{party}</bdi>
            </span>
          )}
          {bodies.length === 0 ? null : (
            <span>
              {p('account.bodies')}: <bdi>{list(bodies)}</bdi>
            </span>
          )}
          <span>{p(area === undefined || area === null ? 'account.areaAll' : 'account.areaSome')}</span>
          {state === 'member' ? null : <strong>{term('member', state)}</strong>}
          {state !== 'member' || member.secondFactor || member.simulated === true ? null : (
            <strong>{p('members.noFactor')}</strong>
          )}
          <span>{times.length === 0 ? p('members.always') : times.join(' ')}</span>
          <span>
            {member.with === undefined
              ? p('members.by', { by })
              : p('members.byTwo', { by, with: member.with })}
          </span>
        </p>
      </div>
      <div className={styles.acts}>{children}</div>
    </li>
  );
}
