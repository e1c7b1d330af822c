import { TextInput } from '@mantine/core';
import { useState } from 'react';
import { useRoom } from '../i18n/rooms.ts';
import { moveFor, useAccount } from './account.ts';
import { type CaseworkProps, DeedForm } from './deed-form.tsx';
import { useDeed } from './use-deed.ts';

/** Gives the number by which people quote an incident. */
export function NumberForm({ incident, onDone }: CaseworkProps) {
  const { r } = useRoom('casework');
  const account = useAccount(incident).data;
  const [number, setNumber] = useState('');
  const doing = useDeed({ ownKey: false, onDone });
  if (account === undefined) return null;
  const given = number.trim();
  const submit = () =>
    doing.send(given !== '', () => ({
      kind: 'number',
      audience: account.incident.basis,
      body: { incident: account.incident.id, number: given },
    }));
  return (
    <DeedForm
      name="number"
      move={moveFor(account, 'number')}
      doing={doing}
      doIt={r('number.do')}
      onSubmit={() => void submit()}
    >
      <TextInput
        name="number"
        label={r('number.title')}
        description={r('number.says')}
        maxLength={40}
        value={number}
        error={doing.tried && given === '' ? r('field.say') : undefined}
        onChange={({ currentTarget: { value } }) => setNumber(value)}
      />
    </DeedForm>
  );
}
