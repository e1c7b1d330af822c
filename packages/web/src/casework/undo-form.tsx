import { Textarea } from '@mantine/core';
import { useState } from 'react';
import { usePeopleSpeech } from '../i18n/people/speech.ts';
import { useRoom } from '../i18n/rooms.ts';
import { moveFor, useAccount } from './account.ts';
import { choiceIn } from './choice.ts';
import { ChoiceField } from './choice-field.tsx';
import { type CaseworkProps, DeedForm } from './deed-form.tsx';
import { usePreview } from './preview.ts';
import { PreviewShown } from './preview-shown.tsx';
import { useDeed } from './use-deed.ts';

/** Takes a join or a split back: incidents and what was decided on them before are there again. */
export function UndoForm({ incident, onDone }: CaseworkProps) {
  const { r } = useRoom('casework');
  const { p } = usePeopleSpeech();
  const account = useAccount(incident).data;
  const [chosen, setChosen] = useState('');
  const [reason, setReason] = useState('');
  const doing = useDeed({ ownKey: false, onDone });
  const linkings = account?.linkings ?? [];
  const { one: linking, isGone } = choiceIn(linkings, chosen, ({ entry }) => String(entry));
  const preview = usePreview(
    linking === undefined || doing.outcome !== undefined ? undefined : { undo: linking.entry },
  );
  if (account === undefined) return null;
  if (linkings.length === 0 && doing.outcome === undefined) return <p>{r('undo.nothing')}</p>;
  const missing = reason.trim() === '';
  const submit = () =>
    doing.send(!missing && linking !== undefined, () => ({
      kind: 'undo',
      audience:
        account.history.find(({ entry }) => entry === linking?.entry)?.audience ?? account.incident.basis,
      body: { entry: linking?.entry ?? 0, reason: reason.trim() },
    }));
  return (
    <DeedForm
      name="undo"
      move={moveFor(account, 'undo')}
      doing={doing}
      doIt={r('undo.do')}
      disabled={linking !== undefined && preview.data?.ok !== true && preview.error === null}
      onSubmit={() => void submit()}
    >
      <ChoiceField
        name="entry"
        label={r('undo.which')}
        value={String(linking?.entry ?? '')}
        isGone={isGone}
        isMissing={doing.tried && linking === undefined}
        onChoose={setChosen}
        options={linkings.map(({ entry, type }) => ({
          value: String(entry),
          label: `${r(`kind.${type}`)} · ${r('entry.name', { n: entry })}`,
        }))}
      />
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
