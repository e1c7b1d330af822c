import { TextInput } from '@mantine/core';
import { type Ref, useState } from 'react';
import { usePeopleSpeech } from '../../i18n/people/speech.ts';
import form from '../../ui/form.module.css';

interface PassphraseFieldProps {
  readonly label: string;
  readonly description?: string;
  readonly name: string;
  readonly value: string;
  readonly error?: string | undefined;
  readonly input?: Ref<HTMLInputElement>;
  readonly onValue: (value: string) => void;
}

/** A passphrase that can be looked at; neither the keyboard nor the browser is to remember it. */
export function PassphraseField({
  label,
  description,
  name,
  value,
  error,
  input,
  onValue,
}: PassphraseFieldProps) {
  const { p } = usePeopleSpeech();
  const [shown, setShown] = useState(false);
  return (
    <TextInput
      {...(input === undefined ? {} : { ref: input })}
      type={shown ? 'text' : 'password'}
      label={label}
      description={description}
      name={name}
      size="lg"
      autoComplete="off"
      autoCapitalize="off"
      autoCorrect="off"
      spellCheck={false}
      maxLength={512}
      value={value}
      error={error}
      rightSection={
        <button
          type="button"
          className={form.show}
          aria-label={`${p(shown ? 'do.hide' : 'do.show')}: ${label}`}
          onClick={() => setShown(!shown)}
        >
          {p(shown ? 'do.hide' : 'do.show')}
        </button>
      }
      rightSectionWidth={92}
      onChange={(event) => onValue(event.currentTarget.value)}
    />
  );
}
