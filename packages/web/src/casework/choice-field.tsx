import { NativeSelect } from '@mantine/core';
import { useRoom } from '../i18n/rooms.ts';

interface ChoiceFieldProps {
  readonly name: string;
  readonly label: string;
  /** The value of what is chosen; empty for nothing. */
  readonly value: string;
  readonly options: readonly { readonly value: string; readonly label: string; readonly disabled?: true }[];
  /** What is to be known before choosing. */
  readonly says?: string;
  /** It was chosen, and cannot be any more: said, so that nobody sends another unseen. */
  readonly isGone: boolean;
  /** The form was sent without it. */
  readonly isMissing: boolean;
  readonly onChoose: (value: string) => void;
}

/** Asks for one of what can be chosen now. It begins empty, and is empty again where the choice is gone. */
export function ChoiceField({ name, label, value, options, says, ...of }: ChoiceFieldProps) {
  const { isGone, isMissing, onChoose } = of;
  const { r } = useRoom('casework');
  return (
    <NativeSelect
      name={name}
      label={label}
      value={value}
      {...(says === undefined ? {} : { description: says })}
      error={isGone ? r('field.gone') : isMissing ? r('field.choose') : undefined}
      data={[{ value: '', label: r('field.choose') }, ...options]}
      onChange={({ currentTarget }) => onChoose(currentTarget.value)}
    />
  );
}
