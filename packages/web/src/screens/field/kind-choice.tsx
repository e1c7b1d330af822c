import { KINDS } from '@armistice/core/mission';
import { TextInput } from '@mantine/core';
import { useState } from 'react';
import { useRoom } from '../../i18n/rooms.ts';
import { Chips } from './chips.tsx';
import type { PartProps } from './parts.ts';

// What patrols report most, first; the rest by search. Access has its own form.
const OFTEN: readonly string[] = [
  'explosion',
  'burst',
  'shot',
  'small-arms-fire',
  'mortar-fire',
  'artillery-fire',
  'uav-flight',
  'movement',
  'presence',
  'damage',
  'casualty',
  'fire-on-monitors',
];
const OTHERS = KINDS.filter((kind) => !OFTEN.includes(kind) && kind !== 'access');

/** What it was, as big choices. */
export function KindChoice({ form, change, fault }: PartProps) {
  const { r, word, language } = useRoom('field');
  const [sought, setSought] = useState('');
  const plain = (text: string) => text.toLocaleLowerCase(language).normalize('NFKD');
  const found = [...OFTEN, ...OTHERS].filter((kind) =>
    plain(word('kind', kind)).includes(plain(sought.trim())),
  );
  const shown = sought.trim() === '' ? OFTEN : found;
  const chosen = form.kind === undefined || shown.includes(form.kind) ? [] : [form.kind];
  return (
    <Chips
      large
      name="kind"
      legend={r('kind.title')}
      options={[...chosen, ...shown].map((kind) => [kind, word('kind', kind)])}
      value={form.kind}
      error={fault('kind') === undefined ? undefined : r('need.kind')}
      onChange={(kind) => change({ kind })}
    >
      <TextInput
        label={r('kind.search')}
        name="kind-search"
        size="lg"
        autoComplete="off"
        value={sought}
        error={sought !== '' && found.length === 0 ? r('kind.none') : undefined}
        onChange={(event) => setSought(event.currentTarget.value)}
      />
    </Chips>
  );
}
