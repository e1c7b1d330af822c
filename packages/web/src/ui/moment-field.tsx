import { TextInput } from '@mantine/core';
import { useState } from 'react';
import { useClock } from '../clock.ts';
import { localAt, momentOf, offsetName } from '../i18n/zones.ts';

interface MomentFieldProps {
  readonly name: string;
  /** The label, with the clock that the field is on. */
  readonly label: (clock: string) => string;
  /** `2026-11-20T21:03`, UTC; empty for nothing. */
  readonly value: string;
  /** What else is to be known of it. */
  readonly says?: ((clock: string) => string) | undefined;
  readonly error?: string | undefined;
  readonly onChange: (value: string) => void;
}

/** A moment, typed on the clock that all times are shown by, and kept in UTC. */
export function MomentField({ name, label, value, says, error, onChange }: MomentFieldProps) {
  const { zone } = useClock();
  const [now] = useState(() => Date.now());
  const at = value === '' ? undefined : Date.parse(`${value}Z`);
  const clock = offsetName(at ?? now, zone);
  return (
    <TextInput
      name={name}
      type="datetime-local"
      label={label(clock)}
      description={says?.(clock)}
      value={at === undefined ? '' : localAt(at, zone)}
      error={error}
      onChange={({ currentTarget }) => {
        const typed = momentOf(currentTarget.value, zone);
        onChange(typed === undefined ? '' : new Date(typed).toISOString().slice(0, 16));
      }}
    />
  );
}
