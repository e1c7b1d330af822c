import { TextInput } from '@mantine/core';
import { type Ref, useState } from 'react';
import { SHOW_WIDTH, ShowButton } from '../../ui/show-button.tsx';

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
      rightSection={<ShowButton label={label} shown={shown} onShow={setShown} />}
      rightSectionWidth={SHOW_WIDTH}
      onChange={(event) => onValue(event.currentTarget.value)}
    />
  );
}
