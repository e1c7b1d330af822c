import { type Account, openInquiry } from '../../casework/account.ts';
import { DeedOf } from '../../casework/casework.tsx';
import { Holder } from '../../casework/claim-form.tsx';
import { Clocks } from '../../casework/clocks.tsx';
import { TeamGone } from '../../casework/team-gone.tsx';
import { balanced } from '../../i18n/isolated.ts';
import { useRoom } from '../../i18n/rooms.ts';
import { useMe } from '../../people/me.ts';
import { useNow } from '../../ui/distance.ts';
import { Fact, Facts } from '../../ui/facts.tsx';
import { Panel } from '../../ui/panel.tsx';
import { useMinute } from '../../ui/use-moment.ts';
import styles from './incident.module.css';

/** Who has it, by when the mission is to act, and what a team is asked until when, with the way to take that back. */
export function WorkPanel({ account }: { readonly account: Account }) {
  const { r } = useRoom('casework');
  const me = useMe();
  const now = useNow();
  const minute = useMinute();
  const { work } = account;
  // Nobody else is told that there is such a thing.
  if (work === undefined || me === undefined) return null;
  const asked = openInquiry(account);
  return (
    <Panel title={r('work.title')} lead={r('work.lead')}>
      <Facts>
        <Fact name={r('work.who')}>
          <Holder held={work.claim} handle={me.handle} />
        </Fact>
        <Fact name={r('work.clocks')}>
          {work.act === undefined && asked === undefined ? r('work.noClock') : null}
          <Clocks act={work.act} team={asked?.due} {...{ now, minute }} saysWhose />
        </Fact>
        <Fact name={r('work.inquiry')}>
          {asked === undefined ? (
            r('withdraw.nobody')
          ) : (
            <div data-asked={asked.entry}>
              <p dir="auto">{balanced(asked.asks)}</p>
              <p>{r('work.team', { team: asked.team ?? r('inquiry.anyTeam') })}</p>
              {asked.team === undefined ? null : <TeamGone team={asked.team} />}
              {asked.area === undefined ? null : <p>{r('work.area', { area: asked.area })}</p>}
              {asked.risk === undefined ? null : <p>{r('work.danger', { risk: asked.risk })}</p>}
            </div>
          )}
        </Fact>
      </Facts>
      <Withdrawal account={account} />
    </Panel>
  );
}

/** Stays where it is once it was used, so that what became of it can be read. */
function Withdrawal({ account }: { readonly account: Account }) {
  const { r } = useRoom('casework');
  const asked = account.history.some(({ kind }) => kind === 'inquiry');
  if (!asked && openInquiry(account) === undefined) return null;
  return (
    <details className={styles.clause} data-act="withdraw">
      <summary>{r('act.withdraw')}</summary>
      <DeedOf name="withdraw" incident={account.incident.id} />
    </details>
  );
}
