import { TextInput } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useRoom } from '../i18n/rooms.ts';
import { useMe } from '../people/me.ts';
import { readMembers } from '../people/members.ts';
import { holds, useRights } from '../people/rights.ts';
import { moveFor, useAccount } from './account.ts';
import styles from './casework.module.css';
import { choiceIn } from './choice.ts';
import { ChoiceField } from './choice-field.tsx';
import { Holder } from './claim-form.tsx';
import { type CaseworkProps, DeedForm } from './deed-form.tsx';
import { useDeed } from './use-deed.ts';
import { claimDeed, heldBy } from './work.ts';

/** Hands an incident over to somebody who may take it. */
export function HandOverForm({ incident, onDone }: CaseworkProps) {
  const { r } = useRoom('casework');
  const me = useMe();
  const account = useAccount(incident).data;
  const others = useOthers(me?.handle ?? '');
  const [picked, setPicked] = useState('');
  const [note, setNote] = useState('');
  const doing = useDeed({ ownKey: false, onDone });
  if (account === undefined || me === undefined) return null;
  const held = account.work?.claim;
  const { one: to, isGone } = choiceIn(others ?? [], picked, (one) => one);
  const words = note.trim() === '' ? {} : { note: note.trim() };
  const submit = () =>
    doing.send(to !== undefined, () =>
      claimDeed(account.incident.id, {
        ...heldBy(held, me.handle),
        ...(to === undefined ? {} : { to }),
        ...words,
      }),
    );
  return (
    <DeedForm
      name="handOver"
      move={moveFor(account, 'claim')}
      doing={doing}
      doIt={r('handOver.do')}
      onSubmit={() => void submit()}
    >
      <Holder held={held} handle={me.handle} />
      <p className={styles.quiet}>{r('handOver.says')}</p>
      <ChoiceField
        name="to"
        label={r('handOver.to')}
        value={to ?? ''}
        options={(others ?? []).map((one) => ({ value: one, label: one }))}
        isGone={isGone}
        isMissing={doing.tried && to === undefined}
        onChoose={setPicked}
      />
      {others?.length === 0 ? <p>{r('handOver.nobody')}</p> : null}
      <TextInput
        name="note"
        label={r('handOver.note')}
        maxLength={500}
        value={note}
        onChange={({ currentTarget: { value } }) => setNote(value)}
      />
    </DeedForm>
  );
}

/** Handles of the others who may take it; undefined until they are known. */
function useOthers(handle: string): readonly string[] | undefined {
  const rights = useRights();
  const members = useQuery({ queryKey: ['members'], queryFn: ({ signal }) => readMembers(signal) });
  return members.data
    ?.filter(
      (one) => one.handle !== handle && one.state === 'member' && holds(rights.data, one.roles, 'claim'),
    )
    .map((one) => one.handle);
}
