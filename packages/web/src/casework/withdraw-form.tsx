import { Textarea } from '@mantine/core';
import { useState } from 'react';
import { usePeopleSpeech } from '../i18n/people/speech.ts';
import { useRoom } from '../i18n/rooms.ts';
import { useMinute } from '../ui/use-moment.ts';
import { axesOf, moveFor, openInquiry, useAccount } from './account.ts';
import styles from './casework.module.css';
import { type CaseworkProps, DeedForm } from './deed-form.tsx';
import { useDeed } from './use-deed.ts';
import { withdrawalDeed } from './work.ts';

/** Takes an inquiry back, with the reason. The status is an assessment, and stays: what moves it on is said. */
export function WithdrawForm({ incident, onDone }: CaseworkProps) {
  const { r } = useRoom('casework');
  const { p, word } = usePeopleSpeech();
  const minute = useMinute();
  const account = useAccount(incident).data;
  const [reason, setReason] = useState('');
  const doing = useDeed({ ownKey: false, onDone });
  if (account === undefined) return null;
  const asked = openInquiry(account);
  if (asked === undefined && doing.outcome === undefined) return <p>{r('withdraw.nobody')}</p>;
  const { status } = axesOf(account);
  const who = account.history.find(({ entry }) => entry === asked?.entry)?.by.subject;
  const missing = reason.trim() === '';
  const submit = () => doing.send(!missing, () => withdrawalDeed(account.incident.id, reason.trim()));
  return (
    <DeedForm
      name="withdraw"
      move={moveFor(account, 'ask-inquiry')}
      doing={doing}
      status={status}
      doIt={r('withdraw.do')}
      onSubmit={() => void submit()}
    >
      {asked === undefined ? null : (
        <p className={styles.words}>
          {who === undefined ? null : `${r('withdraw.asked', { who, when: minute(asked.asked) })} `}
          {r('inquiry.now', { when: minute(asked.due), asks: asked.asks })}
        </p>
      )}
      <p className={styles.quiet}>{r('withdraw.says')}</p>
      {status === 'under inquiry' ? (
        <p data-stays>
          {r('withdraw.status', {
            status: word('status', status),
            unable: word('status', 'unable to verify'),
          })}
        </p>
      ) : null}
      <Textarea
        name="reason"
        label={p('reason.title')}
        description={p('reason.says')}
        rows={2}
        maxLength={2000}
        value={reason}
        error={doing.tried && missing ? p('reason.need') : undefined}
        onChange={({ currentTarget: { value } }) => setReason(value)}
      />
    </DeedForm>
  );
}
