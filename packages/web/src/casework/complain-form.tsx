import { NativeSelect, Textarea } from '@mantine/core';
import { useState } from 'react';
import { useRoom } from '../i18n/rooms.ts';
import { type Account, moveFor, useAccount } from './account.ts';
import styles from './casework.module.css';
import { choiceIn } from './choice.ts';
import { ChoiceField } from './choice-field.tsx';
import { type CaseworkProps, DeedForm } from './deed-form.tsx';
import { useReportName } from './report-name.ts';
import { useDeed } from './use-deed.ts';

const NOTHING = { report: '', against: '', text: '', asks: '' };

/** A party complains about a report, under its own key: an answer is due, by the same clock for every party. */
export function ComplainForm({ incident, onDone }: CaseworkProps) {
  const { r } = useRoom('casework');
  const nameOf = useReportName();
  const account = useAccount(incident).data;
  const [said, setSaid] = useState(NOTHING);
  const doing = useDeed({ ownKey: true, onDone });
  const change = (part: Partial<typeof NOTHING>) => setSaid({ ...said, ...part });
  if (account === undefined) return null;
  const { one: report, isGone } = choiceIn(account.reports, said.report, ({ key }) => key);
  const [text, asks] = [said.text.trim(), said.asks.trim()];
  const empty = text === '' && asks === '';
  const submit = () =>
    doing.send(!empty && report !== undefined, () => ({
      kind: 'complaint',
      audience: account.incident.basis,
      body: {
        report: report?.key ?? '',
        ...(said.against === '' ? {} : { against: said.against }),
        ...(text === '' ? {} : { text }),
        ...(asks === '' ? {} : { asks }),
      },
    }));
  return (
    <DeedForm
      name="complain"
      move={moveFor(account, 'complain')}
      doing={doing}
      doIt={r('complain.do')}
      onSubmit={() => void submit()}
    >
      <ChoiceField
        name="report"
        label={r('complain.report')}
        value={report?.key ?? ''}
        options={account.reports.map((one) => ({ value: one.key, label: nameOf(one) }))}
        isGone={isGone}
        isMissing={doing.tried && report === undefined}
        onChoose={(value) => change({ report: value })}
      />
      <NativeSelect
        name="against"
        label={r('complain.against')}
        value={said.against}
        data={[
          { value: '', label: r('complain.nobody') },
          ...account.parties.map(({ id, name }) => ({ value: id, label: name })),
        ]}
        onChange={({ currentTarget: { value } }) => change({ against: value })}
      />
      <Textarea
        name="text"
        label={r('complain.text')}
        rows={4}
        maxLength={20_000}
        value={said.text}
        error={doing.tried && empty ? r('field.say') : undefined}
        onChange={({ currentTarget: { value } }) => change({ text: value })}
      />
      <Textarea
        name="asks"
        label={r('complain.asks')}
        rows={2}
        maxLength={2000}
        value={said.asks}
        onChange={({ currentTarget: { value } }) => change({ asks: value })}
      />
      <Follows account={account} />
    </DeedForm>
  );
}

/** What a complaint sets going, and what it leaves as it is. */
function Follows({ account }: { readonly account: Account }) {
  const { r } = useRoom('casework');
  return (
    <section className={styles.preview} data-preview="complaint">
      <h4>{r('complain.title')}</h4>
      <p>{r('complain.due', { n: account.rules.answerWithin })}</p>
      <p>{r('complain.waits')}</p>
      <p>{r('complain.axis')}</p>
    </section>
  );
}
