import { NativeSelect, Textarea } from '@mantine/core';
import { useState } from 'react';
import { useRoom } from '../i18n/rooms.ts';
import { moveFor, useAccount } from './account.ts';
import { type CaseworkProps, DeedForm } from './deed-form.tsx';
import { useDeed } from './use-deed.ts';

const ON = ['facts', 'attribution', 'finding', 'resolution'] as const;
const STANCES = ['accepts', 'contests', 'notes'] as const;

/** What a party says of an incident, under its own key: printed beside it, always. */
export function PositionForm({ incident, onDone }: CaseworkProps) {
  const { r, language } = useRoom('casework');
  const account = useAccount(incident).data;
  const [said, setSaid] = useState({ on: 'facts', stance: '', text: '' });
  const doing = useDeed({ ownKey: true, onDone });
  const change = (part: Partial<typeof said>) => setSaid({ ...said, ...part });
  if (account === undefined) return null;
  const text = said.text.trim();
  const empty = text === '' && said.stance === '';
  const submit = () =>
    doing.send(!empty, () => ({
      kind: 'position',
      audience: account.incident.basis,
      body: {
        ...{ incident: account.incident.id, on: said.on },
        ...(said.stance === '' ? {} : { stance: said.stance }),
        ...(text === '' ? {} : { text, lang: language }),
      },
    }));
  return (
    <DeedForm
      name="position"
      move={moveFor(account, 'state-position')}
      doing={doing}
      doIt={r('position.do')}
      onSubmit={() => void submit()}
    >
      <NativeSelect
        name="on"
        label={r('position.on')}
        value={said.on}
        data={ON.map((one) => ({ value: one, label: r(`on.${one}`) }))}
        onChange={({ currentTarget: { value } }) => change({ on: value })}
      />
      <NativeSelect
        name="stance"
        label={r('position.stance')}
        value={said.stance}
        data={[
          { value: '', label: r('stance.none') },
          ...STANCES.map((one) => ({ value: one, label: r(`stance.${one}`) })),
        ]}
        onChange={({ currentTarget: { value } }) => change({ stance: value })}
      />
      <Textarea
        name="text"
        label={r('position.text')}
        description={r('position.textSays')}
        rows={4}
        maxLength={20_000}
        value={said.text}
        error={doing.tried && empty ? r('field.say') : undefined}
        onChange={({ currentTarget: { value } }) => change({ text: value })}
      />
    </DeedForm>
  );
}
