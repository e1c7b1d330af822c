import { TextInput } from '@mantine/core';
import { useRoom } from '../../i18n/rooms.ts';
import { MomentField } from '../../ui/moment-field.tsx';

const WORD = /^[a-z][a-z0-9-]{0,62}$/;
const HANDLE = /^[a-z0-9][a-z0-9._-]{0,62}$/;

/** Where and when something was observed, or could not be. */
export interface Where {
  readonly area: string;
  /** `2026-11-20T21:03`, UTC. */
  readonly from: string;
  readonly to: string;
}

export const NOWHERE: Where = { area: '', from: '', to: '' };

export function isHandle(text: string): boolean {
  return HANDLE.test(text);
}

/** The stretch and the area as an entry has them; undefined where one is missing or the end comes first. */
export function whereOf({ area, from, to }: Where): Where | undefined {
  if (!WORD.test(area) || from === '' || to === '' || to <= from) return undefined;
  return { area, from: `${from}:00Z`, to: `${to}:00Z` };
}

interface WhereFieldsProps {
  readonly value: Where;
  readonly tried: boolean;
  readonly onChange: (value: Where) => void;
}

export function WhereFields({ value, tried, onChange }: WhereFieldsProps) {
  const { r } = useRoom('coverage');
  const { area, from, to } = value;
  const needed = (text: string) => (tried && text === '' ? r('file.required') : undefined);
  return (
    <>
      <TextInput
        label={r('file.area')}
        description={r('file.areaSays')}
        name="area"
        dir="ltr"
        list="areas"
        value={area}
        error={tried && !WORD.test(area) ? r('file.required') : undefined}
        onChange={({ currentTarget }) => onChange({ ...value, area: currentTarget.value.trim() })}
      />
      <MomentField
        name="from"
        label={(clock) => r('file.from', { clock })}
        value={from}
        error={needed(from)}
        onChange={(at) => onChange({ ...value, from: at })}
      />
      <MomentField
        name="to"
        label={(clock) => r('file.to', { clock })}
        value={to}
        error={needed(to) ?? (tried && to <= from ? r('file.order') : undefined)}
        onChange={(at) => onChange({ ...value, to: at })}
      />
    </>
  );
}
