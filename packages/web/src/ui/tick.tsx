import './checkbox.css';
import { Checkbox } from '@mantine/core';

interface TickProps {
  readonly label: string;
  readonly description?: string;
  readonly name?: string;
  readonly value?: string;
  readonly checked: boolean;
  readonly onTick: (checked: boolean) => void;
}

/** A box to tick. Its styles come with it: the first page has none. */
export function Tick({ onTick, ...box }: TickProps) {
  return <Checkbox {...box} onChange={(event) => onTick(event.currentTarget.checked)} />;
}
