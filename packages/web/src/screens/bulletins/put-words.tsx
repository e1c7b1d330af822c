import { type Written, writtenIn } from '@armistice/core/bulletin';
import { Button, Textarea } from '@mantine/core';
import { useState } from 'react';
import type { BulletinWhole } from '../../bulletins.ts';
import { useDeed } from '../../casework/use-deed.ts';
import { useRoom } from '../../i18n/rooms.ts';
import { Fault } from '../../ui/fault.tsx';
import form from '../../ui/form.module.css';
import { Actions } from '../../ui/panel.tsx';
import { Asked } from './asked.tsx';
import { Changes } from './changes.tsx';
import { erratumSent } from './erratum-sent.ts';
import { changesOf, type Edits, isWithoutSubject, labelsOf, typedOf } from './words-changed.ts';

const LONGEST = { title: 200, subject: 1000, remark: 4000 } as const;

/** Words that people wrote, as they stand: what is changed here goes out as an erratum, once a second person has agreed. */
export function PutWords({ bulletin }: { readonly bulletin: BulletinWhole }) {
  const { r, language } = useRoom('bulletins');
  const { number, index, errata, body, model } = bulletin;
  const written = writtenIn(body, errata);
  const labels = labelsOf(language, written);
  const [edits, setEdits] = useState<Edits>({});
  const typed = typedOf(written, edits);
  const [reason, setReason] = useState('');
  const doing = useDeed({ ownKey: false });
  if (doing.outcome !== undefined) return <Asked outcome={doing.outcome} number={number} erratum />;
  const changes = changesOf(written, typed);
  const noSubject = isWithoutSubject(written, typed);
  const good = changes.length > 0 && !noSubject && reason.trim() !== '';
  return (
    <form
      className={form.form}
      noValidate
      data-deed="erratum-words"
      onSubmit={(event) => {
        event.preventDefault();
        // It is about the bulletin's own entry, and settles nothing of its figures.
        void doing.send(good, () =>
          erratumSent(bulletin, { bulletin: number, reason: reason.trim(), changes, because: [index] }),
        );
      }}
    >
      <p>{r('words.says')}</p>
      {written.map((one, at) => (
        <WordsField
          // biome-ignore lint/suspicious/noArrayIndexKey: words have no name but their place, and keep it.
          key={at}
          at={at}
          written={one}
          label={labels[at] ?? one.field}
          value={typed[at] ?? ''}
          error={doing.tried && one.field === 'subject' && noSubject ? r('need.subject') : undefined}
          onChange={(text) => setEdits({ ...edits, [at]: text })}
        />
      ))}
      {changes.length === 0 ? null : <Changes changes={changes} names={model.names} />}
      {doing.tried && changes.length === 0 ? (
        <p role="alert" data-unchanged>
          {r('need.words')}
        </p>
      ) : null}
      <Textarea
        label={r('erratum.reason')}
        name="reason"
        required
        maxLength={1000}
        value={reason}
        error={doing.tried && reason.trim() === '' ? r('need.reason') : null}
        onChange={(event) => setReason(event.currentTarget.value)}
      />
      <Fault error={doing.error} />
      <Actions>
        <Button type="submit" disabled={doing.busy} data-do>
          {r('publish.do')}
        </Button>
      </Actions>
    </form>
  );
}

interface WordsFieldProps {
  readonly at: number;
  readonly written: Written;
  readonly label: string;
  readonly value: string;
  readonly error: string | undefined;
  readonly onChange: (text: string) => void;
}

/** Words in one place, by what the erratum will call that place. */
function WordsField({ at, written, label, value, error, onChange }: WordsFieldProps) {
  return (
    <Textarea
      label={label}
      name={`words-${at}`}
      lang={written.lang}
      dir="auto"
      autosize
      minRows={written.field === 'title' ? 1 : 3}
      maxLength={LONGEST[written.field]}
      value={value}
      error={error}
      onChange={(event) => onChange(event.currentTarget.value)}
    />
  );
}
