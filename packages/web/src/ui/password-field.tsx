import { TextInput } from '@mantine/core';
import { useState } from 'react';
import { usePeopleSpeech } from '../i18n/people/speech.ts';
import { strengthOf } from '../people/password-strength.ts';
import styles from './form.module.css';
import { SHOW_WIDTH, ShowButton } from './show-button.tsx';
import { Sign } from './sign.tsx';

interface PasswordFieldProps {
  readonly label: string;
  readonly value: string;
  readonly onChange: (value: string) => void;
  readonly name?: string;
  /** A new one is judged, against this handle, while it is typed. */
  readonly judgedFor?: string;
  readonly error?: string | undefined;
}

/** A password that can be looked at while it is typed. */
export function PasswordField({
  label,
  value,
  onChange,
  name = 'password',
  judgedFor,
  error,
}: PasswordFieldProps) {
  const [shown, setShown] = useState(false);
  return (
    <div>
      <TextInput
        type={shown ? 'text' : 'password'}
        label={label}
        name={name}
        dir="ltr"
        autoComplete={judgedFor === undefined ? 'current-password' : 'new-password'}
        spellCheck={false}
        required
        withAsterisk={false}
        maxLength={512}
        value={value}
        error={error}
        rightSection={<ShowButton label={label} shown={shown} onShow={setShown} />}
        rightSectionWidth={SHOW_WIDTH}
        onChange={(event) => onChange(event.currentTarget.value)}
      />
      {judgedFor === undefined ? null : <Judged password={value} handle={judgedFor} />}
    </div>
  );
}

function Judged({ password, handle }: { readonly password: string; readonly handle: string }) {
  const { p } = usePeopleSpeech();
  if (password === '') return <p className={styles.strength}>{p('strength.says')}</p>;
  const strength = strengthOf(password, handle);
  const word =
    strength.state === 'short'
      ? p('strength.short', { n: strength.missing })
      : p(`strength.${strength.state}`);
  const good = strength.state === 'fair' || strength.state === 'strong';
  return (
    <p className={styles.strength} aria-live="polite" data-strength={strength.state}>
      <Sign standing={good ? 'yes' : 'some'} /> {p('strength.title')} <strong>{word}</strong>
    </p>
  );
}
