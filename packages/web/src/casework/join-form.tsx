import { Textarea } from '@mantine/core';
import { useState } from 'react';
import { followed } from '../address.ts';
import { usePeopleSpeech } from '../i18n/people/speech.ts';
import { useRoom } from '../i18n/rooms.ts';
import { Tick } from '../ui/tick.tsx';
import { useMinute } from '../ui/use-moment.ts';
import { moveFor, useAccount } from './account.ts';
import styles from './casework.module.css';
import { type CaseworkProps, DeedForm } from './deed-form.tsx';
import { useNearby } from './nearby.ts';
import { usePreview } from './preview.ts';
import { PreviewShown } from './preview-shown.tsx';
import { useDeed } from './use-deed.ts';

/** As many reports as one entry names. */
const MOST_REPORTS = 100;

/** Holds the reports of an incident and of others near it to be of one, once it was seen what that changes. */
export function JoinForm({ incident, with: other, onDone }: CaseworkProps) {
  const { r } = useRoom('casework');
  const { p, word } = usePeopleSpeech();
  const minute = useMinute();
  const account = useAccount(incident).data;
  const nearby = useNearby(account?.incident);
  const [chosen, setChosen] = useState<readonly string[]>(other === undefined ? [] : [other]);
  const [reason, setReason] = useState('');
  const doing = useDeed({ ownKey: false, onDone });
  const others = (nearby.data ?? []).filter(({ id }) => chosen.includes(id));
  // Whole incidents are joined: of a few reports alone the others would stay behind.
  const keys = [account?.incident, ...others].flatMap((one) => one?.reports ?? []).slice(0, MOST_REPORTS);
  const preview = usePreview(others.length === 0 || doing.outcome !== undefined ? undefined : { join: keys });
  if (account === undefined) return null;
  const missing = reason.trim() === '';
  const submit = () =>
    doing.send(!missing && others.length > 0, () => ({
      kind: 'join',
      audience: account.incident.basis,
      body: { reports: keys, reason: reason.trim() },
    }));
  return (
    <DeedForm
      name="join"
      move={moveFor(account, 'join')}
      doing={doing}
      doIt={r('join.do')}
      disabled={preview.data?.ok !== true && preview.error === null}
      onSubmit={() => void submit()}
    >
      <p>{r('join.says')}</p>
      {nearby.data?.length === 0 ? <p className={styles.quiet}>{r('join.nothing')}</p> : null}
      <ul className={styles.list}>
        {nearby.data?.map((one) => (
          <li key={one.id} className={styles.choice}>
            <Tick
              name="near"
              value={one.id}
              label={`${one.number ?? word('kind', one.kind)} · ${minute(one.occurred.from)}`}
              description={`${r('near.reports', { n: one.reports.length })} · ${word('status', one.status)}`}
              checked={chosen.includes(one.id)}
              onTick={(ticked) =>
                setChosen(ticked ? [...chosen, one.id] : chosen.filter((id) => id !== one.id))
              }
            />
            <a href={`/incidents/${one.id}`} onClick={followed}>
              {r('near.open', { what: one.number ?? one.id.slice(0, 8) })}
            </a>
          </li>
        ))}
      </ul>
      <PreviewShown preview={preview.data} error={preview.error} busy={preview.isFetching} />
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
