import { TextInput } from '@mantine/core';
import { usePeopleSpeech } from '../../i18n/people/speech.ts';

/** Handles as the server takes them. */
export function isHandle(text: string): boolean {
  return /^[a-z0-9][a-z0-9-]{0,62}$/.test(text);
}

interface HandleFieldProps {
  readonly value: string;
  readonly onChange: (value: string) => void;
  /** Whether it is chosen here, with advice, or only recalled. */
  readonly chosen?: boolean;
  readonly tried: boolean;
}

export function HandleField({ value, onChange, chosen = false, tried }: HandleFieldProps) {
  const { p } = usePeopleSpeech();
  return (
    <TextInput
      label={p('field.handle')}
      description={chosen ? p('field.handleSays') : undefined}
      name="handle"
      dir="ltr"
      autoComplete="username"
      autoCapitalize="none"
      spellCheck={false}
      required
      withAsterisk={false}
      maxLength={63}
      value={value}
      error={tried && !isHandle(value) ? p('field.handleBad') : undefined}
      onChange={(event) => onChange(event.currentTarget.value.trim().toLowerCase())}
    />
  );
}
