import { Textarea } from '@mantine/core';
import { useState } from 'react';
import { usePeopleSpeech } from '../i18n/people/speech.ts';
import { useRoom } from '../i18n/rooms.ts';
import { Tick } from '../ui/tick.tsx';
import { moveFor, useAccount } from './account.ts';
import styles from './casework.module.css';
import { type CaseworkProps, DeedForm } from './deed-form.tsx';
import { usePreview } from './preview.ts';
import { PreviewShown } from './preview-shown.tsx';
import { useReportName } from './report-name.ts';
import { useDeed } from './use-deed.ts';

/** Holds some reports of an incident to be of another, once it was seen what that changes. */
export function SplitForm({ incident, onDone }: CaseworkProps) {
  const { r } = useRoom('casework');
  const { p } = usePeopleSpeech();
  const nameOf = useReportName();
  const account = useAccount(incident).data;
  const [chosen, setChosen] = useState<readonly string[]>([]);
  const [reason, setReason] = useState('');
  const doing = useDeed({ ownKey: false, onDone });
  const all = account?.incident.reports ?? [];
  const out = all.filter((key) => chosen.includes(key));
  const from = all.filter((key) => !chosen.includes(key));
  const whole = out.length > 0 && from.length > 0;
  const split = { reports: out, from };
  const preview = usePreview(whole && doing.outcome === undefined ? { split } : undefined);
  if (account === undefined) return null;
  if (all.length < 2 && doing.outcome === undefined) return <p>{r('split.alone')}</p>;
  const missing = reason.trim() === '';
  const submit = () =>
    doing.send(!missing && whole, () => ({
      kind: 'split',
      audience: account.incident.basis,
      body: { ...split, reason: reason.trim() },
    }));
  return (
    <DeedForm
      name="split"
      move={moveFor(account, 'split')}
      doing={doing}
      doIt={r('split.do')}
      disabled={preview.data?.ok !== true && preview.error === null}
      onSubmit={() => void submit()}
    >
      <p>{r('split.says')}</p>
      <ul className={styles.list}>
        {account.reports
          .filter(({ key }) => all.includes(key))
          .map((one) => (
            <li key={one.key} className={styles.choice}>
              <Tick
                name="out"
                value={one.key}
                label={nameOf(one)}
                checked={chosen.includes(one.key)}
                onTick={(ticked) =>
                  setChosen(ticked ? [...chosen, one.key] : chosen.filter((key) => key !== one.key))
                }
              />
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
