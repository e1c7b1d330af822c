import { Textarea } from '@mantine/core';
import { useState } from 'react';
import { useRoom } from '../i18n/rooms.ts';
import { moveFor, useAccount } from './account.ts';
import { type CaseworkProps, DeedForm } from './deed-form.tsx';
import { useDeed } from './use-deed.ts';

/** Answers a complaint that a party made about one of the reports. */
export function AnswerForm({ incident, complaint, onDone }: CaseworkProps) {
  const { r, language } = useRoom('casework');
  const account = useAccount(incident).data;
  const [text, setText] = useState('');
  const move = account === undefined ? undefined : moveFor(account, 'answer');
  const doing = useDeed({ ownKey: move?.ownKey === true, onDone });
  if (account === undefined || complaint === undefined) return null;
  const given = text.trim();
  const submit = () =>
    doing.send(given !== '', () => ({
      kind: 'answer',
      audience: account.history.find(({ entry }) => entry === complaint)?.audience ?? account.incident.basis,
      body: { complaint, text: given, lang: language },
    }));
  return (
    <DeedForm name="answer" move={move} doing={doing} doIt={r('answer.do')} onSubmit={() => void submit()}>
      <Textarea
        name="answer"
        label={r('answer.text')}
        rows={4}
        maxLength={20_000}
        value={text}
        error={doing.tried && given === '' ? r('field.say') : undefined}
        onChange={({ currentTarget: { value } }) => setText(value)}
      />
    </DeedForm>
  );
}
