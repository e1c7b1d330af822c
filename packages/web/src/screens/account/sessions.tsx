import { Button } from '@mantine/core';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { usePeopleSpeech } from '../../i18n/people/speech.ts';
import { endOtherSessions, endSession, readSessions } from '../../people/auth.ts';
import { Confirm } from '../../ui/confirm.tsx';
import { Fault } from '../../ui/fault.tsx';
import form from '../../ui/form.module.css';
import { Actions, Panel } from '../../ui/panel.tsx';
import { useMinute } from '../../ui/use-moment.ts';
import { useSent } from '../entrance/use-sent.ts';

/** Every browser in which the account is signed in; each can be ended from here. */
export function Sessions() {
  const { p } = usePeopleSpeech();
  const minute = useMinute();
  const queries = useQueryClient();
  const sessions = useQuery({ queryKey: ['sessions'], queryFn: ({ signal }) => readSessions(signal) });
  const [asking, setAsking] = useState(false);
  const sent = useSent();
  const changed = () => queries.invalidateQueries({ queryKey: ['sessions'] });
  const end = async (id: string): Promise<void> => {
    if (await sent.send(true, () => endSession(id))) await changed();
  };
  return (
    <Panel title={p('account.sessions')}>
      <Fault error={sessions.error ?? sent.error} />
      <ul className={form.rows}>
        {sessions.data?.map(({ id, agent, began, until, current }) => (
          <li key={id} data-session={current ? 'this' : 'other'}>
            <div>
              <p className={form.rowTitle}>
                <bdi>{browserOf(agent) ?? p('account.session.unknown')}</bdi>
                {current ? ` (${p('account.session.this')})` : ''}
              </p>
              <p className={form.quiet}>
                {p('account.session.seen', { when: minute(began), until: minute(until) })}
              </p>
            </div>
            {current ? null : (
              <Button variant="outline" size="compact-sm" disabled={sent.busy} onClick={() => void end(id)}>
                {p('account.session.end')}
              </Button>
            )}
          </li>
        ))}
      </ul>
      {(sessions.data?.length ?? 0) > 1 ? (
        <Actions>
          <Button variant="outline" onClick={() => setAsking(true)}>
            {p('account.session.others')}
          </Button>
        </Actions>
      ) : null}
      {asking ? (
        <Confirm
          title={p('account.session.ask')}
          says={p('account.session.askSays')}
          doIt={p('account.session.others')}
          onDo={async () => {
            await endOtherSessions();
            await changed();
          }}
          onClose={() => setAsking(false)}
        />
      ) : null}
    </Panel>
  );
}

/** Browser and system out of what a browser says of itself, enough to know one's own again. */
function browserOf(agent: string): string | undefined {
  if (agent === '') return undefined;
  const browser = /(Firefox|Edg|OPR|Chrome|Safari)\/(\d+)/.exec(agent);
  const system = /(Windows|Android|iPhone|iPad|Mac OS X|Linux)/.exec(agent)?.[1];
  if (browser === null) return agent.slice(0, 60);
  const name = browser[1] === 'Edg' ? 'Edge' : browser[1] === 'OPR' ? 'Opera' : browser[1];
  return [`${name} ${browser[2]}`, system].filter((part) => part !== undefined).join(' · ');
}
