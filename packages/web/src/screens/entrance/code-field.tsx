import { TextInput } from '@mantine/core';
import { usePeopleSpeech } from '../../i18n/people/speech.ts';

interface CodeFieldProps {
  readonly label: string;
  /** Six digits of an app, or a recovery code. */
  readonly kind: 'totp' | 'backup';
  readonly value: string;
  readonly onChange: (value: string) => void;
  readonly tried: boolean;
}

export function isCode(kind: 'totp' | 'backup', text: string): boolean {
  return kind === 'totp' ? /^\d{6}$/.test(text) : text.length >= 6;
}

/** A code as it is read off a screen or paper: spaces do not matter. */
export function CodeField({ label, kind, value, onChange, tried }: CodeFieldProps) {
  const { p } = usePeopleSpeech();
  return (
    <TextInput
      label={label}
      description={kind === 'backup' ? p('second.backupSays') : undefined}
      name="one-time-code"
      dir="ltr"
      inputMode={kind === 'totp' ? 'numeric' : 'text'}
      autoComplete="one-time-code"
      spellCheck={false}
      required
      withAsterisk={false}
      maxLength={40}
      value={value}
      error={tried && !isCode(kind, value) ? p('field.required') : undefined}
      onChange={(event) => onChange(event.currentTarget.value.replaceAll(/\s/g, ''))}
    />
  );
}
